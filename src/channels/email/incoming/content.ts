// What a mail says: its text, its formatted form and what is attached.
import type { IncomingAttachment, IncomingContent } from '../../channel.ts';
import { cleanHtml } from '../../clean-html.ts';
import { textOfHtml } from '../../text-of-html.ts';
import { escapeHtml } from '../escape-html.ts';
import { clean } from '../mime/charset.ts';
import { type Part, valueOf } from '../mime/part.ts';
import { decodeHeader } from '../mime/words.ts';
import { notTakenIn } from './too-large.ts';
import { charsetOf, nothingFound, type Stretch, walk } from './walk.ts';

export type MailContent = IncomingContent & {
  /** Codes of the error catalogue: what the reader should know about how this was taken in. */
  readonly notices: readonly string[];
};

const longestText = 500_000;
const longestHtml = 5_000_000;

/** `cutFrom`: how many bytes the whole mail has, when only its beginning is here. */
export function contentOfMail(mail: Part, subject: string | null, cutFrom: number | null): MailContent {
  const found = nothingFound();
  walk(mail, found, charsetOf(mail));
  const { attachments, notices } = found;
  if (mail.cut) notices.add('email.too-many-parts');
  if (cutFrom !== null) {
    // The last part ends where fetching stopped.
    attachments.splice(-1, 1, notTakenIn(cutFrom));
    notices.add('email.too-large');
  }
  const stretches = found.stretches.some((stretch) => textOfStretch(stretch) !== '') ? found.stretches : [...found.stretches, ...found.spare];
  const written = stretches.map(textOfStretch).filter((text) => text !== '');
  if (written.length === 0) written.push(...found.forwarded.slice(0, 3).map((inner) => textOfForwarded(inner, 0)));
  const text = [...written, ...found.summaries].filter((part) => part !== '').join('\n\n');
  const html = htmlOf(stretches, attachments, notices);
  return { subject, text: shortened(text, attachments, notices), html, attachments, notices: [...notices] };
}

/** A longer text than anybody reads is cut; the whole of it is attached. */
function shortened(text: string, attachments: IncomingAttachment[], notices: Set<string>): string {
  const plain = clean(text);
  if (plain.length <= longestText) return plain;
  notices.add('email.text-cut');
  attachments.push({ name: 'message.txt', mediaType: 'text/plain', contentId: null, content: Buffer.from(plain) });
  return plain.slice(0, longestText).toWellFormed();
}

/** The plain form, unless it is empty or only says that the formatted one should be read. */
function textOfStretch({ text, html }: Stretch): string {
  const plain = tidy(text ?? '');
  if (html === null) return plain;
  if (plain.length >= 200 || (plain !== '' && html.length < 2000)) return plain;
  const shown = textOfHtml(html);
  return plain === '' || shown.length > plain.length * 5 + 200 ? shown : plain;
}

/** Without blanks at the ends of lines (but for the signature's mark) and with no more than two empty lines in a row. */
function tidy(text: string): string {
  const lines: string[] = [];
  let empty = 2;
  for (const line of text.split('\n')) {
    const kept = line === '-- ' ? line : line.trimEnd();
    empty = kept === '' ? empty + 1 : 0;
    if (empty <= 2) lines.push(kept);
  }
  return lines.join('\n').trimEnd();
}

function htmlOf(stretches: readonly Stretch[], attachments: IncomingAttachment[], notices: Set<string>): string | null {
  if (!stretches.some((stretch) => stretch.html !== null)) return null;
  const source = stretches.map((stretch) => stretch.html ?? `<p>${escapeHtml(stretch.text ?? '').replaceAll('\n', '<br>')}</p>`).join('\n');
  const cleaned = source.length <= longestHtml ? cleanHtml(source) : null;
  if (source.length <= longestHtml && (cleaned?.html.length ?? 0) <= longestHtml * 2) return cleaned?.html ?? null;
  notices.add('email.html-too-large');
  attachments.push({ name: 'message.html', mediaType: 'text/html', contentId: null, content: Buffer.from(source) });
  return null;
}

/** A mail that was sent on without a word of its own: what it says is what there is to read. */
function textOfForwarded(mail: Part, depth: number): string {
  const charset = charsetOf(mail);
  const headers = ['From', 'Date', 'Subject', 'To'].flatMap((name) => {
    const value = valueOf(mail.headers, name.toLowerCase());
    return value === null ? [] : [`${name}: ${decodeHeader(value, charset).trim()}`];
  });
  const found = nothingFound();
  walk(mail, found, charset);
  const words = found.stretches.map(textOfStretch).filter((text) => text !== '');
  const inner = words.length === 0 && depth < 3 ? found.forwarded.slice(0, 1).map((next) => textOfForwarded(next, depth + 1)) : [];
  return [headers.join('\n'), ...words, ...inner].join('\n\n').slice(0, longestText);
}

export function subjectOf(mail: Part): string | null {
  const subject = decodeHeader(valueOf(mail.headers, 'subject') ?? '', charsetOf(mail)).replace(/[\p{Cc}\u200e\u200f\ufeff]+/gu, ' ').replace(/\s+/g, ' ').trim();
  return subject === '' ? null : subject.slice(0, 1000).toWellFormed();
}
