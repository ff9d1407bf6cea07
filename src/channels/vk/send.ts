// Sends one message to one person. `random_id` makes every part of it arrive once only, so that what may have arrived is sent again.
import type { ChannelIo, Outgoing, Sent } from '../channel.ts';
import { type Answered, call, type Values } from './api.ts';
import type { VkConfig } from './config.ts';
import { at, wholeAt } from './incoming/reading.ts';
import { outcomeOf } from './outcome.ts';
import { findSent, mayBeForgotten } from './outgoing/earlier.ts';
import { keyboardOf, mistakeIn, type Part, partsOf } from './outgoing/parts.ts';
import { upload } from './outgoing/upload.ts';
import { externalIdOf } from './receive.ts';

/** The answered message was deleted, or cannot be passed on: the answer is worth more than its frame. */
const cannotBeAnswered: ReadonlySet<number> = new Set([100, 104, 913, 921, 969]);

export async function send(message: Outgoing, config: VkConfig, io: ChannelIo): Promise<Sent> {
  const wrong = mistakeIn(message);
  if (wrong) return wrong;
  const parts = partsOf(message);
  const late = mayBeForgotten(message.message.sentAt, io.now());
  const found = late ? await findSent({ peer: message.to, writtenAt: message.message.sentAt, randomIds: parts.map(({ randomId }) => randomId) }, config, io.signal) : null;
  if (found && !found.ok) return outcomeOf(found, false);
  let last: Extract<Sent, { ok: true }> | null = null;
  for (const part of parts) {
    const there = found?.sent.get(part.randomId);
    const outcome: Sent = there === undefined ? await deliver(part, message, config, io) : { ok: true, externalId: there };
    // What went before is not sent twice when the rest is tried again.
    if (!outcome.ok) return last ? partly(outcome) : outcome;
    last = outcome;
  }
  return { ...last!, ...(parts.length === 1 ? {} : { detail: `sent as ${parts.length} messages` }) };
}

/** Some of it is with the customer: nobody may be told that nothing arrived. */
function partly(outcome: Extract<Sent, { ok: false }>): Sent {
  if (outcome.retry !== 'never') return outcome;
  return { ...outcome, retry: 'never', code: 'vk.partly-sent', reason: `the first files arrived, the rest did not: ${outcome.code}, ${outcome.reason}`.slice(0, 500) };
}

async function deliver(part: Part, message: Outgoing, config: VkConfig, io: ChannelIo): Promise<Sent> {
  const names: string[] = [];
  for (const file of part.files) {
    const uploaded = await upload(file, message.to, config, io);
    if (!uploaded.ok) return uploaded;
    names.push(uploaded.name);
  }
  const values: Values = {
    // The form for several recipients, because only its answer names the message's place in the dialog.
    peer_ids: message.to, random_id: part.randomId, dont_parse_links: 1,
    ...(part.text === '' ? {} : { message: part.text }),
    ...(names.length === 0 ? {} : { attachment: names.join(',') }),
    ...(part.buttons.length === 0 ? {} : { keyboard: keyboardOf(part.buttons) }),
  };
  const frame = answering(message);
  const framed = await hand({ ...values, ...frame }, config, io);
  const plain = 'forward' in frame && !framed.ok && framed.what === 'refused' && cannotBeAnswered.has(framed.code);
  const answered = plain ? await hand(values, config, io) : framed;
  return answered.ok ? taken(answered.result, part, message, config, io) : outcomeOf(answered, true);
}

/** A refusal stands beside its recipient, or where every method has it. */
async function hand(values: Values, config: VkConfig, io: ChannelIo): Promise<Answered> {
  const answered = await call('messages.send', values, config, { signal: io.signal });
  if (!answered.ok) return answered;
  const item: unknown = Array.isArray(answered.result) ? answered.result[0] : answered.result;
  const [code, said] = [wholeAt(item, 'error', 'code') ?? wholeAt(item, 'error', 'error_code'), at(item, 'error', 'description')];
  return code === null ? { ok: true, result: item } : { ok: false, what: 'refused', code, said: typeof said === 'string' ? said.replace(/\s+/g, ' ').slice(0, 300) : 'no reason given' };
}

/** VK does not say what it answers to a message that it has already; where that names no place, the dialog does. */
async function taken(answer: unknown, { randomId }: Part, { to, message }: Outgoing, config: VkConfig, io: ChannelIo): Promise<Sent> {
  const place = wholeAt(answer, 'conversation_message_id');
  if (place !== null && place > 0) return { ok: true, externalId: externalIdOf(Number(to), place) };
  const found = await findSent({ peer: to, writtenAt: message.sentAt, randomIds: [randomId] }, config, io.signal);
  const there = found.ok ? found.sent.get(randomId) : undefined;
  return there === undefined ? outcomeOf({ ok: false, what: 'lost', said: 'the answer names no message' }, true) : { ok: true, externalId: there };
}

/** The newest of the answered messages that is of this dialog. */
function answering({ inReplyTo, to }: Outgoing): { readonly forward: string } | Record<string, never> {
  const last = inReplyTo.findLast((id) => id.startsWith(`${to}:`));
  const place = last === undefined ? Number.NaN : Number(last.slice(to.length + 1));
  return Number.isSafeInteger(place) && place > 0 ? { forward: JSON.stringify({ peer_id: Number(to), conversation_message_ids: [place], is_reply: true }) } : {};
}
