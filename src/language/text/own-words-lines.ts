// A text as lines with their quote depth, and the folded form in which the words of mail programs are compared.

export type Line = {
  /** Offsets of the line in the text, line break excluded. */
  readonly start: number;
  readonly end: number;
  /** How many `>` marks stand before the words. */
  readonly depth: number;
  /** The words: quote marks and outer white space left out. */
  readonly words: string;
  /** The words made `comparable`; empty for a line too long to be a program's. */
  readonly folded: string;
};

/** More marks than any correspondence has; what follows them on a hostile line counts as words. */
const deepest = 50;

/** The longest line a mail program writes of its own: an attribution with long names that nothing wrapped. */
const longest = 400;

export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= text.length) {
    let end = start;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
    lines.push(readLine(text, start, end));
    start = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
  }
  return lines;
}

function readLine(text: string, start: number, end: number): Line {
  let depth = 0;
  let at = start;
  while (depth < deepest) {
    const mark = nextMark(text, at, end);
    if (mark === null) break;
    depth += 1;
    at = mark + 1;
  }
  const piece = trimmed(text, at, end);
  const words = text.slice(piece.start, piece.end);
  return { start, end, depth, words, folded: words.length > longest ? '' : comparable(words) };
}

/** RFC 3676, 4.5 allows one space between marks; programs that indent a quoted reply write up to two. */
function nextMark(text: string, from: number, end: number): number | null {
  for (let at = from; at < end && at - from < 3; at += 1) {
    if (text[at] === '>') return at;
    if (!blank(text.charCodeAt(at))) return null;
  }
  return null;
}

/** The piece without white space and invisible characters at its ends. By hand: `/\s+$/` takes quadratic time on a line of spaces. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let first = start;
  let last = end;
  while (first < last && blank(text.charCodeAt(first))) first += 1;
  while (last > first && blank(text.charCodeAt(last - 1))) last -= 1;
  return { start: first, end: last };
}

/** White space, and the zero-width and direction marks that stand alone where a program took out a picture. */
function blank(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0xa0 ||
    code === 0xad ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x206f) ||
    code === 0x3000 ||
    code === 0xfeff ||
    code === 0xfffc
  );
}

const spaces = /[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/g;
const plain = /^[!-~]*(?: [!-~]+)*$/;

/** Single plain spaces, composed letters. */
export function tidy(words: string): string {
  return plain.test(words) ? words : words.normalize('NFC').replace(spaces, ' ');
}

/** Lower case, ё as е, full-width marks as ASCII, plain quotes and dashes: how programs' words are compared. As long as the tidy words, but for rare capitals. */
export function comparable(words: string): string {
  if (plain.test(words)) return words.toLowerCase().replaceAll('`', "'");
  return tidy(words)
    .replace(/[\uFF01-\uFF5E]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑–—―−─]/g, '-');
}
