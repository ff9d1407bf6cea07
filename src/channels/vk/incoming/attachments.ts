// What is attached to a message: files that VK holds for us, and a readable line for everything that is no file.
import type { IncomingAttachment } from '../../channel.ts';
import { at, line, listAt, textAt, wholeAt } from './reading.ts';
import { isLink } from './wording.ts';

/** `partial`: something of it is only at VK, and a reader should know. */
export type Attached = { readonly files: readonly IncomingAttachment[]; readonly lines: readonly string[]; readonly partial: boolean };

type Read = (given: unknown, around: { readonly text: string }) => Attached;

const nothing: Attached = { files: [], lines: [], partial: false };
const said = (...lines: readonly string[]): Attached => ({ ...nothing, lines: lines.filter((one) => one.trim() !== '') });
const elsewhere = (...lines: readonly string[]): Attached => ({ ...said(...lines), partial: true });

const site = 'https://vk.com';
const idOf = (given: unknown): string => `${wholeAt(given, 'owner_id') ?? 0}_${wholeAt(given, 'id') ?? 0}`;
const words = (...parts: readonly string[]): string => line(parts.filter((one) => one !== '').join(' '), 1_000);

/** Every kind that VK's documentation names. */
const readers: Readonly<Record<string, Read>> = {
  photo: (given) => file({ name: `photo-${idOf(given)}`, url: largest([at(given, 'orig_photo'), ...listAt(given, 'sizes')]), usual: 'jpg' }, '🖼️'),
  doc: (given) => file({ name: textAt(given, 'title') || `file-${idOf(given)}`, url: textAt(given, 'url'), ending: textAt(given, 'ext').toLowerCase() || 'bin', bytes: wholeAt(given, 'size') }, '📎'),
  audio_message: (given) => {
    const voice = file({ name: `voice-${idOf(given)}`, url: textAt(given, 'link_mp3') || textAt(given, 'link_ogg'), usual: textAt(given, 'link_mp3') ? 'mp3' : 'ogg' }, '🎤');
    const transcript = textAt(given, 'transcript').trim();
    return transcript === '' ? voice : { ...voice, lines: [`🎤 ${transcript}`] };
  },
  graffiti: (given) => file({ name: `graffiti-${idOf(given)}`, url: textAt(given, 'url'), usual: 'png' }, '🖼️'),
  sticker: (given) => ({ ...file({ name: `sticker-${wholeAt(given, 'sticker_id') ?? 0}`, url: largest(listAt(given, 'images')), usual: 'png' }, ''), lines: ['🖼️ Sticker'], partial: false }),
  gift: () => said('🎁'),
  video: (given) => elsewhere(words('🎬', textAt(given, 'title'), `${site}/video${idOf(given)}`)),
  video_playlist: (given) => elsewhere(words('🎬', textAt(given, 'title'))),
  audio: (given) => elsewhere(words('🎵', [textAt(given, 'artist'), textAt(given, 'title')].filter((one) => one !== '').join(' — '))),
  link: (given, { text }) => {
    const url = textAt(given, 'url');
    return isLink(url) && text.includes(url.replace(/\/$/, '')) ? nothing : said(words('🔗', textAt(given, 'title'), isLink(url) ? url : ''));
  },
  wall: (given) => elsewhere(words('📰', line(textAt(given, 'text'), 500), `${site}/wall${wholeAt(given, 'to_id') ?? wholeAt(given, 'owner_id') ?? wholeAt(given, 'from_id') ?? 0}_${wholeAt(given, 'id') ?? 0}`)),
  wall_reply: (given) => elsewhere(words('💬', line(textAt(given, 'text'), 500), `${site}/wall${wholeAt(given, 'owner_id') ?? 0}_${wholeAt(given, 'post_id') ?? 0}?reply=${wholeAt(given, 'id') ?? 0}`)),
  market: (given) => said(words('🛒', textAt(given, 'title'), textAt(given, 'price', 'text'), `${site}/market${wholeAt(given, 'owner_id') ?? 0}?w=product${idOf(given)}`)),
  market_album: (given) => said(words('🛒', textAt(given, 'title'))),
  story: (given) => elsewhere(words('📷', `${site}/story${idOf(given)}`)),
  poll: (given) => elsewhere(words('📊', textAt(given, 'question')), ...listAt(given, 'answers').slice(0, 20).map((answer) => words('·', textAt(answer, 'text')))),
  call: (given) => said(words('📞', textAt(given, 'state'), durationOf(wholeAt(given, 'duration')))),
  group_call_in_progress: () => said('📞'),
  article: (given) => elsewhere(words('📰', textAt(given, 'title'), isLink(textAt(given, 'url')) ? textAt(given, 'url') : '')),
  podcast: (given) => elsewhere(words('🎵', textAt(given, 'title'))),
  mini_app: (given) => elsewhere(words('🧩', textAt(given, 'title') || textAt(given, 'app', 'title'))),
};

export function attachmentsOf(list: readonly unknown[], around: { readonly text: string }): Attached {
  const read = list.map((attachment) => {
    const type = textAt(attachment, 'type');
    // Of a kind that is not known here at least its name is shown.
    const reader = Object.hasOwn(readers, type) ? readers[type]! : (): Attached => elsewhere(`📎 ${line(type, 60) || '?'}`);
    return reader(at(attachment, type), around);
  });
  return { files: read.flatMap(({ files }) => files), lines: read.flatMap(({ lines }) => lines), partial: read.some(({ partial }) => partial) };
}

export function placeOf(geo: unknown): Attached {
  if (typeof geo !== 'object' || geo === null) return nothing;
  const [latitude, longitude] = [at(geo, 'coordinates', 'latitude'), at(geo, 'coordinates', 'longitude')];
  const point = typeof latitude === 'number' && typeof longitude === 'number' ? `${round(latitude)}, ${round(longitude)}` : '';
  return said(words('📍', point, textAt(geo, 'place', 'title')));
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

const durationOf = (seconds: number | null): string => (seconds === null || seconds < 0 ? '' : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);

/** The address of the largest of several sizes of one picture; sizes that are not known count as small. */
function largest(sizes: readonly unknown[]): string {
  const known = sizes.map((size) => ({ url: textAt(size, 'url') || textAt(size, 'src'), area: (wholeAt(size, 'width') ?? 0) * (wholeAt(size, 'height') ?? 0) })).filter(({ url }) => isLink(url));
  return known.toSorted((one, other) => other.area - one.area)[0]?.url ?? '';
}

/** `ending`: as VK says it; `usual`: where only the address can tell it. */
type Named = { readonly name: string; readonly url: string; readonly ending?: string; readonly usual?: string; readonly bytes?: number | null };

/** @param sign stands in the text where VK says that there is a file, and not where */
function file({ name, url, ending, usual = 'bin', bytes }: Named, sign: string): Attached {
  if (!isLink(url)) return elsewhere(words(sign, line(name, 200)));
  const inAddress = /\.([a-z0-9]{1,8})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
  const kind = ending ?? (Object.hasOwn(mediaTypes, inAddress) ? inAddress : usual);
  const remote = { remote: url, bytes: bytes !== undefined && bytes !== null && bytes >= 0 ? bytes : null };
  return { ...nothing, files: [{ name: fileName(name, kind), mediaType: Object.hasOwn(mediaTypes, kind) ? mediaTypes[kind]! : 'application/octet-stream', contentId: null, content: remote }] };
}

function fileName(name: string, ending: string): string {
  const plain = line(name.replaceAll(/[/\\]/g, '_'), 200) || 'file';
  return plain.toLowerCase().endsWith(`.${ending}`) || !/^[a-z0-9]{1,8}$/.test(ending) ? plain : `${plain}.${ending}`;
}

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp', bmp: 'image/bmp', heic: 'image/heic', svg: 'image/svg+xml',
  mp3: 'audio/mpeg', ogg: 'audio/ogg', wav: 'audio/wav', m4a: 'audio/mp4', mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm', avi: 'video/x-msvideo',
  pdf: 'application/pdf', txt: 'text/plain', csv: 'text/csv', rtf: 'application/rtf', zip: 'application/zip', rar: 'application/vnd.rar', '7z': 'application/x-7z-compressed',
  doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint', odt: 'application/vnd.oasis.opendocument.text', ods: 'application/vnd.oasis.opendocument.spreadsheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};
