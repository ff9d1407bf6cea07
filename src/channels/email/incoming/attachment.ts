// Which parts of a mail are files, and what they are called.
import type { IncomingAttachment } from '../../channel.ts';
import { decodeUuencode } from '../mime/bytes.ts';
import { contentOf, nameOf, type Part, parseMail, valueOf } from '../mime/part.ts';
import { decodeHeader } from '../mime/words.ts';

/** `first`: no text was met before. Apple Mail and others give even the text they want shown a name or `inline`. */
export function isAttachment(part: Part, first: boolean): boolean {
  const shown = part.type.value === 'text/plain' || part.type.value === 'text/html';
  if (!shown) return true;
  const disposition = part.disposition.value;
  if (disposition !== '' && disposition !== 'inline') return true;
  return nameOf(part) !== null && !(first && disposition === '');
}

/** null for an empty part without a name: nothing was attached. */
export function attachmentOf(part: Part, fallback: string | null): IncomingAttachment | null {
  const content = contentOf(part);
  const name = nameOf(part, fallback);
  if (content.length === 0 && name === null) return null;
  return { name: name ?? usualName(part, content), mediaType: part.type.value, contentId: contentIdOf(part), content };
}

/** Files that old programs wrote into the text itself. */
export function takeUuencoded(text: string): { rest: string; files: IncomingAttachment[] } {
  const files: IncomingAttachment[] = [];
  if (!text.includes('\nend') || !/^begin [0-7]{3,4} \S/m.test(text)) return { rest: text, files };
  const rest: string[] = [];
  let open: { name: string; lines: string[] } | null = null;
  for (const line of text.split('\n')) {
    const begin = /^begin [0-7]{3,4} (\S.{0,200})$/.exec(line);
    if (open && line === 'end') {
      files.push({ name: open.name.replace(/[/\\\p{Cc}]/gu, ' ').trim() || 'file.bin', mediaType: 'application/octet-stream', contentId: null, content: decodeUuencode(open.lines.join('\n')) ?? new Uint8Array() });
      open = null;
    } else if (open && /^[ -`]{0,70}$/.test(line)) open.lines.push(line);
    else {
      for (const kept of open?.lines ?? []) rest.push(kept);
      open = begin ? { name: begin[1]!, lines: [line] } : null;
      if (!begin) rest.push(line);
    }
  }
  for (const line of open?.lines ?? []) rest.push(line);
  return { rest: rest.join('\n'), files };
}

export function contentIdOf(part: Part): string | null {
  const given = (valueOf(part.headers, 'content-id') ?? '').trim().replace(/^<|>$/g, '').trim();
  return given === '' ? null : Buffer.from(given.slice(0, 500), 'latin1').toString('utf8').replaceAll('\0', '').toWellFormed();
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp', 'image/svg+xml': 'svg', 'application/pdf': 'pdf', 'text/calendar': 'ics', 'text/plain': 'txt', 'text/html': 'html',
  'text/csv': 'csv', 'application/zip': 'zip', 'message/rfc822': 'eml', 'application/pgp-signature': 'asc', 'application/pkcs7-signature': 'p7s', 'application/pkcs7-mime': 'p7m', 'application/ms-tnef': 'dat',
  'text/rfc822-headers': 'txt', 'message/delivery-status': 'txt', 'application/pgp-encrypted': 'asc', 'text/vcard': 'vcf', 'text/x-vcard': 'vcf', 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg', 'video/mp4': 'mp4',
};

/** A name for a file that came without one. */
function usualName(part: Part, content: Uint8Array): string {
  const ending = endings[part.type.value] ?? (/^(text|message)\//.test(part.type.value) ? 'txt' : 'bin');
  if (part.type.value !== 'message/rfc822') return `attachment.${ending}`;
  const subject = decodeHeader(valueOf(parseMail(content).headers, 'subject') ?? '').replace(/[\p{Cc}/\\:*?"<>|]+/gu, ' ')
    .trim()
    .slice(0, 100)
    .toWellFormed();
  return `${subject || 'message'}.eml`;
}
