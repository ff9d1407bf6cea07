// One unit of the protocol, read and written with the package `smpp`. What it reads is checked field by field: a centre may send anything.
import smpp from 'smpp';

// The package guesses letters from the data coding alone and loses the octets; here they are wanted as they came.
smpp.filters.message.decode = (value) => value;
/** A text in `message_payload` may have 64 KB. */
smpp.PDU.maxLength = 70_000;
export const largest = 70_000;

const head = 16;

/** As it came: `octets` is all of it. */
export type Frame = { readonly id: number; readonly status: number; readonly sequence: number; readonly octets: Buffer };

export const commands = { enquireLink: 0x15, unbind: 0x06, deliver: 0x05, data: 0x103, outbind: 0x0b, alert: 0x102, nack: 0x8000_0000 } as const;
export const isAnswer = ({ id }: Frame): boolean => id >= 0x8000_0000;

/** What the stream holds in whole units, and what is left of it; throws for a length that cannot be one: nothing after it can be found. */
export function takeFrames(stream: Buffer): { readonly frames: readonly Frame[]; readonly rest: Buffer } {
  const frames: Frame[] = [];
  let at = 0;
  while (stream.length - at >= 4) {
    const length = stream.readUInt32BE(at);
    if (length < head || length > largest) throw new Error(`a unit of ${length} octets`);
    if (stream.length - at < length) break;
    const octets = stream.subarray(at, at + length);
    frames.push({ id: octets.readUInt32BE(4), status: octets.readUInt32BE(8), sequence: octets.readUInt32BE(12), octets });
    at += length;
  }
  return { frames, rest: stream.subarray(at) };
}

export type Read = { readonly command: string; text(name: string): string; number(name: string): number; octets(name: string): Buffer | null; has(name: string): boolean };

/** null: its inside is not what its head says. */
export function read(octets: Buffer): Read | null {
  try {
    // A copy: the package hands out slices.
    const pdu = new smpp.PDU(Buffer.from(octets)) as unknown as Readonly<Record<string, unknown>>;
    const value = (name: string): unknown => (Object.hasOwn(pdu, name) ? pdu[name] : undefined);
    return {
      command: typeof pdu['command'] === 'string' ? pdu['command'] : 'unknown',
      text: (name) => (typeof value(name) === 'string' ? (value(name) as string) : ''),
      number: (name) => (typeof value(name) === 'number' ? (value(name) as number) : 0),
      octets: (name) => (Buffer.isBuffer(value(name)) ? (value(name) as Buffer) : null),
      has: (name) => value(name) !== undefined,
    };
  } catch {
    return null;
  }
}

export function write(command: string, sequence: number, fields: Readonly<Record<string, unknown>> = {}, status = 0): Buffer {
  return new smpp.PDU(command, { ...fields, sequence_number: sequence, command_status: status }).toBuffer();
}

/** The answer to a request, by its number alone: also to one that could not be read. */
export function answerTo({ id, sequence }: Frame, status: number): Buffer {
  const name = smpp.commandsById[id + 0x8000_0000]?.command;
  return name === undefined ? write('generic_nack', sequence, {}, status || 3) : write(name, sequence, {}, status);
}

/** `ESME_RINVDSTADR`, or the number itself where the vendor made one up. */
export function statusName(status: number): string {
  const name = Object.entries(smpp.errors).find(([, number]) => number === status)?.[0];
  return name ?? `0x${status.toString(16).padStart(8, '0')}`;
}
