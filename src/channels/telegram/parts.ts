// What calls a message becomes. A Bot API call carries one file and at most a short text beside it, so a message can take several.
import type { Outgoing, OutgoingAttachment } from '../channel.ts';

export const mostText = 4096;
export const mostCaption = 1024;
export const mostFileBytes = 50_000_000;
const mostPhotoBytes = 10_000_000;

export type FileKind = 'photo' | 'video' | 'audio' | 'document';
export type Part = {
  readonly file: { readonly kind: FileKind; readonly attachment: OutgoingAttachment } | null;
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
};

export function textOf({ text, quoted }: Outgoing['message']): string {
  return [text, quoted ?? ''].filter((one) => one.trim() !== '').join('\n\n').replaceAll('\0', '').toWellFormed();
}

/**
 * Files first, the words with the last of them or after it: files are what a vendor refuses, and only what fails before anything
 * arrived can be tried again. Words and buttons stand lowest, where the customer looks.
 */
export function partsOf(message: Outgoing['message']): readonly Part[] {
  const text = textOf(message);
  const buttons = message.buttons ?? [];
  const files = message.attachments.map((attachment): Part => ({ file: { kind: kindOf(attachment), attachment }, text: '', buttons: [] }));
  const last = files.at(-1);
  if (!last) return [{ file: null, text, buttons }];
  if (text.length <= mostCaption) return [...files.slice(0, -1), { ...last, text, buttons }];
  return [...files, { file: null, text, buttons }];
}

const kinds: readonly (readonly [RegExp, FileKind])[] = [[/^image\/(jpeg|png|webp)$/, 'photo'], [/^video\/mp4$/, 'video'], [/^audio\/(mpeg|mp4|x-m4a)$/, 'audio']];

function kindOf({ mediaType, bytes }: OutgoingAttachment): FileKind {
  const kind = kinds.find(([pattern]) => pattern.test(mediaType.toLowerCase()))?.[1] ?? 'document';
  return kind === 'photo' && bytes > mostPhotoBytes ? 'document' : kind;
}

/** The library writes the name as it is into a header of the upload: what has a meaning there is taken out. */
export function fileName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  return name.replaceAll(/[\u0000-\u001f\u007f"\\/;,]/g, '_').toWellFormed().slice(0, 200) || 'file';
}
