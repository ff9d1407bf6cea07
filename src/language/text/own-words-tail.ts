// What closes a mail below its writer's words, line by line: "Sent from my iPhone", phone numbers, names, legal notices.
import type { MailForms } from './own-words-forms.ts';
import { type Line, tidy } from './own-words-lines.ts';
import { holdsWord, isRule, standsAt, undecorated, withoutLinks, wordCount } from './own-words-signs.ts';

export function isDeviceLine(folded: string, forms: readonly MailForms[]): boolean {
  if (folded === '' || folded.length > 200) return false;
  const line = undecorated(withoutLinks(folded));
  return forms.some((form) => form['sent-from'].some((phrase) => isSentFrom(line, phrase, forms))) || isSignedAbove(line, forms);
}

/** NetEase's line "signature made with …": names and numbers above it are the signature. */
export function isSignedAbove(folded: string, forms: readonly MailForms[]): boolean {
  return forms.some((form) => form['signed-above'].includes(folded));
}

function isSentFrom(line: string, phrase: string, forms: readonly MailForms[]): boolean {
  const [before = '', after] = phrase.split('{device}').map((piece) => piece.trim());
  if (!standsAt(line, before, 0)) return false;
  const rest = line.slice(before.length);
  if (after === undefined) return afterDevice(rest, 'device-words', forms) === '';
  const named = afterDevice(rest, 'devices', forms);
  if (named === rest) return false;
  const last = afterDevice(named, 'device-words', forms);
  return after === '' ? last === '' : standsAt(last, after, 0) && wordCount(last) <= mostWordsOfExcuse;
}

/** "please excuse my brevity and any typos" */
const mostWordsOfExcuse = 10;

/** "Pro Max", "15", "for iOS": what is left of `rest` without its first device, or without words behind one. A sentence ("… which I bought") leaves something. */
function afterDevice(rest: string, kind: 'devices' | 'device-words', forms: readonly MailForms[]): string {
  let left = rest.replace(separators, '');
  for (let words = 0; words < 6 && left !== ''; words += 1) {
    const model = kind === 'device-words' ? /^\p{L}{0,3}\d[\p{L}\d]{0,6}(?![\p{L}\d])/u.exec(left)?.[0] : undefined;
    const known = model ?? longest(forms.flatMap((form) => (kind === 'devices' ? form.devices : [...form['device-words'], ...form.devices]).filter((word) => standsAt(left, word, 0))));
    if (known === undefined) return left;
    left = left.slice(known.length).replace(separators, '');
    if (kind === 'devices') return left;
  }
  return left;
}

const separators = /^[\s,.:;!/|()[\]"'*_。，-]+/u;

function longest(words: readonly string[]): string | undefined {
  return words.reduce<string | undefined>((best, word) => (best !== undefined && best.length >= word.length ? best : word), undefined);
}

export function isRequest(folded: string, forms: readonly MailForms[]): boolean {
  return folded.includes('?') || forms.some((form) => form.request.some((word) => holdsWord(folded, word)));
}

export function isPostscript(folded: string, forms: readonly MailForms[]): boolean {
  return forms.some((form) => form.postscript.some((opening) => standsAt(folded, opening, 0)));
}

/** A closing formula; what follows it on the line, if anything, must be able to be a name. */
export function isClosing(line: Line, forms: readonly MailForms[]): boolean {
  return opensWith(line, forms, 'closing');
}

export function isThanks(line: Line, forms: readonly MailForms[]): boolean {
  return opensWith(line, forms, 'thanks');
}

function opensWith(line: Line, forms: readonly MailForms[], key: 'closing' | 'thanks'): boolean {
  if (line.folded === '' || line.folded.length > 100) return false;
  const folded = line.folded.replace(/^[-*_~ ]+/, '');
  const skipped = line.folded.length - folded.length;
  const words = tidy(line.words);
  for (const form of forms) {
    for (const phrase of form[key]) {
      if (!standsAt(folded, phrase, 0)) continue;
      const rest = words.slice(skipped + phrase.length).replace(/^[\s,.!;:~，。！、；：…*_-]+/u, '');
      if (rest === '' || isName(rest, forms)) return true;
    }
  }
  return false;
}

/** A line of a signature. `strong` lines (a number, an address, a title) could hardly be anything else. */
export type TailLine = 'strong' | 'name' | 'rule' | null;

export function readTailLine(line: Line, forms: readonly MailForms[]): TailLine {
  const { folded, words } = line;
  if (folded === '' || folded.length > 160 || isPostscript(folded, forms)) return null;
  if (isRule(folded) || /^[-_=*~]+$/.test(folded)) return 'rule';
  if (isDeviceLine(folded, forms) || isClosing(line, forms)) return 'strong';
  if (isRequest(withoutLinks(folded), forms)) return null;
  if (isContact(folded, forms)) return 'strong';
  return isName(words, forms) ? 'name' : null;
}

function isContact(folded: string, forms: readonly MailForms[]): boolean {
  const bare = withoutLinks(folded.replace(/^[-*_|•·~ ]+/, ''));
  const count = wordCount(bare);
  if (bare === '' || count === 0) return true;
  if (count <= 14 && forms.some((form) => form.contact.some((label) => isLabelled(bare, label)))) return true;
  const digits = bare.match(/\d/g)?.length ?? 0;
  const holds = (key: 'role' | 'address') => forms.some((form) => form[key].some((word) => holdsWord(bare, word)));
  if (count <= 8 && holds('role')) return true;
  if (count <= 12 && digits > 0 && holds('address')) return true;
  const letters = bare.match(/\p{L}/gu)?.length ?? 0;
  // A telephone number, or a day by itself as letters are dated.
  return digits >= 6 && letters <= 6;
}

/** "Tel: …", "тел. …", "T +39 …"; but not "Phone stopped working". */
function isLabelled(bare: string, label: string): boolean {
  return standsAt(bare, label, 0) && /^ ?(?:[.:|/]|[+(]?\d)/.test(bare.slice(label.length));
}

const particles = /^(?:\p{L}\.?|[\p{Ll}']{1,3})$/u;

/** Capitalised words, or up to four ideographs; no digits, no sentence. */
export function isName(words: string, forms: readonly MailForms[]): boolean {
  const name = words.replace(/[\s,.;*_~，。、"'«»“”()（）-]+$/u, '').replace(/^[\s*_~"'«»“”()（）-]+/u, '');
  if (name === '' || name.length > 60 || /[\d?!:;？！：；。…]/u.test(name)) return false;
  if (isRequest(name.toLowerCase(), forms)) return false;
  if (/\p{Script=Han}/u.test(name)) return /^[\p{Script=Han}·]{2,4}$/u.test(name.replaceAll(' ', ''));
  const parts = name.split(/[\s,/|&]+/u).filter((part) => part !== '');
  return parts.length <= 6 && parts.some(capital) && parts.every((part) => capital(part) || particles.test(part) || part === '-' || part === '–');
}

function capital(part: string): boolean {
  return /^["'«“(]?\p{Lu}/u.test(part);
}
