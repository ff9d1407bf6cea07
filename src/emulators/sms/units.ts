// Units of SMPP 3.4 as a centre reads and writes them, from the specification: a head of four numbers, then fields in a fixed order,
// then optional ones, each with a tag and a length.

export type Unit = { readonly id: number; readonly status: number; readonly sequence: number; readonly body: Buffer };
export type Party = { readonly ton: number; readonly npi: number; readonly address: string };
export type Options = ReadonlyMap<number, Buffer>;

export const ids = {
  bindReceiver: 0x01, bindTransmitter: 0x02, query: 0x03, submit: 0x04, deliver: 0x05, unbind: 0x06, replace: 0x07, cancel: 0x08, bindTransceiver: 0x09, enquire: 0x15, submitMany: 0x21, data: 0x103,
} as const;
export const answerBit = 0x8000_0000;
export const tags = { receiptedId: 0x001e, payload: 0x0424, state: 0x0427, networkError: 0x0423, reference: 0x020c, total: 0x020e, place: 0x020f, version: 0x0210 } as const;

export const mostOctets = 70_000;

export function writeUnit(id: number, status: number, sequence: number, body: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(id >>> 0, 4);
  head.writeUInt32BE(status, 8);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, body]);
}

/** Whole units at the beginning of a stream; `broken`: a length that cannot be. */
export function unitsOf(stream: Buffer): { readonly units: readonly Unit[]; readonly rest: Buffer; readonly broken: boolean } {
  const units: Unit[] = [];
  let rest = stream;
  while (rest.length >= 4) {
    const length = rest.readUInt32BE(0);
    if (length < 16 || length > mostOctets) return { units, rest, broken: true };
    if (rest.length < length) break;
    units.push({ id: rest.readUInt32BE(4), status: rest.readUInt32BE(8), sequence: rest.readUInt32BE(12), body: rest.subarray(16, length) });
    rest = rest.subarray(length);
  }
  return { units, rest, broken: false };
}

export const text = (value: string): Buffer => Buffer.concat([Buffer.from(value, 'latin1'), Buffer.of(0)]);
const party = ({ ton, npi, address }: Party): Buffer => Buffer.concat([Buffer.of(ton, npi), text(address)]);

export function option(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** A field that is not there, or is longer than it may be. */
export class WrongLength extends Error {}

export class Fields {
  readonly #body: Buffer;
  #at = 0;
  constructor(body: Buffer) {
    this.#body = body;
  }

  octet(): number {
    const value = this.#body[this.#at];
    if (value === undefined) throw new WrongLength('an octet is missing');
    this.#at += 1;
    return value;
  }

  /** `most` counts the NUL at its end, as the specification does. */
  text(most: number): string {
    const end = this.#body.indexOf(0, this.#at);
    if (end < 0 || end - this.#at >= most) throw new WrongLength('a text has no end, or is too long');
    const value = this.#body.toString('latin1', this.#at, end);
    this.#at = end + 1;
    return value;
  }

  octets(length: number): Buffer {
    if (this.#at + length > this.#body.length) throw new WrongLength('octets are missing');
    this.#at += length;
    return this.#body.subarray(this.#at - length, this.#at);
  }

  party(most: number): Party {
    return { ton: this.octet(), npi: this.octet(), address: this.text(most) };
  }

  options(): Options {
    const found = new Map<number, Buffer>();
    while (this.#at < this.#body.length) {
      const head = this.octets(4);
      found.set(head.readUInt16BE(0), this.octets(head.readUInt16BE(2)));
    }
    return found;
  }
}

export type Bind = { readonly systemId: string; readonly password: string; readonly systemType: string; readonly version: number };

export function readBind(body: Buffer): Bind {
  const fields = new Fields(body);
  const bind = { systemId: fields.text(16), password: fields.text(65), systemType: fields.text(13), version: fields.octet() };
  fields.party(41);
  return bind;
}

export type Submit = {
  readonly serviceType: string; readonly from: Party; readonly to: Party; readonly esmClass: number; readonly schedule: string; readonly validity: string;
  readonly registered: number; readonly coding: number; readonly message: Buffer; readonly options: Options;
};

export function readSubmit(body: Buffer): Submit {
  const fields = new Fields(body);
  const [serviceType, from, to, esmClass] = [fields.text(6), fields.party(21), fields.party(21), fields.octet()];
  fields.octets(2);
  const [schedule, validity, registered] = [fields.text(17), fields.text(17), fields.octet()];
  fields.octet();
  const coding = fields.octet();
  fields.octet();
  const message = fields.octets(fields.octet());
  return { serviceType, from, to, esmClass, schedule, validity, registered, coding, message, options: fields.options() };
}

export type Bringing = { readonly from: Party; readonly to: Party; readonly esmClass: number; readonly coding: number; readonly message: Buffer; readonly options?: readonly Buffer[] };

export function deliverBody({ from, to, esmClass, coding, message, options = [] }: Bringing): Buffer {
  return Buffer.concat([text(''), party(from), party(to), Buffer.of(esmClass, 0, 0), text(''), text(''), Buffer.of(0, 0, coding, 0, message.length), message, ...options]);
}
