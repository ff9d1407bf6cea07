// What MAX refuses in a message that a bot wants to send, in the order in which it looks: the body first, then who it is for.
import type { Attachment, Refused, UploadType, Vendor } from './vendor.ts';

const mostText = 4000;
const mostRows = 30;
const mostInRow = 7;
const mostLabel = 128;
const mostPayload = 1024;
const mostLink = 2048;
const buttonTypes = new Set(['callback', 'link', 'request_contact', 'request_geo_location', 'message', 'open_app', 'clipboard']);
const media = new Set<string>(['image', 'video', 'audio', 'file'] satisfies UploadType[]);
/** Of these a message carries one, and nothing but buttons beside it. */
const alone = new Set(['file', 'audio', 'contact', 'sticker']);

export type NewMessage = { readonly text: string | null; readonly attachments: readonly Attachment[]; readonly link: { readonly type: 'reply' | 'forward'; readonly mid: string } | null };

export const refuse = (status: number, code: string, message: string): Refused => ({ status, code, message });
const payload = (message: string): Refused => refuse(400, 'proto.payload', message);

export const isRefused = (value: object): value is Refused => 'status' in value && 'code' in value;

type Given = Readonly<Record<string, unknown>>;
const isGiven = (value: unknown): value is Given => typeof value === 'object' && value !== null && !Array.isArray(value);

export function readNewMessage(vendor: Vendor, given: unknown): NewMessage | Refused {
  if (!isGiven(given)) return payload("Can't deserialize body");
  const { text = null, attachments = null, link = null, format = null } = given;
  const words = textOf(text);
  if (words !== null && typeof words !== 'string') return words;
  if (format !== null && format !== 'markdown' && format !== 'html') return payload('format: unknown');
  const readLink = linkOf(link);
  if (readLink !== null && isRefused(readLink)) return readLink;
  const carried = attachmentsOf(vendor, attachments);
  if (isRefused(carried)) return carried;
  const shown = carried.some(({ type }) => type !== 'inline_keyboard') || readLink?.type === 'forward';
  if (!shown && (words ?? '').trim() === '') return payload('Message cannot be empty');
  return { text: words, attachments: carried, link: readLink };
}

function textOf(text: unknown): string | null | Refused {
  if (text !== null && typeof text !== 'string') return payload("Can't deserialize body");
  return text !== null && text.length > mostText ? payload(`text: size must be between 0 and ${mostText}`) : text;
}

function linkOf(link: unknown): NewMessage['link'] | Refused {
  if (link === null) return null;
  if (!isGiven(link) || (link['type'] !== 'reply' && link['type'] !== 'forward') || typeof link['mid'] !== 'string' || link['mid'] === '') return payload("Can't deserialize body");
  return { type: link['type'], mid: link['mid'] };
}

function attachmentsOf(vendor: Vendor, given: unknown): readonly Attachment[] | Refused {
  if (given === null) return [];
  if (!Array.isArray(given)) return payload("Can't deserialize body");
  const all = given.map((one: unknown) => attachmentOf(vendor, one));
  const refused = all.find(isRefused);
  if (refused) return refused;
  const carried = all as readonly Attachment[];
  if (carried.filter(({ type }) => type === 'inline_keyboard').length > 1) return payload('Must be only one inline keyboard in message');
  const visible = carried.filter(({ type }) => type !== 'inline_keyboard');
  const single = visible.find(({ type }) => alone.has(type));
  if (single && visible.length > 1) return payload(`Must be only one ${single.type} attachment in message`);
  return carried;
}

function attachmentOf(vendor: Vendor, given: unknown): Attachment | Refused {
  if (!isGiven(given) || typeof given['type'] !== 'string') return payload("Can't deserialize body");
  const { type } = given;
  if (type === 'inline_keyboard') return keyboardOf(given['payload']);
  if (media.has(type)) return mediaOf(vendor, type as UploadType, given['payload']);
  if (type === 'location') return typeof given['latitude'] === 'number' && typeof given['longitude'] === 'number' ? (given as Attachment) : payload("Can't deserialize body");
  if (type === 'contact' || type === 'share' || type === 'sticker') return isGiven(given['payload']) ? (given as Attachment) : payload("Can't deserialize body");
  return payload(`Unknown attachment type: ${type.slice(0, 40)}`);
}

function keyboardOf(given: unknown): Attachment | Refused {
  const rows: unknown = isGiven(given) ? given['buttons'] : undefined;
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every((row) => Array.isArray(row))) return payload("Can't deserialize body");
  if (rows.length > mostRows) return payload('errors.maxRows');
  for (const row of rows as unknown[][]) {
    if (row.length > mostInRow) return payload('errors.maxRowSize');
    for (const button of row) {
      const wrong = wrongButton(button);
      if (wrong) return wrong;
    }
  }
  return { type: 'inline_keyboard', payload: { buttons: rows } };
}

function wrongButton(button: unknown): Refused | null {
  if (!isGiven(button) || typeof button['type'] !== 'string' || !buttonTypes.has(button['type'])) return payload("Can't deserialize body");
  const { type, text, payload: carried, url } = button;
  if (typeof text !== 'string' || text.length === 0 || text.length > mostLabel) return payload(`text: size must be between 1 and ${mostLabel}`);
  if ((type === 'callback' || type === 'clipboard') && (typeof carried !== 'string' || carried.length > mostPayload)) return payload(`payload: size must be between 0 and ${mostPayload}`);
  if (type === 'link' && (typeof url !== 'string' || url.length > mostLink)) return payload(`url: size must be between 1 and ${mostLink}`);
  return null;
}

function mediaOf(vendor: Vendor, type: UploadType, given: unknown): Attachment | Refused {
  if (!isGiven(given)) return payload("Can't deserialize body");
  const photos = given['photos'];
  const tokens = typeof given['token'] === 'string' ? [given['token']] : isGiven(photos) ? Object.values(photos).map((photo) => (isGiven(photo) ? photo['token'] : null)) : [];
  const files = tokens.map((token) => (typeof token === 'string' ? vendor.files.get(token) : undefined));
  if (files.length !== 1 || !files[0] || files[0].type !== type || files[0].content === null) return payload('Invalid attachment token');
  if (files[0].readyAt > Date.now()) return refuse(400, 'attachment.not.ready', `Key: errors.process.attachment.${type}.not.processed`);
  return { type, token: files[0].token };
}
