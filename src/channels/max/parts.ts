// What one answer becomes: MAX takes pictures and videos together with the text, but any other file and every sound alone.
import type { Outgoing, OutgoingAttachment } from '../channel.ts';

export type UploadType = 'image' | 'video' | 'audio' | 'file';
export type Part = { readonly text: string; readonly files: readonly OutgoingAttachment[]; readonly buttons: readonly { readonly id: string; readonly label: string }[] };

export const mostText = 4_000;
export const mostButtons = 30;
export const mostLabel = 128;
export const mostPayload = 1_024;
/** As many as the app shows side by side. */
const mostTogether = 10;

const mebibyte = 1_048_576;
/** What is larger, or of another format, goes as a file. */
const shown: readonly { readonly type: UploadType; readonly formats: RegExp; readonly ending: RegExp; readonly most: number }[] = [
  { type: 'image', formats: /^image\/(jpeg|png|gif|tiff|bmp|heic)$/, ending: /\.(jpe?g|png|gif|tiff?|bmp|heic)$/i, most: 50 * mebibyte },
  { type: 'video', formats: /^video\/(mp4|quicktime|x-matroska|matroska|webm)$/, ending: /\.(mp4|mov|mkv|webm)$/i, most: 250 * mebibyte },
  { type: 'audio', formats: /^audio\/(mpeg|mp3|wav|x-wav|mp4|x-m4a|aac|ogg)$/, ending: /\.(mp3|wav|m4a|aac|ogg)$/i, most: 256 * mebibyte },
];

export function typeOf({ mediaType, name, bytes }: OutgoingAttachment): UploadType {
  return shown.find(({ formats, ending, most }) => formats.test(mediaType.toLowerCase()) && ending.test(name) && bytes <= most)?.type ?? 'file';
}

export function textOf({ text, quoted }: Outgoing['message']): string {
  return [text, quoted ?? ''].map((one) => one.trim()).filter((one) => one !== '').join('\n\n').replaceAll('\0', '').toWellFormed();
}

/** The first part has the words and the buttons. */
export function partsOf(message: Outgoing['message']): readonly Part[] {
  const text = textOf(message);
  const buttons = message.buttons ?? [];
  const together = message.attachments.filter((file) => ['image', 'video'].includes(typeOf(file)));
  const single = message.attachments.filter((file) => !together.includes(file));
  const groups: (readonly OutgoingAttachment[])[] = [];
  for (let at = 0; at < together.length; at += mostTogether) groups.push(together.slice(at, at + mostTogether));
  // Words go with the first file where nothing else would be beside it.
  if (groups.length === 0 && (text === '' || buttons.length === 0) && single.length > 0) groups.push([single.shift()!]);
  if (groups.length === 0) groups.push([]);
  return [...groups, ...single.map((file) => [file])].map((files, place) => ({ text: place === 0 ? text : '', files, buttons: place === 0 ? buttons : [] }));
}
