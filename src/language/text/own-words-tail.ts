// What closes a mail below its writer's words, line by line: "Sent from my iPhone", phone numbers, names, titles.
import { type FormIndex, holdsAny, opening, type Openings } from './own-words-index.ts';
import { type Line, tidy } from './own-words-lines.ts';
import { isRule, standsAt, undecorated, withoutLinks, wordCount } from './own-words-signs.ts';

export function isDeviceLine(folded: string, index: FormIndex): boolean {
  if (folded === '' || folded.length > 200) return false;
  const start = undecorated(folded);
  if (!index.sentFrom.get(start.slice(0, 1))?.some(({ before }) => standsAt(start, before, 0))) return isSignedAbove(start, index);
  const line = undecorated(withoutLinks(folded));
  return index.sentFrom.get(line.slice(0, 1))?.some(({ before, after }) => standsAt(line, before, 0) && endsAsSentFrom(line.slice(before.length), after, index)) ?? false;
}

/** NetEase's line "signature made with …": names and numbers above it are the signature. */
export function isSignedAbove(folded: string, index: FormIndex): boolean {
  return index.signedAbove.has(folded);
}

function endsAsSentFrom(rest: string, after: string | null, index: FormIndex): boolean {
  if (after === null) return withoutDeviceWords(rest, index) === '';
  const device = rest.replace(separators, '');
  const known = opening(index.devices, device);
  if (known === undefined) return false;
  const last = withoutDeviceWords(device.slice(known.length), index);
  return after === '' ? last === '' : standsAt(last, after, 0) && wordCount(last) <= mostWordsOfExcuse;
}

/** "please excuse my brevity and any typos" */
const mostWordsOfExcuse = 10;

/** Without "Pro Max", "15", "for iOS" at its start. A sentence ("… which I bought from you") leaves something. */
function withoutDeviceWords(rest: string, index: FormIndex): string {
  let left = rest.replace(separators, '');
  for (let words = 0; words < 6 && left !== ''; words += 1) {
    const known = /^\p{L}{0,3}\d[\p{L}\d]{0,6}(?![\p{L}\d])/u.exec(left)?.[0] ?? opening(index.deviceWords, left);
    if (known === undefined) break;
    left = left.slice(known.length).replace(separators, '');
  }
  return left;
}

const separators = /^[\s,.:;!/|()[\]"'*_。，-]+/u;

/** Whether a line asks for something: no signature does. */
export function isRequest(folded: string, index: FormIndex): boolean {
  return folded.includes('?') || holdsAny(index.request, folded);
}

export function isPostscript(folded: string, index: FormIndex): boolean {
  return opening(index.postscript, folded) !== undefined;
}

/** A closing formula; what follows it on the line, if anything, must be able to be a name. */
export function isClosing(line: Line, index: FormIndex): boolean {
  return opensWith(line, index, index.closing);
}

export function isThanks(line: Line, index: FormIndex): boolean {
  return opensWith(line, index, index.thanks);
}

function opensWith(line: Line, index: FormIndex, table: Openings): boolean {
  if (line.folded === '' || line.folded.length > 100) return false;
  const folded = line.folded.replace(/^[-*_~ ]+/, '');
  const skipped = line.folded.length - folded.length;
  return opening(table, folded, (phrase) => {
    const rest = tidy(line.words).slice(skipped + phrase.length).replace(/^[\s,.!;:~，。！、；：…*_-]+/u, '');
    return rest === '' || isName(rest, index);
  }) !== undefined;
}

/** A line of a signature. A `name` may be a town with its postal code; `strong` lines (a number, an address, a title) could hardly be anything else. */
export type TailLine = 'strong' | 'name' | 'rule' | null;

export function readTailLine(line: Line, index: FormIndex): TailLine {
  const { folded, words } = line;
  if (folded === '' || folded.length > 160 || isPostscript(folded, index)) return null;
  if (isRule(folded) || /^[-_=*~]+$/.test(folded)) return 'rule';
  if (isDeviceLine(folded, index) || isClosing(line, index)) return 'strong';
  if (isRequest(withoutLinks(folded), index)) return null;
  if (isContact(folded, index)) return 'strong';
  return isName(words.replace(/^\d{4,6},? (?=\p{L})/u, ''), index) ? 'name' : null;
}

function isContact(folded: string, index: FormIndex): boolean {
  const bare = withoutLinks(folded.replace(/^[-*_|•·~ ]+/, ''));
  const count = wordCount(bare);
  if (count === 0) return true;
  if (count <= 14 && opening(index.contact, bare, (label) => isLabelled(bare, label))) return true;
  const digits = bare.match(/\d/g)?.length ?? 0;
  if (count <= 8 && holdsAny(index.role, bare)) return true;
  if (count <= 12 && digits > 0 && holdsAny(index.address, bare)) return true;
  const letters = bare.match(/\p{L}/gu)?.length ?? 0;
  // A telephone number, or a day by itself as letters are dated.
  return digits >= 6 && letters <= 6;
}

/** "Tel: …", "тел. …", "T +39 …"; but not "Phone stopped working". */
function isLabelled(bare: string, label: string): boolean {
  return /^ ?(?:[.:|/]|[+(]?\d)/.test(bare.slice(label.length));
}

const particles = /^(?:\p{L}\.?|[\p{Ll}']{1,3})$/u;

/** Capitalised words, or up to four ideographs; no digits, no sentence. */
export function isName(words: string, index: FormIndex): boolean {
  if (words.length > 100) return false;
  const name = words.replace(/[\s,.;*_~，。、"'«»“”()（）-]+$/u, '').replace(/^[\s*_~"'«»“”()（）-]+/u, '');
  if (name === '' || name.length > 60 || /[\d?!:;？！：；。…]/u.test(name)) return false;
  if (isRequest(name.toLowerCase(), index)) return false;
  if (/\p{Script=Han}/u.test(name)) return /^[\p{Script=Han}·]{2,4}$/u.test(name.replaceAll(' ', ''));
  const parts = name.split(/[\s,/|&]+/u).filter((part) => part !== '');
  return parts.length <= 6 && parts.some(capital) && parts.every((part) => capital(part) || particles.test(part) || part === '-' || part === '–');
}

function capital(part: string): boolean {
  return /^["'«“(]?\p{Lu}/u.test(part);
}
