// What kind of character a UTF-16 unit is. Kinds are worked out on first sight and remembered, 64 kB for all of them.

export const kind = {
  other: 1,
  letter: 2,
  digit: 3,
  /** Written without spaces between words: every character is a word of its own. */
  ideograph: 4,
  apostrophe: 5,
  /** Ends a sentence when white space follows. */
  stop: 6,
  /** Ends a sentence wherever it stands. */
  fullStop: 7,
  newline: 8,
  space: 9,
  /** Separates clauses. */
  pause: 10,
  /** Zero-width characters and soft hyphens inside a word: passed over. */
  invisible: 11,
  surrogate: 12,
  closing: 13,
  /** A dash: separates clauses when it stands between spaces, joins numbers otherwise. */
  dash: 14,
} as const;

const known = new Uint8Array(65_536);

const listed = new Map<string, number>();
const list = (characters: string, value: number): void => {
  for (const character of characters) listed.set(character, value);
};
list("'’‘ʼ`´", kind.apostrophe);
list('.!?…؟', kind.stop);
list('。！？｡', kind.fullStop);
list('\n\r\u2028\u2029', kind.newline);
list(',;:，；：、،؛(（', kind.pause);
list('"”»)]}）」』】›', kind.closing);
list('-–—‐‑−－', kind.dash);
list('\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff', kind.invisible);

const letter = /[\p{L}\p{M}]/u;
const digit = /\p{Nd}/u;
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const space = /\s/u;

const work = (unit: number): number => {
  if (unit >= 0xd800 && unit <= 0xdfff) return kind.surrogate;
  const character = String.fromCharCode(unit);
  const direct = listed.get(character);
  if (direct !== undefined) return direct;
  if (ideograph.test(character)) return kind.ideograph;
  if (letter.test(character)) return kind.letter;
  if (digit.test(character)) return kind.digit;
  return space.test(character) ? kind.space : kind.other;
};

export const kindOf = (unit: number): number => {
  const seen = known[unit] ?? 0;
  if (seen !== 0) return seen;
  const found = work(unit);
  known[unit] = found;
  return found;
};

const upper = /\p{Lu}/u;
const lower = /\p{Ll}/u;
const cases = new Uint8Array(65_536);

/** 1 for a capital, 2 for a small letter, 3 for anything else. */
export const caseOf = (unit: number): number => {
  const seen = cases[unit] ?? 0;
  if (seen !== 0) return seen;
  const character = String.fromCharCode(unit);
  const found = upper.test(character) ? 1 : lower.test(character) ? 2 : 3;
  cases[unit] = found;
  return found;
};

export const countCase = (text: string, { start, end }: { readonly start: number; readonly end: number }): { capitals: number; small: number } => {
  let capitals = 0;
  let small = 0;
  for (let at = start; at < end; at += 1) {
    const is = caseOf(text.charCodeAt(at));
    if (is === 1) capitals += 1;
    else if (is === 2) small += 1;
  }
  return { capitals, small };
};

/** Whether a text holds so many digits (0 to 9): without them it is not searched for numbers. */
export const hasDigits = (text: string, least: number): boolean => {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x30 || unit > 0x39) continue;
    count += 1;
    if (count >= least) return true;
  }
  return false;
};

/** An exclamation or question mark, full width or not. */
export const isLoud = (unit: number): boolean => unit === 0x21 || unit === 0x3f || unit === 0xff01 || unit === 0xff1f;
