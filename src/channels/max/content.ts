// What somebody sent: their words, what they attached, and a line for everything that is neither: a place, a card, a link.
import type { IncomingAttachment, IncomingContent } from '../channel.ts';
import { readCard } from './contact-card.ts';
import { decimal, fields, list, whole, words, type Fields } from './fields.ts';
import { remoteOf, type Remote } from './remote.ts';

export type Taken = { readonly content: IncomingContent; readonly notices: readonly string[] };

/** More than the app lets anybody attach. */
const mostAttachments = 50;
const mostName = 200;

type Piece = { readonly line?: string; readonly attachment?: IncomingAttachment; readonly notTaken?: true };

export function contentOf(message: Fields): Taken {
  const body = fields(message['body']);
  const mid = words(body['mid']) ?? '';
  const link = fields(message['link']);
  const own = bodyOf(body, mid, 'own');
  const forwarded = link['type'] === 'forward' ? bodyOf(fields(link['message']), mid, 'forwarded') : null;
  const pieces = [...own.pieces, ...(forwarded?.pieces ?? [])];
  const taken = pieces.slice(0, mostAttachments);
  const text = [own.text, ...(forwarded ? [`↪️ ${nameOf(fields(link['sender'])) ?? ''}`.trim(), forwarded.text] : [])].filter((one) => one !== '').join('\n');
  return {
    content: { subject: null, text, html: null, attachments: taken.flatMap(({ attachment }) => (attachment ? [attachment] : [])) },
    notices: pieces.length > taken.length || taken.some(({ notTaken }) => notTaken) ? ['max.part-not-taken'] : [],
  };
}

export function nameOf(user: Fields): string | null {
  const whole = [words(user['first_name']), words(user['last_name'])].filter((one) => one !== null).join(' ').trim();
  const name = whole || (words(user['name']) ?? words(user['username']) ?? '').trim();
  return name === '' ? null : name.slice(0, mostName).toWellFormed();
}

function bodyOf(body: Fields, mid: string, where: Remote['where']): { readonly text: string; readonly pieces: readonly Piece[] } {
  const said = words(body['text']) ?? '';
  const pieces = list(body['attachments']).map((one, place) => pieceOf(fields(one), { mid, where, place }, said));
  const lines = pieces.slice(0, mostAttachments).flatMap(({ line }) => (line === undefined ? [] : [line]));
  return { text: [...(said.trim() === '' ? [] : [said]), ...hiddenLinks(body, said), ...lines].join('\n'), pieces };
}

/** Where words are a link, the address is not among them, and would be lost. */
function hiddenLinks(body: Fields, said: string): readonly string[] {
  const addresses = list(body['markup']).flatMap((one) => {
    const url = fields(one)['type'] === 'link' ? words(fields(one)['url']) : null;
    return url === null || said.includes(url) ? [] : [url.slice(0, 2_048).toWellFormed()];
  });
  return [...new Set(addresses)].slice(0, mostAttachments).map((url) => `🔗 ${url}`);
}

type Place = Pick<Remote, 'mid' | 'where' | 'place'>;

function pieceOf(given: Fields, at: Place, said: string): Piece {
  const payload = fields(given['payload']);
  switch (given['type']) {
    case 'image': return held('image', 'image/jpeg', `photo-${whole(payload['photo_id']) ?? at.place + 1}.jpg`, given, at);
    case 'video': return held('video', 'video/mp4', `video-${at.place + 1}.mp4`, given, at);
    case 'audio': return { ...held('audio', 'audio/mpeg', `audio-${at.place + 1}.mp3`, given, at), ...spoken(given) };
    case 'file': return held('file', typeOfName(words(given['filename'])), words(given['filename']) ?? `file-${at.place + 1}`, given, at);
    case 'sticker': return sticker(given, at);
    case 'contact': return card(payload);
    case 'location': return location(given);
    case 'share': return share(given, said);
    case 'inline_keyboard': return keyboard(payload);
    default: return { line: `📎 ${words(given['type'])?.slice(0, 60).toWellFormed() ?? '?'}`, notTaken: true };
  }
}

/** The vendor keeps the bytes; a file that it does not say how to find is named and missed. */
function held(kind: Remote['kind'], mediaType: string, name: string, given: Fields, at: Place): Piece {
  const payload = fields(given['payload']);
  const url = words(payload['url']);
  const token = words(payload['token']);
  if (url === null && token === null) return { line: `📎 ${fileName(name)}`, notTaken: true };
  const bytes = whole(given['size']);
  return { attachment: { name: fileName(name), mediaType, contentId: null, content: { remote: remoteOf({ kind, ...at, url, token }), bytes: bytes !== null && bytes >= 0 ? bytes : null } } };
}

/** The vendor's own reading of a voice message: better than nothing to search in. */
function spoken(given: Fields): Piece {
  const transcript = words(given['transcription'])?.trim();
  return transcript ? { line: `🎤 ${transcript}` } : {};
}

function sticker(given: Fields, at: Place): Piece {
  const code = words(fields(given['payload'])['code'])?.slice(0, 60).toWellFormed() ?? '';
  // A number beside a picture would be read as somebody's order.
  if (words(fields(given['payload'])['url']) === null) return { line: `🏷️ ${code}`.trim() };
  return { ...held('sticker', 'image/png', `sticker-${code || at.place + 1}.png`, given, at), line: '🏷️' };
}

function card(payload: Fields): Piece {
  const vcf = words(payload['vcf_info']);
  const read = vcf === null ? null : readCard(vcf);
  const person = fields(payload['max_info'] ?? payload['tam_info']);
  const line = ['👤', read?.name ?? nameOf(person) ?? '', ...(read?.reach ?? [])].filter((one) => one !== '').join(' ');
  if (vcf === null) return line === '👤' ? { line, notTaken: true } : { line };
  return { line, attachment: { name: 'contact.vcf', mediaType: 'text/vcard', contentId: null, content: new TextEncoder().encode(vcf) } };
}

function location(given: Fields): Piece {
  const [latitude, longitude] = [decimal(given['latitude']), decimal(given['longitude'])];
  return latitude === null || longitude === null ? { line: '📍', notTaken: true } : { line: `📍 ${latitude}, ${longitude}` };
}

/** The preview of an address, which usually stands in the text already. */
function share(given: Fields, said: string): Piece {
  const url = words(fields(given['payload'])['url'])?.slice(0, 2_048).toWellFormed() ?? null;
  const title = words(given['title'])?.trim().slice(0, 300).toWellFormed() ?? '';
  if (url !== null && said.includes(url)) return {};
  return url === null && title === '' ? { line: '🔗', notTaken: true } : { line: ['🔗', title, url ?? ''].filter((one) => one !== '').join(' ') };
}

/** Buttons stand under messages of bots, which can be forwarded. */
function keyboard(payload: Fields): Piece {
  const labels = list(payload['buttons']).flatMap(list).slice(0, 100).flatMap((one) => {
    const label = words(fields(one)['text'])?.slice(0, 128).toWellFormed();
    const url = words(fields(one)['url'])?.slice(0, 2_048).toWellFormed();
    return label === undefined ? [] : [`▫️ ${url === undefined ? label : `${label} ${url}`}`];
  });
  return labels.length === 0 ? {} : { line: labels.join('\n') };
}

export function fileName(name: string): string {
  const clean = name.replaceAll(/[/\\\p{Cc}]/gu, '_').trim();
  if (clean.length <= mostName) return clean || 'file';
  const ending = /\.\w{1,10}$/.exec(clean)?.[0] ?? '';
  return `${clean.slice(0, mostName - ending.length)}${ending}`.toWellFormed();
}

const typesByEnding: Readonly<Record<string, string>> = {
  pdf: 'application/pdf', txt: 'text/plain', csv: 'text/csv', zip: 'application/zip', doc: 'application/msword', xls: 'application/vnd.ms-excel',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', rtf: 'application/rtf', odt: 'application/vnd.oasis.opendocument.text',
  jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp', heic: 'image/heic', mp3: 'audio/mpeg', ogg: 'audio/ogg', wav: 'audio/wav', m4a: 'audio/mp4',
  mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm',
};

function typeOfName(name: string | null): string {
  const ending = /\.(\w{1,10})$/.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(typesByEnding, ending) ? typesByEnding[ending]! : 'application/octet-stream';
}
