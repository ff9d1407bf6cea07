// Where a mail says that it belongs.
import type { ThreadHint } from '../../channel.ts';
import type { EmailConfig } from '../config.ts';
import { parseAddresses } from '../mime/address.ts';
import { clean } from '../mime/charset.ts';
import { type Part, valueOf, valuesOf } from '../mime/part.ts';
import { readOwnId, readPlusAddress } from '../own-id.ts';

const mostReferences = 100;
const longestHeader = 100_000;

export function threadOf(mail: Part, config: EmailConfig, subject: string | null, participants: readonly string[]): ThreadHint {
  const references = referencesOf(mail);
  return { references, key: keyOf(mail, config, references), subject: subject === null ? null : bareSubject(subject), number: subject === null ? null : numberIn(subject), participants };
}

/** In-Reply-To is the nearest; Outlook fills it alone, some lists only References. */
export function referencesOf(mail: Part): string[] {
  const ids = [...idsIn(valuesOf(mail.headers, 'references').join(' ')), ...idsIn(valueOf(mail.headers, 'in-reply-to') ?? '')];
  return [...new Map(ids.map((id, at) => [id, at])).entries()].sort((a, b) => a[1] - b[1]).map(([id]) => id).slice(-mostReferences);
}

/** Ids in angle brackets; where there are none, words with an @ in them. */
export function idsIn(header: string): string[] {
  const end = header.slice(-longestHeader);
  const bracketed = [...end.matchAll(/<([^<>]{1,998})>/g)].map((match) => match[1]!.replace(/\s+/g, ''));
  const found = bracketed.length > 0 ? bracketed : end.split(/[\s,]+/).filter((word) => /^[^@]+@[^@]+$/.test(word));
  return found.map((id) => clean(Buffer.from(id, 'latin1').toString('utf8'))).filter((id) => id !== '');
}

const addressHeaders = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to', 'cc', 'x-forwarded-to', 'resent-to'];

/** Our own proof, nearest first: the address it was sent to, then the ids it answers. */
function keyOf(mail: Part, config: EmailConfig, references: readonly string[]): string | null {
  for (const header of addressHeaders) {
    for (const { address } of valuesOf(mail.headers, header).flatMap((value) => parseAddresses(value))) {
      const own = readPlusAddress(config, address);
      if (own?.key) return own.key;
    }
  }
  for (const id of references.toReversed()) {
    const own = readOwnId(config, id);
    if (own?.key) return own.key;
  }
  return null;
}

/** `[#1042]`, as our subjects carry it. */
function numberIn(subject: string): number | null {
  const number = Number([...subject.matchAll(/\[#(\d{1,15})\]/g)].at(-1)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** How mail programs begin the subject of an answer or a forwarded mail, in the languages they are made in. */
const prefix = /^\s*(?:\[#\d{1,15}\]|(?:re|r|rif|ris|aw|antw|sv|vs|res|odp|ynt|fwd?|fw|i|inoltra|wg|tr|enc|rv|отв|ответ|пересл|на|回复|回覆|答复|答覆|转发|轉寄|转寄|自动回复|返信|转|automatic reply|risposta automatica|автоответ|автоматический ответ)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：])/iu;

/** The subject without its `Re:`, `Fwd:` and our number. */
export function bareSubject(subject: string): string {
  let rest = subject.replace(/\[#\d{1,15}\]/g, ' ');
  for (let turn = 0; turn < 30 && prefix.test(rest); turn += 1) rest = rest.replace(prefix, '');
  return rest.replace(/\s+/g, ' ').trim();
}

export const isAnswer = (subject: string): boolean => prefix.test(subject.replace(/^\s*\[#\d{1,15}\]/, ''));
