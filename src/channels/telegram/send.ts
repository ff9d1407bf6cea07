// Sends one message to a private chat. The Bot API knows no key by which a repeated send is dropped: what may have arrived is never
// sent again by itself, and a message that arrived in part is said to be so.
import { setTimeout as pause } from 'node:timers/promises';
import { InputFile, type RawApi } from 'grammy';
import type { ChannelIo, Outgoing, Sent } from '../channel.ts';
import { type Answered, call, read, type Trace } from './api.ts';
import type { TelegramConfig } from './config.ts';
import { type Failed, failed, outcomeOf } from './outcome.ts';
import { fileName, mostFileBytes, mostText, type Part, partsOf, textOf } from './parts.ts';

export const mostButtons = 10;

const patience = 30_000;
/** A slow line still takes a file with so many bytes a second. */
const slowest = 100_000;
/** So long a later part is tried again, so that a message arrives whole. */
const longestTrying = 40_000;

export const canReach = (address: string): boolean => /^[1-9]\d{0,17}$/.test(address);

export async function send(message: Outgoing, config: TelegramConfig, io: ChannelIo): Promise<Sent> {
  const wrong = mistakeIn(message);
  if (wrong) return wrong;
  const parts = partsOf(message.message);
  const arrived: string[] = [];
  for (const part of parts) {
    const outcome = arrived.length === 0 ? await deliver(part, message, config, io) : await insist(part, message, config, io);
    if (!outcome.ok) return arrived.length === 0 ? outcome : partlySent(arrived.length, parts.length, outcome);
    arrived.push(outcome.externalId);
  }
  return { ok: true, externalId: arrived.at(-1)!, ...(arrived.length === 1 ? {} : { detail: `sent as ${arrived.length} messages` }) };
}

/** What the vendor would refuse is said before anything goes out: a later part would be refused when the first has arrived. */
function mistakeIn({ to, message }: Outgoing): Failed | null {
  if (!canReach(to)) return failed('never', 'telegram.chat-unknown', 'this is not the id of a private chat');
  const text = textOf(message);
  const buttons = message.buttons ?? [];
  if (text === '' && (message.attachments.length === 0 || buttons.length > 0)) return failed('never', 'telegram.empty', 'there is no text');
  if (text.length > mostText) return failed('never', 'telegram.text-too-long', `the text has ${text.length} letters, at most ${mostText} go into one message`);
  if (buttons.length > mostButtons || buttons.some(({ id, label }) => label.trim() === '' || id === '' || Buffer.byteLength(id) > 64)) return failed('never', 'telegram.buttons-refused', `at most ${mostButtons} buttons, each with words and an id of at most 64 bytes`);
  const file = message.attachments.find(({ bytes }) => bytes > mostFileBytes || bytes === 0);
  if (file) return failed('never', file.bytes === 0 ? 'telegram.file-refused' : 'telegram.file-too-large', `a file has ${file.bytes} bytes`);
  return null;
}

function partlySent(arrived: number, of: number, { code, reason }: Failed): Failed {
  return failed('unknown', 'telegram.partly-sent', `${arrived} of ${of} parts arrived; the next did not: ${code}, ${reason}`);
}

async function deliver(part: Part, message: Outgoing, config: TelegramConfig, io: ChannelIo): Promise<Sent> {
  let answered = await hand(part, message, config, io);
  // Not a picture that the vendor can show (its sides, its bytes): nothing was sent, and as a file it goes.
  if (part.file?.kind === 'photo' && !answered.ok && answered.what === 'refused' && answered.status === 400 && /PHOTO_|IMAGE_|too big for a photo/i.test(answered.said)) {
    answered = await hand({ ...part, file: { ...part.file, kind: 'document' } }, message, config, io);
  }
  if (!answered.ok) return outcomeOf(answered);
  const id: unknown = (answered.result as { readonly message_id?: unknown } | null)?.message_id;
  if (!Number.isSafeInteger(id)) return failed('unknown', 'telegram.answer-lost', 'the answer holds no message');
  return { ok: true, externalId: `${message.to}:${String(id)}` };
}

/** Something of this message is with the customer already: what can be tried again at once is. */
async function insist(part: Part, message: Outgoing, config: TelegramConfig, io: ChannelIo): Promise<Sent> {
  const end = performance.now() + longestTrying;
  for (let wait = 1_000; ; wait *= 2) {
    const outcome = await deliver(part, message, config, io);
    if (outcome.ok || outcome.retry !== 'later') return outcome;
    const ms = outcome.retryAfterSeconds === undefined ? wait : outcome.retryAfterSeconds * 1_000;
    if (performance.now() + ms > end || io.signal.aborted) return outcome;
    await pause(ms, undefined, { signal: io.signal }).catch(() => {});
  }
}

async function hand(part: Part, message: Outgoing, config: TelegramConfig, io: ChannelIo): Promise<Answered<unknown>> {
  const beside = { chat_id: Number(message.to), ...keyboard(part), ...answering(message) };
  const ms = patience + Math.ceil(((part.file?.attachment.bytes ?? 0) / slowest) * 1_000);
  return call(config, { ms, signal: io.signal }, (methods, trace) => {
    if (!part.file) return methods.sendMessage({ ...beside, text: part.text, link_preview_options: { is_disabled: true } });
    return sendFile(methods, part.file, { ...beside, ...(part.text === '' ? {} : { caption: part.text }) }, { trace, io });
  });
}

type Beside = { readonly chat_id: number; readonly caption?: string };

function sendFile(methods: RawApi, { kind, attachment }: NonNullable<Part['file']>, beside: Beside, { trace, io }: { readonly trace: Trace; readonly io: ChannelIo }): Promise<unknown> {
  const file = new InputFile(read(() => io.openBlob(attachment.hash), trace), fileName(attachment.name));
  if (kind === 'photo') return methods.sendPhoto({ ...beside, photo: file });
  if (kind === 'video') return methods.sendVideo({ ...beside, video: file });
  if (kind === 'audio') return methods.sendAudio({ ...beside, audio: file });
  return methods.sendDocument({ ...beside, document: file });
}

function keyboard({ buttons }: Part) {
  if (buttons.length === 0) return {};
  return { reply_markup: { inline_keyboard: buttons.map(({ id, label }) => [{ text: label.replaceAll('\0', '').toWellFormed(), callback_data: id }]) } };
}

/** The newest of the answered messages that is of this chat. One that the customer has deleted meanwhile does not stop the answer. */
function answering({ inReplyTo, to }: Outgoing) {
  const last = inReplyTo.findLast((id) => id.startsWith(`${to}:`));
  const id = last === undefined ? Number.NaN : Number(last.slice(to.length + 1));
  return Number.isSafeInteger(id) && id > 0 ? { reply_parameters: { message_id: id, allow_sending_without_reply: true } } : {};
}
