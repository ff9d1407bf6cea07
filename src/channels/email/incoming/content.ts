// What a mail says: its text, its formatted form and what is attached, out of the tree of its parts.
import type { IncomingAttachment, IncomingContent } from '../../channel.ts';
import { cleanHtml } from '../../clean-html.ts';
import { textOfHtml } from '../../text-of-html.ts';
import { decodeText } from '../mime/charset.ts';
import { unflow } from '../mime/flowed.ts';
import { contentOf, type Part, valueOf } from '../mime/part.ts';
import { decodeHeader } from '../mime/words.ts';
import { attachmentsOf, isAttachment } from './attachment.ts';

export type MailContent = IncomingContent & {
  /** Codes of the error catalogue: what the reader should know about how this was taken in. */
  readonly notices: readonly string[];
};

const longestText = 500_000;

/** One stretch of what the sender wrote, in the order of the mail. */
type Stretch = { readonly text: string | null; readonly html: string | null };

export function contentOfMail(mail: Part, subject: string | null): MailContent {
  const fallback = charsetOf(mail);
  const stretches: Stretch[] = [];
  const attachments: IncomingAttachment[] = [];
  walk(mail, { fallback, stretches, attachments, inAlternative: false });
  const written = stretches.map(textOfStretch).filter((text) => text !== '').join('\n\n');
  const notices: string[] = [];
  let text = written;
  if (written.length > longestText) {
    notices.push('email.text-cut');
    attachments.push({ name: 'message.txt', mediaType: 'text/plain', contentId: null, content: Buffer.from(written) });
    text = written.slice(0, longestText).toWellFormed();
  }
  return { subject, text, html: htmlOf(stretches, attachments, notices), attachments, notices };
}

type Walk = { readonly fallback: string | null; readonly stretches: Stretch[]; readonly attachments: IncomingAttachment[]; readonly inAlternative: boolean };

function walk(part: Part, into: Walk): void {
  if (part.children.length === 0) {
    if (isAttachment(part, into.stretches.length === 0)) into.attachments.push(...attachmentsOf(part, into.fallback));
    else into.stretches.push(stretchOf(part, into.fallback));
    return;
  }
  if (part.type.value === 'multipart/alternative') {
    alternatives(part, into);
    return;
  }
  for (const child of part.children) walk(child, into);
}

/** Of one thing said several times, the plain form and the richest formatted form belong together. */
function alternatives(part: Part, into: Walk): void {
  const inner: Walk = { ...into, stretches: [], inAlternative: true };
  for (const child of part.children) walk(child, inner);
  const text = inner.stretches.find((stretch) => stretch.text !== null)?.text ?? null;
  const html = inner.stretches.filter((stretch) => stretch.html !== null).map((stretch) => stretch.html).join('\n') || null;
  if (text !== null || html !== null) into.stretches.push({ text, html });
}

function stretchOf(part: Part, fallback: string | null): Stretch {
  const bytes = contentOf(part);
  const isHtml = part.type.value === 'text/html';
  const charset = part.type.parameters['charset'] ?? (isHtml ? metaCharset(bytes) : null) ?? fallback;
  const decoded = decodeText(bytes, charset).replace(/\r\n?/g, '\n');
  if (isHtml) return { text: null, html: decoded };
  const flowed = part.type.parameters['format']?.toLowerCase() === 'flowed';
  const text = flowed ? unflow(decoded, part.type.parameters['delsp']?.toLowerCase() === 'yes') : decoded;
  // HTML that is labelled as plain text: web forms and broken scripts do it.
  return /^\s*(<!doctype html|<html[\s>])/i.test(text) ? { text: null, html: text } : { text, html: null };
}

const metaCharset = (bytes: Uint8Array): string | null => /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i.exec(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))?.[1] ?? null;

/** The plain form, unless it is empty or only says that the formatted one should be read. */
function textOfStretch({ text, html }: Stretch): string {
  const plain = (text ?? '').replace(/[ \t]+$/gm, '').replace(/\n{4,}/g, '\n\n\n').replace(/^\n+|\s+$/g, '');
  if (html === null) return plain;
  if (plain.length >= 200 || (plain !== '' && html.length < 2000)) return plain;
  const shown = textOfHtml(html);
  return plain === '' || shown.length > plain.length * 5 + 200 ? shown : plain;
}

function htmlOf(stretches: readonly Stretch[], attachments: IncomingAttachment[], notices: string[]): string | null {
  if (!stretches.some((stretch) => stretch.html !== null)) return null;
  const source = stretches.map((stretch) => stretch.html ?? `<p>${escapeHtml(stretch.text ?? '').replaceAll('\n', '<br>')}</p>`).join('\n');
  const cleaned = cleanHtml(source);
  if (cleaned === null && source.length > 5_000_000) {
    notices.push('email.html-too-large');
    attachments.push({ name: 'message.html', mediaType: 'text/html', contentId: null, content: Buffer.from(source) });
  }
  return cleaned?.html ?? null;
}

export const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The encoding that the sender's program used for its text: the best guess for bytes without a label. */
export function charsetOf(part: Part): string | null {
  const own = part.type.parameters['charset'];
  if (own !== undefined && !/^(us-)?ascii$/i.test(own)) return own;
  for (const child of part.children) {
    const found = charsetOf(child);
    if (found !== null) return found;
  }
  return null;
}

export function subjectOf(mail: Part): string | null {
  const subject = decodeHeader(valueOf(mail.headers, 'subject') ?? '', charsetOf(mail)).replace(/[\p{Cc}\u200e\u200f\ufeff]+/gu, ' ').replace(/\s+/g, ' ').trim();
  return subject === '' ? null : subject.slice(0, 1000).toWellFormed();
}

