// Which parts of a mail are files, and what they are called.
import type { IncomingAttachment } from '../../channel.ts';
import { contentOf, nameOf, type Part, valueOf } from '../mime/part.ts';
import { parseMail } from '../mime/part.ts';
import { decodeHeader } from '../mime/words.ts';

/** `first`: no text was met before. Apple Mail and others give even the text they want shown a name or `inline`. */
export function isAttachment(part: Part, first: boolean): boolean {
  const shown = part.type.value === 'text/plain' || part.type.value === 'text/html';
  if (!shown) return true;
  const disposition = part.disposition.value;
  if (disposition !== '' && disposition !== 'inline') return true;
  return nameOf(part) !== null && !(first && disposition === '');
}

export function attachmentsOf(part: Part, fallback: string | null): IncomingAttachment[] {
  const content = part.type.value === 'message/rfc822' && part.encoded.length > 0 ? contentOf(part) : contentOf(part);
  if (content.length === 0 && nameOf(part, fallback) === null) return [];
  return [{ name: nameOf(part, fallback) ?? usualName(part, content), mediaType: part.type.value, contentId: contentIdOf(part), content }];
}

export function contentIdOf(part: Part): string | null {
  const given = (valueOf(part.headers, 'content-id') ?? '').trim().replace(/^<|>$/g, '').trim();
  return given === '' ? null : given.slice(0, 500);
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp', 'image/svg+xml': 'svg', 'application/pdf': 'pdf', 'text/calendar': 'ics', 'text/plain': 'txt', 'text/html': 'html',
  'text/csv': 'csv', 'application/zip': 'zip', 'message/rfc822': 'eml', 'application/pgp-signature': 'asc', 'application/pkcs7-signature': 'p7s', 'application/pkcs7-mime': 'p7m', 'application/ms-tnef': 'dat',
  'text/rfc822-headers': 'txt', 'message/delivery-status': 'txt', 'application/pgp-encrypted': 'asc', 'text/vcard': 'vcf', 'text/x-vcard': 'vcf', 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg', 'video/mp4': 'mp4',
};

/** A name for a file that came without one. */
function usualName(part: Part, content: Uint8Array): string {
  const ending = endings[part.type.value] ?? 'bin';
  if (part.type.value !== 'message/rfc822') return `attachment.${ending}`;
  const subject = decodeHeader(valueOf(parseMail(content).headers, 'subject') ?? '').replace(/[\p{Cc}/\\:*?"<>|]+/gu, ' ').trim().slice(0, 100);
  return `${subject || 'message'}.eml`;
}
