// Sends one answer: first its files to the storage, then one message or several. A repeated send reaches the customer twice, so whatever
// may have arrived is said to be unknown.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelIo, Outgoing, Sent } from '../channel.ts';
import { call, Refusal } from './api.ts';
import type { MaxConfig } from './config.ts';
import { fields, words, type Fields } from './fields.ts';
import { failure, failureOf, isNotReady, mayBeTheReference, type Failed } from './outcome.ts';
import { mostButtons, mostLabel, mostPayload, mostText, partsOf, textOf, type Part } from './parts.ts';
import { NotAnswered } from './request.ts';
import { upload, type Uploaded } from './upload.ts';

/** How long the vendor may take to make a file ready, before the message waits for its next turn: half a minute together. */
const readyPauses = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** Two a second for one dialog. */
const betweenParts = 500;
/** What was begun is not left half done because of a short refusal. */
const finishing = { tries: 4, longest: 10_000 };

export function canReach(address: string): boolean {
  return /^[1-9]\d{0,15}$/.test(address) && Number.isSafeInteger(Number(address));
}

export async function send(message: Outgoing, config: MaxConfig, io: ChannelIo): Promise<Sent> {
  const hopeless = wrongWith(message);
  if (hopeless) return hopeless;
  const parts = partsOf(message.message);
  let first: string | null = null;
  try {
    const ready: Uploaded[][] = [];
    for (const { files } of parts) {
      const uploaded: Uploaded[] = [];
      for (const file of files) uploaded.push(await upload(file, config, io));
      ready.push(uploaded);
    }
    const answers = message.inReplyTo.at(-1) ?? null;
    for (const [place, part] of parts.entries()) {
      if (place > 0) await pause(betweenParts, undefined, { signal: io.signal });
      const post = poster(message.to, config, io);
      const body = bodyOf(part, ready[place]!);
      const mid = place === 0 ? await withReference(post, body, answers) : await patiently(() => post(body), io);
      first ??= mid;
    }
    return { ok: true, externalId: first!, ...(parts.length > 1 ? { detail: `${parts.length} messages` } : {}) };
  } catch (error) {
    const failed = failureOf(error, true);
    return first === null ? failed : { ...failure('unknown', 'max.partly-sent', failed.reason), ...(failed.ofInbox ? { ofInbox: true } : {}) };
  }
}

function wrongWith(outgoing: Outgoing): Failed | null {
  const { message, to } = outgoing;
  const buttons = message.buttons ?? [];
  const text = textOf(message);
  if (!canReach(to)) return failure('never', 'max.address-unusable', 'the recipient is not a number of a MAX user');
  if (text === '' && (message.attachments.length === 0 || buttons.length > 0)) return failure('never', 'max.message-empty', 'the message has no words');
  if (text.length > mostText) return failure('never', 'max.text-too-long', `the text has ${text.length} characters, MAX takes ${mostText}`);
  if (buttons.length > mostButtons || buttons.some(({ id, label }) => id.length > mostPayload || label.trim() === '')) return failure('never', 'max.refused', 'the buttons are more, or longer, than MAX takes');
  return null;
}

function bodyOf({ text, buttons }: Part, files: readonly Uploaded[]): Fields {
  const rows = buttons.map(({ id, label }) => [{ type: 'callback', text: shortened(label), payload: id }]);
  const attachments = [...files, ...(rows.length > 0 ? [{ type: 'inline_keyboard', payload: { buttons: rows } }] : [])];
  return { text: text === '' ? null : text, attachments, notify: true };
}

const shortened = (label: string): string => (label.length <= mostLabel ? label : `${label.slice(0, mostLabel - 1)}…`).toWellFormed();

type Post = (body: Fields) => Promise<string>;

function poster(to: string, config: MaxConfig, io: ChannelIo): Post {
  return async (body) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { message } = await call(config, io.signal, { method: 'POST', path: '/messages', query: { user_id: to }, body });
        const mid = words(fields(fields(message)['body'])['mid']);
        if (mid === null) throw new NotAnswered(true, 'no-id', 'the answer does not name the message');
        return mid;
      } catch (error) {
        if (!isNotReady(error) || attempt >= readyPauses.length) throw error;
        await pause(readyPauses[attempt], undefined, { signal: io.signal }).catch(() => {
          throw error;
        });
      }
    }
  };
}

/** The message that is answered may be gone: then the answer goes without pointing at it. */
async function withReference(post: Post, body: Fields, answers: string | null): Promise<string> {
  if (answers === null) return post(body);
  try {
    return await post({ ...body, link: { type: 'reply', mid: answers } });
  } catch (error) {
    if (mayBeTheReference(error)) return post(body);
    throw error;
  }
}

async function patiently(post: () => Promise<string>, io: ChannelIo): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post();
    } catch (error) {
      const busy = error instanceof Refusal && (error.status === 429 || error.status === 503);
      if (!busy || attempt >= finishing.tries) throw error;
      await pause(Math.min(finishing.longest, (error.retryAfterSeconds ?? attempt) * 1_000), undefined, { signal: io.signal }).catch(() => {
        throw error;
      });
    }
  }
}
