// Small signs by which a mail program's line is told from a person's: addresses, dates, rules, word counts.

const decoration = new Set('-_=*~#|+<>"\'()[] \t');

/** Without dashes, stars and brackets around it. */
export function undecorated(folded: string): string {
  let start = 0;
  let end = folded.length;
  while (start < end && decoration.has(folded[start]!)) start += 1;
  while (end > start && decoration.has(folded[end - 1]!)) end -= 1;
  return folded.slice(start, end);
}

/** `-----`, `____`, `====`: a line that only divides. */
export function isRule(folded: string): boolean {
  return /^[-_=*~][-_=*~ ]{3,}$/.test(folded);
}

export function hasAddress(text: string): boolean {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (/[\p{L}\p{N}._+-]/u.test(text[at - 1] ?? '') && /^ ?[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}]/u.test(text.slice(at + 1, at + 70))) return true;
  }
  return false;
}

/** How many numbers a text has besides those in addresses. Two can be a day with its year, three a day with its hour. */
export function digitGroups(text: string): number {
  return text.split(' ').reduce((sum, word) => sum + (word.includes('@') ? 0 : (word.match(/\d+/g)?.length ?? 0)), 0);
}

/** Seconds, a time zone or a zero before the month's number between words: nobody types these into a sentence. */
export function hasMachineMoment(text: string): boolean {
  return /\d\d?:\d\d:\d\d|\d:\d\d(?: ?[ap]m)? [-+]\d\d:?\d\d|\d{4}\p{L}0\d\p{L}/u.test(text);
}

const link = /[<([]*(?:https?:\/\/|www\.|mailto:)[^\s<>()[\]]*[>)\]]*/g;

/** Links and mail addresses taken out, so that what a line says besides can be counted. */
export function withoutLinks(folded: string): string {
  const bare = folded.replace(link, ' ').split(' ');
  return bare.filter((word) => word !== '' && !hasAddress(word)).join(' ');
}

/** Two ideographs count as one word. */
export function wordCount(text: string): number {
  const ideographs = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'.-]*/gu)?.filter((word) => !/^\p{Script=Han}/u.test(word)).length ?? 0;
  return words + Math.ceil(ideographs / 2);
}

/** Whether `phrase` stands at `at` and is not part of a longer word. Ideographs know no word edges. */
export function standsAt(folded: string, phrase: string, at: number): boolean {
  return folded.startsWith(phrase, at) && edge(folded, at) && edge(folded, at + phrase.length);
}

export function holdsWord(folded: string, phrase: string): boolean {
  for (let at = folded.indexOf(phrase); at >= 0; at = folded.indexOf(phrase, at + 1)) {
    if (edge(folded, at) && edge(folded, at + phrase.length)) return true;
  }
  return false;
}

function edge(folded: string, at: number): boolean {
  return !(spaced.test(folded[at - 1] ?? '') && spaced.test(folded[at] ?? ''));
}

const spaced = /[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]/u;
