// The tree of a mail's parts, sorted into what was written and what is attached.
import type { IncomingAttachment } from '../../channel.ts';
import { decodeText } from '../mime/charset.ts';
import { unflow } from '../mime/flowed.ts';
import { signedContent } from '../mime/cms.ts';
import { contentOf, type Part, parseMail } from '../mime/part.ts';
import { readTnef, type Tnef } from '../mime/tnef.ts';
import { isEncrypted, takeSigned } from './armor.ts';
import { attachmentOf, isAttachment, takeUuencoded } from './attachment.ts';
import { summaryOfCalendar } from './calendar.ts';

/** One stretch of what the sender wrote, in the order of the mail. */
export type Stretch = { readonly text: string | null; readonly html: string | null };

export type Found = {
  readonly stretches: Stretch[];
  readonly attachments: IncomingAttachment[];
  /** Used when nothing else was written: the words inside winmail.dat. */
  readonly spare: Stretch[];
  /** Readable forms of things that are not text, shown after it. */
  readonly summaries: string[];
  /** Mails inside the mail. */
  readonly forwarded: Part[];
  readonly notices: Set<string>;
  /** How many wrappings were opened. */
  opened: number;
};

const mostOpened = 3;

export const nothingFound = (): Found => ({ stretches: [], attachments: [], spare: [], summaries: [], forwarded: [], notices: new Set(), opened: 0 });

export function walk(part: Part, into: Found, fallback: string | null): void {
  if (isSealed(part)) {
    const inside = into.opened < mostOpened && part.type.value !== 'multipart/encrypted' ? signedContent(contentOf(part)) : null;
    if (inside) return opened(part, inside, into, fallback);
    into.notices.add('email.encrypted');
  }
  if (part.children.length === 0) leaf(part, into, fallback);
  else if (part.type.value === 'multipart/alternative') alternatives(part, into, fallback);
  else for (const child of part.children) walk(child, into, fallback);
}

const isSealed = ({ type }: Part): boolean => type.value === 'multipart/encrypted' || (type.value.endsWith('pkcs7-mime') && type.parameters['smime-type'] !== 'certs-only');

/** Signed, and readable all the same; the signature comes along for whoever wants to check it. */
function opened(part: Part, inside: Uint8Array, into: Found, fallback: string | null): void {
  into.opened += 1;
  const mail = parseMail(inside);
  walk(mail, into, charsetOf(mail) ?? fallback);
  const file = attachmentOf(part, fallback);
  if (file) into.attachments.push(file);
}

function leaf(part: Part, into: Found, fallback: string | null): void {
  if (!isAttachment(part, into.stretches.length === 0)) {
    const stretch = stretchOf(part, fallback);
    if (stretch.text === null) into.stretches.push(stretch);
    else plain(stretch.text, into);
    return;
  }
  const file = attachmentOf(part, fallback);
  if (!file) return;
  const tnef = part.type.value.endsWith('ms-tnef') || /^winmail\.dat$/i.test(file.name) ? readTnef(file.content as Uint8Array) : null;
  if (tnef) {
    unpack(tnef, into);
    return;
  }
  into.attachments.push(file);
  if (part.type.value === 'message/rfc822') into.forwarded.push(parseMail(file.content as Uint8Array));
  if (part.type.value !== 'text/calendar' && part.type.value !== 'application/ics') return;
  const summary = summaryOfCalendar(decodeText(file.content as Uint8Array, part.type.parameters['charset'] ?? fallback));
  // The same invitation stands in a mail twice: as an alternative and as a file.
  if (summary !== null && !into.summaries.includes(summary)) into.summaries.push(summary);
}

/** Text with what old and careful programs write into it. */
function plain(text: string, into: Found): void {
  const { rest, files } = takeUuencoded(text);
  const wrapped = takeSigned(rest);
  if (isEncrypted(rest)) into.notices.add('email.encrypted');
  into.stretches.push({ text: wrapped?.text ?? rest, html: null });
  into.attachments.push(...files, ...(wrapped ? [wrapped.file] : []));
}

function unpack(tnef: Tnef, into: Found): void {
  into.spare.push({ text: tnef.text, html: tnef.html });
  for (const { name, mediaType, contentId, content } of tnef.files) {
    into.attachments.push({ name: name.replace(/[/\\\p{Cc}]/gu, ' ').trim().slice(0, 200).toWellFormed() || 'attachment.bin', mediaType: usableType(mediaType), contentId: contentId?.replace(/^<|>$/g, '') ?? null, content });
  }
  if (tnef.rtf && tnef.text === null && tnef.html === null) into.attachments.push({ name: 'message.rtf', mediaType: 'application/rtf', contentId: null, content: tnef.rtf });
}

const usableType = (mediaType: string | null): string => (mediaType !== null && /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType.toLowerCase() : 'application/octet-stream');

/** The same said again for one program only (AMP in Gmail, Apple's watch) or as it was done once: no file that anybody attached. */
const forOneProgram = /^(text\/(x-amp-html|watch-html|enriched|richtext|rtf)|application\/rtf)$/;
const forEverybody = /^(text\/(plain|html)|multipart\/.+)$/;

/** Of one thing said several times, the plain form and the richest formatted form belong together. */
function alternatives(part: Part, into: Found, fallback: string | null): void {
  const inner: Found = { ...into, stretches: [] };
  const readable = part.children.some((child) => forEverybody.test(child.type.value));
  for (const child of part.children) if (!readable || !forOneProgram.test(child.type.value)) walk(child, inner, fallback);
  into.opened = inner.opened;
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
