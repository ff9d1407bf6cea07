// What the messenger refuses, in its own words. The statuses are those that docs/http-inbox.md asks a program for.
import type { World } from './world.ts';

export const mostText = 20_000;
export const mostBytes = 10_000_000;
export const mostButtons = 10;
const mostId = 200;

export type Refused = { readonly status: number; readonly error: string };
export type Button = { readonly id: string; readonly label: string };
export type Attached = { readonly name: string; readonly mediaType: string; readonly content: Buffer };
export type Message = { readonly id: string; readonly to: string; readonly text: string; readonly attachments: readonly Attached[]; readonly buttons: readonly Button[] };

type Fields = Readonly<Record<string, unknown>>;
const refuse = (status: number, error: string): Refused => ({ status, error });
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWord = (value: unknown, most: number): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= most;

export function isRefused(value: Message | Refused): value is Refused {
  return 'error' in value;
}

/** @param key the request's webhook-id, which for a message is its id */
export function readMessage(given: Fields, key: string): Message | Refused {
  const { id, to, text, attachments, buttons } = given;
  if (!isWord(id, mostId) || id !== key) return refuse(400, 'id: missing, too long, or another than webhook-id');
  if (!isWord(to, mostId)) return refuse(400, 'to: missing');
  if (typeof text !== 'string') return refuse(400, 'text: missing');
  const wrong = wrongAround(given);
  if (wrong !== null) return refuse(400, wrong);
  if (text.length > mostText) return refuse(422, `text: at most ${mostText} letters`);
  const files = readAttached(attachments);
  if ('error' in files) return files;
  const under = readButtons(buttons);
  if ('error' in under) return under;
  if (text.trim() === '' && files.length === 0) return refuse(422, 'There is nothing in this message.');
  return { id, to, text, attachments: files, buttons: under };
}

function wrongAround({ conversation, html, inReplyTo, sentAt, machineSent }: Fields): string | null {
  if (!isFields(conversation) || typeof conversation['id'] !== 'string' || !Number.isInteger(conversation['number'])) return 'conversation: {id, number}';
  if (html !== null && typeof html !== 'string') return 'html: text or null';
  if (!Array.isArray(inReplyTo) || inReplyTo.some((one) => typeof one !== 'string')) return 'inReplyTo: a list of ids';
  if (typeof sentAt !== 'string' || Number.isNaN(Date.parse(sentAt))) return 'sentAt: not a time';
  return typeof machineSent === 'boolean' ? null : 'machineSent: true or false';
}

function readAttached(given: unknown): readonly Attached[] | Refused {
  if (!Array.isArray(given)) return refuse(400, 'attachments: a list');
  const files: Attached[] = [];
  let bytes = 0;
  for (const one of given) {
    if (!isFields(one) || !isWord(one['name'], 500) || typeof one['mediaType'] !== 'string' || !/^[\w.+-]+\/[\w.+-]+/.test(one['mediaType'])) return refuse(400, 'attachments: {name, mediaType, bytes, base64}');
    const { base64 } = one;
    if (typeof base64 !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) return refuse(400, 'attachments: not base64');
    const content = Buffer.from(base64, 'base64');
    if (content.byteLength !== one['bytes']) return refuse(400, 'attachments: not so many bytes as it says');
    bytes += content.byteLength;
    files.push({ name: one['name'], mediaType: one['mediaType'], content });
  }
  return bytes > mostBytes ? refuse(413, `attachments: at most ${mostBytes} bytes together`) : files;
}

function readButtons(given: unknown): readonly Button[] | Refused {
  if (!Array.isArray(given) || given.some((one) => !isFields(one) || !isWord(one['id'], mostId) || !isWord(one['label'], 200))) return refuse(400, 'buttons: a list of {id, label}');
  const buttons = given.map(({ id, label }: Button) => ({ id, label }));
  if (buttons.length > mostButtons) return refuse(422, `buttons: at most ${mostButtons}`);
  return new Set(buttons.map(({ id }) => id)).size < buttons.length ? refuse(422, 'buttons: one id twice') : buttons;
}

/** Nobody is written to who has not opened the messenger before, or does not want to hear from the desk. */
export function whyNot({ people }: World, to: string): Refused | null {
  const person = people.get(to);
  if (!person) return refuse(404, 'Nobody here is called that.');
  return person.blocked ? refuse(410, 'This person does not want messages from you.') : null;
}
