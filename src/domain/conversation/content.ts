// What people wrote: the text, its formatted form if it had one, and what was attached.
import type { AttachmentId } from '../identifier.ts';

/** `html` is already cleaned (no script, no style sheet, no remote form); it is shown in a sandboxed frame only. */
export type Content = {
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
};

export type Attachment = {
  readonly id: AttachmentId;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** The Content-ID without brackets, by which the formatted form shows this picture inside the text. */
  readonly contentId: string | null;
  /** SHA-256 in hexadecimal: where the bytes lie in the blob store. */
  readonly hash: string;
};

/** One person or mailbox on a message: a display name where known, and the address on its channel. */
export type Address = { readonly name: string | null; readonly address: string };
