// The forms of all languages together, arranged so that a line is looked up by its first letter.
import type { Attribution, Header, MailForms } from './own-words-forms.ts';
import { holdsWord, standsAt } from './own-words-signs.ts';

/** Phrases by their first letter, the longest first. */
export type Openings = ReadonlyMap<string, readonly string[]>;

/** Whole words, and phrases that are more or less than a word. */
type Words = { readonly words: ReadonlySet<string>; readonly phrases: readonly string[] };

/** "sent from my" … "please excuse" around the device's name; `after` is null where the phrase has no place for one. */
export type SentFrom = { readonly before: string; readonly after: string | null };

export type FormIndex = {
  /** By their last words, the colon left out. */
  readonly attribution: ReadonlyMap<string, readonly Attribution[]>;
  readonly headers: ReadonlyMap<string, Header>;
  readonly weekdays: Openings;
  readonly original: Openings;
  readonly forwarded: Openings;
  readonly forwardedEnd: ReadonlySet<string>;
  readonly replyMarker: ReadonlySet<string>;
  readonly signedAbove: ReadonlySet<string>;
  readonly sentFrom: ReadonlyMap<string, readonly SentFrom[]>;
  readonly devices: Openings;
  readonly deviceWords: Openings;
  readonly closing: Openings;
  readonly thanks: Openings;
  readonly contact: Openings;
  readonly postscript: Openings;
  readonly disclaimer: Openings;
  readonly footer: Openings;
  readonly role: Words;
  readonly address: Words;
  readonly request: Words;
  readonly disclaimerSigns: readonly string[];
};

type Built = { readonly forms: readonly MailForms[]; readonly index: FormIndex };

const built = new WeakMap<MailForms, Built[]>();

/** Callers use one set of forms for all languages, and perhaps one for each. */
const mostKept = 16;

/** Kept from call to call: arranging takes a hundred times as long as reading a mail. */
export function indexOf(forms: readonly MailForms[]): FormIndex {
  const [first] = forms;
  if (!first) return arrange([]);
  const known = built.get(first) ?? [];
  const same = known.find((one) => one.forms.length === forms.length && one.forms.every((form, at) => form === forms[at]));
  if (same) return same.index;
  const index = arrange(forms);
  built.set(first, [{ forms: [...forms], index }, ...known].slice(0, mostKept));
  return index;
}

function arrange(forms: readonly MailForms[]): FormIndex {
  const all = (key: keyof MailForms) => forms.flatMap((form) => form[key] as readonly string[]);
  const sentFrom = all('sent-from').map((phrase): SentFrom => {
    const [before = '', after] = phrase.split('{device}').map((piece) => piece.trim());
    return { before, after: after ?? null };
  });
  return {
    attribution: Map.groupBy(forms.flatMap(({ attribution }) => attribution), ({ pieces }) => pieces.at(-1)!.replace(/ ?:$/, '')),
    headers: new Map(forms.flatMap(({ headers }) => Object.entries(headers))),
    weekdays: openings(all('weekdays')),
    original: openings(all('original')),
    forwarded: openings(all('forwarded')),
    forwardedEnd: new Set(all('forwarded-end')),
    replyMarker: new Set(all('reply-marker')),
    signedAbove: new Set(all('signed-above')),
    sentFrom: Map.groupBy(sentFrom, ({ before }) => before.slice(0, 1)),
    devices: openings(all('devices')),
    deviceWords: openings([...all('device-words'), ...all('devices')]),
    closing: openings(all('closing')),
    thanks: openings(all('thanks')),
    contact: openings(all('contact')),
    postscript: openings(all('postscript')),
    disclaimer: openings(all('disclaimer')),
    footer: openings(all('footer')),
    role: words(all('role')),
    address: words(all('address')),
    request: words(all('request')),
    disclaimerSigns: all('disclaimer-signs'),
  };
}

function openings(phrases: readonly string[]): Openings {
  return Map.groupBy(phrases.toSorted((one, other) => other.length - one.length), (phrase) => phrase.slice(0, 1));
}

function words(phrases: readonly string[]): Words {
  const isWord = (phrase: string) => /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u.test(phrase);
  return { words: new Set(phrases.filter(isWord)), phrases: phrases.filter((phrase) => !isWord(phrase)) };
}

/** The longest phrase with which the line begins and which is accepted. */
export function opening(table: Openings, folded: string, accept: (phrase: string) => boolean = () => true): string | undefined {
  return table.get(folded.slice(0, 1))?.find((phrase) => standsAt(folded, phrase, 0) && accept(phrase));
}

export function holdsAny({ words, phrases }: Words, folded: string): boolean {
  if (words.size > 0 && folded.match(/[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]+/gu)?.some((word) => words.has(word))) return true;
  return phrases.some((phrase) => holdsWord(folded, phrase));
}
