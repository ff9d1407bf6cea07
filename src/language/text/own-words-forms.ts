// What a language's mail programs write by themselves around a person's words: languages/<code>/mail.yaml, checked and made ready.
import { comparable } from './own-words-lines.ts';

/** What a line of a quoted message's head tells. */
export const headers = ['from', 'sent', 'date', 'to', 'copy', 'subject', 'other'] as const;
export type Header = (typeof headers)[number];

/** `On {when} {who} wrote:` cut at its slots. `dayFirst`: the line begins with the date. */
export type Attribution = { readonly pieces: readonly string[]; readonly when: boolean; readonly dayFirst: boolean };

/** Plain data, so that a compiled pack can carry it. All phrases are folded by `comparable`. */
export type MailForms = {
  readonly attribution: readonly Attribution[];
  readonly headers: Readonly<Record<string, Header>>;
  readonly weekdays: readonly string[];
  /** Between dashes: a copy of the message answered follows. */
  readonly original: readonly string[];
  /** Between dashes or alone on a line: a message passed on follows. */
  readonly forwarded: readonly string[];
  readonly 'forwarded-end': readonly string[];
  readonly 'reply-marker': readonly string[];
  /** `{device}` stands for any of `devices`, with any of `device-words` behind it, of any language. */
  readonly 'sent-from': readonly string[];
  readonly devices: readonly string[];
  readonly 'device-words': readonly string[];
  /** A line that says: the names and numbers above are a signature. */
  readonly 'signed-above': readonly string[];
  readonly closing: readonly string[];
  readonly thanks: readonly string[];
  /** Words before numbers and addresses. */
  readonly contact: readonly string[];
  /** Titles and kinds of company. */
  readonly role: readonly string[];
  readonly address: readonly string[];
  /** Words that no signature has. */
  readonly request: readonly string[];
  readonly postscript: readonly string[];
  readonly disclaimer: readonly string[];
  readonly 'disclaimer-signs': readonly string[];
  readonly footer: readonly string[];
};

type PhraseList = { [Key in keyof MailForms]: MailForms[Key] extends readonly string[] ? Key : never }[keyof MailForms];

export const phraseLists: readonly PhraseList[] = [
  'weekdays', 'original', 'forwarded', 'forwarded-end', 'reply-marker', 'sent-from', 'devices', 'device-words', 'signed-above', 'closing',
  'thanks', 'contact', 'role', 'address', 'request', 'postscript', 'disclaimer', 'disclaimer-signs', 'footer',
];

/** Checks the content of a mail.yaml. Throws an Error that names the key, the line and what to write instead. */
export function mailForms(data: unknown): MailForms {
  const given = record(data, 'mail.yaml');
  const known: readonly string[] = [...phraseLists, 'attribution', 'headers'];
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw new Error(`mail.yaml: "${key}" is not a known key. Known: ${known.join(', ')}.`);
  }
  const lists = Object.fromEntries(phraseLists.map((key) => [key, phrases(given[key], key).map(({ phrase }) => phrase)])) as Record<PhraseList, string[]>;
  for (const { phrase, line, key } of phraseLists.flatMap((key) => phrases(given[key], key))) {
    if (phrase.includes('{') && !(key === 'sent-from' && phrase.replace('{device}', '').indexOf('{') < 0)) {
      throw new Error(`mail.yaml: ${key}, line ${line}: "${phrase}" holds a slot. Only attribution has {when} and {who}, only sent-from has {device}.`);
    }
  }
  return {
    ...lists,
    attribution: phrases(given['attribution'], 'attribution').map(readAttribution),
    headers: readHeaders(given['headers']),
  };
}

type Phrase = { readonly phrase: string; readonly line: number; readonly key: string };

function phrases(block: unknown, key: string): Phrase[] {
  if (block === undefined || block === null) return [];
  if (typeof block !== 'string') {
    throw new Error(`mail.yaml: "${key}" must be a block of lines, one phrase a line. Write "${key}: |" and the phrases below it, indented.`);
  }
  return block
    .split('\n')
    .map((phrase, index) => ({ phrase: comparable(phrase).trim(), line: index + 1, key }))
    .filter(({ phrase }) => phrase !== '');
}

function readAttribution({ phrase, line }: Phrase): Attribution {
  const slots = [...phrase.matchAll(/\{([^}]*)\}/g)].map((slot) => slot[1]);
  const wrong = slots.find((slot) => slot !== 'when' && slot !== 'who');
  const complain = (problem: string): never => {
    throw new Error(`mail.yaml: attribution, line ${line}: "${phrase}": ${problem}.`);
  };
  if (wrong !== undefined) complain(`{${wrong}} is not a slot; write {when} for the date and {who} for the sender`);
  if (slots.length === 0) complain('it has no slot; write {when} where the date stands and {who} where the sender stands');
  if (!phrase.endsWith(':')) complain('it must end with a colon, as the line in the mail does');
  const pieces = phrase.split(/\{[^}]*\}/).map((piece) => piece.trim());
  const when = slots.includes('when');
  if (!when && pieces.every((piece) => !/\p{L}/u.test(piece))) complain('it would match any line that ends with a colon; add a word or {when}');
  return { pieces, when, dayFirst: phrase.startsWith('{when}') };
}

function readHeaders(data: unknown): Record<string, Header> {
  if (data === undefined || data === null) return {};
  const given = record(data, 'headers');
  const found: Record<string, Header> = {};
  for (const [name, block] of Object.entries(given)) {
    const header = headers.find((known) => known === name);
    if (!header) throw new Error(`mail.yaml: headers has "${name}". Known: ${headers.join(', ')}.`);
    for (const { phrase, line } of phrases(block, `headers ${name}`)) {
      const label = phrase.replace(/ ?:$/, '');
      const before = Object.hasOwn(found, label) ? found[label] : undefined;
      if (before && before !== header) throw new Error(`mail.yaml: headers ${name}, line ${line}: "${label}" already stands under ${before}.`);
      found[label] = header;
    }
  }
  return found;
}

function record(data: unknown, place: string): Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Error(`${place} must hold keys with values, like "closing: |", but it is ${Array.isArray(data) ? 'a list' : data === null ? 'empty' : `a ${typeof data}`}.`);
  }
  return data as Record<string, unknown>;
}
