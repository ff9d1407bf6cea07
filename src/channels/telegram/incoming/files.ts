// The files of a message: what the vendor holds and is asked for later. Of a picture in several sizes the largest is taken.
import type { IncomingAttachment } from '../../channel.ts';
import { line, list, number, rawText, storable, type Thing, thing, things, whole } from './reading.ts';

export type Found = { readonly attachments: readonly IncomingAttachment[]; /** Files of which the vendor gave nothing to fetch them by. */ readonly missed: number; readonly marks: readonly string[] };

type Wanted = { readonly file: Thing | null; readonly name: string; readonly mediaType: string };

/** @param id the message's number, for names of files that have none */
export function filesIn(message: Thing, id: number): Found {
  const wanted = [...(Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) => (message[kind] === undefined || isDoubled(message, kind) ? [] : kinds[kind](message[kind], id))), ...blockFiles(thing(message['rich_message'])?.['blocks'], id, 0)];
  const attachments = wanted.map(attachmentOf);
  return {
    attachments: attachments.filter((one) => one !== null),
    missed: attachments.filter((one) => one === null).length,
    marks: wanted.map(({ file }) => storable(rawText(file?.['file_unique_id'])) || storable(rawText(file?.['file_id']))),
  };
}

/** An animation comes a second time as a document, and a live photo as a photo, for programs that do not know them. */
const isDoubled = (message: Thing, kind: string): boolean => (kind === 'document' && message['animation'] !== undefined) || (kind === 'photo' && message['live_photo'] !== undefined);

type Reader = (value: unknown, id: number) => readonly Wanted[];
/** @param kind what the file is called where its sender gave no name */
const one = (kind: string, ending: string, usualType: string): Reader => (value, id) => {
  const file = thing(value);
  return [{ file, name: line(file?.['file_name']) || `${kind}-${id}${ending}`, mediaType: typeIn(file) ?? usualType }];
};

const photo: Reader = (value, id) => [{ file: largest(value), name: `photo-${id}.jpg`, mediaType: 'image/jpeg' }];
const video = one('video', '.mp4', 'video/mp4');

const kinds = {
  photo,
  live_photo: (value, id) => [...(things(thing(value)?.['photo']).length > 0 ? photo(thing(value)?.['photo'], id) : []), ...one('live-photo', '.mp4', 'video/mp4')(value, id)],
  animation: one('animation', '.mp4', 'video/mp4'),
  video,
  video_note: one('video-note', '.mp4', 'video/mp4'),
  audio: (value, id) => {
    const song = [line(thing(value)?.['performer'], 100), line(thing(value)?.['title'], 100)].filter((part) => part !== '').join(' – ');
    return one('audio', '.mp3', 'audio/mpeg')(value, id).map((found) => (song === '' || line(thing(value)?.['file_name']) !== '' ? found : { ...found, name: `${song}.mp3` }));
  },
  voice: one('voice', '.ogg', 'audio/ogg'),
  document: one('file', '', 'application/octet-stream'),
  sticker: (value, id) => {
    const sticker = thing(value);
    const [ending, mediaType] = sticker?.['is_animated'] === true ? ['tgs', 'application/gzip'] : sticker?.['is_video'] === true ? ['webm', 'video/webm'] : ['webp', 'image/webp'];
    return [{ file: sticker, name: `sticker-${id}.${ending}`, mediaType }];
  },
  paid_media: (value, id) => things(thing(value)?.['paid_media']).flatMap((paid): readonly Wanted[] => (paid['photo'] === undefined ? (paid['video'] === undefined ? [{ file: null, name: '', mediaType: '' }] : video(paid['video'], id)) : photo(paid['photo'], id))),
} as const satisfies Readonly<Record<string, Reader>>;

/** A message with headings and tables can hold files among its words. */
function blockFiles(blocks: unknown, id: number, depth: number): readonly Wanted[] {
  if (depth > 16) return [];
  return things(blocks).flatMap((block) => {
    const own = (['photo', 'video', 'animation', 'audio', 'document'] as const).flatMap((kind) => (block[kind] === undefined ? [] : kinds[kind](block[kind], id)));
    const voice = block['voice_note'] === undefined ? [] : kinds.voice(block['voice_note'], id);
    const items = things(block['items']).flatMap((item) => blockFiles(item['blocks'], id, depth + 1));
    return [...own, ...voice, ...blockFiles(block['blocks'], id, depth + 1), ...items];
  });
}

function largest(sizes: unknown): Thing | null {
  const area = (size: Thing): number => (number(size['width']) ?? 0) * (number(size['height']) ?? 0);
  return list(sizes).map(thing).filter((size) => size !== null).toSorted((a, b) => area(b) - area(a))[0] ?? null;
}

function typeIn(file: Thing | null): string | null {
  const type = rawText(file?.['mime_type']).toLowerCase();
  return /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type) && type.length <= 200 ? type : null;
}

function attachmentOf({ file, name, mediaType }: Wanted): IncomingAttachment | null {
  const remote = rawText(file?.['file_id']);
  if (!/^[\w-]{1,1000}$/.test(remote)) return null;
  const bytes = whole(file?.['file_size']);
  return { name: nameLike(name), mediaType, contentId: null, content: { remote, bytes: bytes === null || bytes < 0 ? null : bytes } };
}

/** Names come from the sender's machine: no folders, no signs that steer a screen. */
function nameLike(name: string): string {
  return storable(name.replaceAll(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '_')).slice(0, 240).toWellFormed() || 'file';
}
