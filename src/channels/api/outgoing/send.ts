// Hands one message to the program: a signed request with everything in it, files included.
import type { ChannelIo, CheckResult, Outgoing, OutgoingAttachment, Sent } from '../../channel.ts';
import type { ApiConfig } from '../config.ts';
import { idOf } from '../person.ts';
import { call } from './call.ts';
import { failed, outcomeOf, refusal } from './outcome.ts';

/** Of all files of a message together, before they are written in base64. */
export const mostBytes = 10_000_000;
export const mostButtons = 10;

export async function send(outgoing: Outgoing, config: ApiConfig, io: ChannelIo): Promise<Sent> {
  const { message, idempotencyKey: id } = outgoing;
  const to = idOf(outgoing.to);
  if (to === null) return failed('never', 'api.person-unknown', 'this is nobody whom the program has named');
  const bytes = message.attachments.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > mostBytes) return failed('never', 'api.files-too-large', `the files have ${bytes} bytes together, at most ${mostBytes} go`);
  const buttons = message.buttons ?? [];
  if (buttons.length > mostButtons) return failed('never', 'api.message-refused', `${buttons.length} buttons, at most ${mostButtons} go`);
  const attachments: Written[] = [];
  for (const file of message.attachments) {
    const written = await writtenOut(file, io);
    if (typeof written === 'string') return failed('later', 'api.file-unreadable', `a file could not be read: ${written}`);
    attachments.push(written);
  }
  return outcomeOf(await call(config, io, { id, payload: payloadOf(outgoing, to, attachments) }), id);
}

function payloadOf({ message, conversation, inReplyTo, idempotencyKey }: Outgoing, to: string, attachments: readonly Written[]): Readonly<Record<string, unknown>> {
  const { subject, html, buttons = [], sentAt, machineSent } = message;
  const text = [message.text, message.quoted ?? ''].filter((one) => one.trim() !== '').join('\n\n');
  return {
    type: 'message', id: idempotencyKey, to, conversation: { id: conversation.id, number: conversation.number },
    subject, text, html, inReplyTo, attachments, buttons: buttons.map(({ id, label }) => ({ id, label })), sentAt, machineSent,
  };
}

type Written = { readonly name: string; readonly mediaType: string; readonly bytes: number; readonly base64: string };

/** A text: why it could not be read. */
async function writtenOut({ name, mediaType, bytes, hash }: OutgoingAttachment, io: ChannelIo): Promise<Written | string> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of await io.openBlob(hash)) pieces.push(Buffer.from(piece as Uint8Array));
    const content = Buffer.concat(pieces);
    if (content.byteLength !== bytes) return `it has ${content.byteLength} bytes instead of ${bytes}`;
    return { name, mediaType, bytes, base64: content.toString('base64') };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'no reason given';
  }
}

/** Asks the program whether it is there and takes our signature. Nobody is written to. */
export async function check(config: ApiConfig, io: ChannelIo): Promise<CheckResult> {
  const called = await call(config, io, { id: `ping-${Date.parse(io.now())}`, payload: { type: 'ping' } });
  if (called.was === 'answered' && called.status >= 200 && called.status < 300) return { ok: true };
  const problem = called.was === 'answered' ? refusal(called) : outcomeOf(called, '');
  if (problem.ok) return { ok: true };
  const refused = called.was === 'answered' && problem.retry === 'never';
  return { ok: false, problems: [{ code: refused ? 'api.ping-refused' : problem.code, detail: problem.reason }] };
}
