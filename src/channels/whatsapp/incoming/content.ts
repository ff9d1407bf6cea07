// What a message says: its text, its files, and what a reader should know about how it was taken in.
import type { IncomingAttachment } from '../../channel.ts';
import { ownButton } from '../marks.ts';
import { line, storable, text, thing, things, type Thing } from './payload.ts';

export type Said = { readonly text: string; readonly attachments: readonly IncomingAttachment[]; readonly notices: readonly string[] };

const words = (text: string, ...notices: readonly string[]): Said => ({ text, attachments: [], notices });
const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

const kinds: Readonly<Record<string, (body: Thing, message: Thing) => Said>> = {
  text: (body) => words(text(body['body'])),
  image: (body, message) => media('image', body, message),
  video: (body, message) => media('video', body, message),
  audio: (body, message) => media(body['voice'] === true ? 'voice' : 'audio', body, message),
  voice: (body, message) => media('voice', body, message),
  document: (body, message) => media('document', body, message),
  sticker: (body, message) => media('sticker', body, message),
  location: (body) => words(place(body)),
  contacts: (_body, message) => words(things(message['contacts']).map(card).join('\n')),
  reaction: (body) => words(text(body['emoji']), 'whatsapp.reaction'),
  button: (body) => words(text(body['text']) || text(body['payload'])),
  interactive: (body) => chosen(body),
  order: (body) => words(order(body)),
  request_welcome: () => words('👋'),
};

/** What is of no kind that is known here is shown as such, never left out. */
export function saidIn(message: Thing): Said {
  const kind = text(message['type']);
  const said = Object.hasOwn(kinds, kind) ? kinds[kind]!(thing(message[kind]), message) : words('');
  const known = said.text !== '' || said.attachments.length > 0;
  const shown = known ? said : unknown(kind, message);
  const product = thing(thing(message['context'])['referred_product']);
  return { ...shown, text: lines(shown.text, ...labelled('🛍', line(product['product_retailer_id']))) };
}

/** What it was, where WhatsApp names it. */
function unknown(kind: string, message: Thing): Said {
  const named = line(thing(message['unsupported'])['type'], 60) || (kind === 'unsupported' ? '' : line(kind, 60));
  return words(`❔ ${named}`.trim(), 'whatsapp.not-shown');
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif', 'video/mp4': 'mp4', 'video/3gpp': '3gp',
  'audio/ogg': 'ogg', 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/aac': 'aac', 'audio/amr': 'amr', 'application/pdf': 'pdf', 'text/plain': 'txt', 'text/vcard': 'vcf',
};

/** A file is fetched later by its id. Where WhatsApp could not take it from the phone there is none, and the reader is told. */
function media(kind: string, body: Thing, message: Thing): Said {
  const caption = text(body['caption']);
  const id = text(body['id']);
  const mediaType = typeOf(body['mime_type']);
  const name = fileName(line(body['filename'], 250), `${kind}${endings[mediaType] ? `.${endings[mediaType]}` : ''}`);
  if (id === '' || id.length > 4_000 || things(message['errors']).length > 0) return words(lines(`📎 ${name}`, caption), 'media-gone');
  return { text: caption, attachments: [{ name, mediaType, contentId: null, content: { remote: id, bytes: null } }], notices: [] };
}

function typeOf(given: unknown): string {
  const type = text(given).split(';')[0]!.trim().toLowerCase();
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type : 'application/octet-stream';
}

function fileName(given: string, otherwise: string): string {
  const name = given.replaceAll(/[/\\]/g, '_').trim();
  return name === '' ? otherwise : name;
}

function place(body: Thing): string {
  const [latitude, longitude] = [body['latitude'], body['longitude']].map(Number) as [number, number];
  const known = Number.isFinite(latitude) && Number.isFinite(longitude) && body['latitude'] !== null && body['longitude'] !== null;
  if (!known) return '';
  const link = URL.parse(text(body['url']));
  return lines(`📍 ${latitude}, ${longitude}`, line(body['name']), line(body['address']), link && /^https?:$/.test(link.protocol) ? link.href : '');
}

function card(contact: Thing): string {
  const { name, phones, emails, org } = contact;
  const numbers = things(phones).map((one) => line(one['phone'], 60) || line(one['wa_id'], 60));
  const written = [line(thing(name)['formatted_name']) || line(thing(name)['first_name']), line(thing(org)['company']), ...numbers, ...things(emails).map((one) => line(one['email'], 320))].filter((part) => part !== '');
  // A card without a word of it that we know may still be a vCard.
  return `👤 ${written.length > 0 ? written.join(', ') : line(contact['vcard'], 2_000)}`.trim();
}

function order(body: Thing): string {
  const items = things(body['product_items']).map((item) => `🛒 ${line(item['quantity'], 20)} × ${line(item['product_retailer_id'], 200)}${labelled(' ·', [line(item['item_price'], 20), line(item['currency'], 10)].join(' ').trim()).join('')}`);
  return items.length > 0 || text(body['text']) !== '' ? lines(...items, text(body['text'])) : '';
}

/** What somebody chose in a list, a form or under a button that this desk did not send. */
function chosen(body: Thing): Said {
  const list = thing(body['list_reply']);
  const flow = thing(body['nfm_reply']);
  const answers = Object.keys(flow).length > 0 ? filledIn(text(flow['response_json'])) : '';
  return words(lines(text(thing(body['button_reply'])['title']), text(list['title']), text(list['description']), text(flow['body']), answers));
}

/** A form's answers, a line each; what only machines read is left out. */
function filledIn(json: string): string {
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    return line(json, 4_000);
  }
  const answers = Object.entries(thing(read)).filter(([name]) => name !== 'flow_token');
  return storable(answers.map(([name, value]) => `${line(name, 200)}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join('\n'));
}

function labelled(label: string, value: string): readonly string[] {
  return value === '' ? [] : [`${label} ${value}`];
}

/** The id of a button of ours that was pressed; null where it is no press, or of somebody else's button. */
export function pressedIn(message: Thing): string | null {
  const reply = thing(thing(message['interactive'])['button_reply']);
  const given = message['type'] === 'button' ? text(thing(message['button'])['payload']) : text(reply['id']);
  return message['type'] === 'button' || message['type'] === 'interactive' ? ownButton(given) : null;
}
