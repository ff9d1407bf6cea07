// Which files WhatsApp takes, as what, and how large: the list with which its upload answers a wrong one.
import type { OutgoingAttachment } from '../../channel.ts';

export type FileKind = 'image' | 'video' | 'audio' | 'document';

const kinds: Readonly<Record<FileKind, { readonly mostBytes: number; readonly types: readonly string[] }>> = {
  image: { mostBytes: 5_242_880, types: ['image/jpeg', 'image/png'] },
  video: { mostBytes: 16_777_216, types: ['video/mp4', 'video/3gpp'] },
  audio: { mostBytes: 16_777_216, types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] },
  document: {
    mostBytes: 104_857_600,
    types: [
      'application/pdf', 'text/plain', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
  },
};

export const fileTypes: readonly string[] = Object.values(kinds).flatMap(({ types }) => types);
export const mostFileBytes = kinds.document.mostBytes;

export type UsableFile = { readonly ok: true; readonly kind: FileKind; readonly type: string } | { readonly ok: false; readonly code: string; readonly reason: string };

export function usableFile({ mediaType, bytes }: Pick<OutgoingAttachment, 'mediaType' | 'bytes'>): UsableFile {
  const type = mediaType.split(';')[0]!.trim().toLowerCase();
  const kind = (Object.keys(kinds) as FileKind[]).find((one) => kinds[one].types.includes(type));
  if (kind === undefined) return { ok: false, code: 'whatsapp.file-kind', reason: `WhatsApp takes no files of type ${type}` };
  const { mostBytes } = kinds[kind];
  if (bytes > mostBytes) return { ok: false, code: 'whatsapp.file-too-large', reason: `the file has ${bytes} bytes, WhatsApp takes ${mostBytes} of this kind` };
  return { ok: true, kind, type };
}

/** Sound stands alone; the others may have words below them. */
export const takesCaption = (kind: FileKind): boolean => kind !== 'audio';
