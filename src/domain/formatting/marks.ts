// The light marks in which agents format: a small part of Markdown, read the way a person would who has never heard of it.
// **bold**, _italic_, [words](https://…), lines that begin with "- ", "1. " or "> ". Everything else is what it is.
// Only what was written at the desk is read like this; a customer's stars stay stars.

/** A run of words of the text, from `start` to `end`, without the marks around it. */
export type Run = { readonly start: number; readonly end: number; readonly bold: boolean; readonly italic: boolean; readonly link: string | null };
export type Line = readonly Run[];
export type Block =
  | { readonly kind: 'words' | 'quote'; readonly lines: readonly Line[] }
  | { readonly kind: 'list'; /** The number of its first item; null: dots. */ readonly from: number | null; readonly lines: readonly Line[] };

/** Han characters have no spaces between words, so a mark may stand right beside them. */
const beforeMark = '(?<![[\\p{L}\\p{N}]--[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]])';
const afterMark = '(?![[\\p{L}\\p{N}]--[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]])';
/** No mark reaches further than this, so that a text full of single marks is not searched again and again. */
const inside = '.{0,600}?';
const marks = new RegExp(
  [
    '\\[(?<words>[^\\[\\]\\n]{1,600})\\]\\((?<target>(?:https?:\\/\\/|mailto:)[^\\s\\(\\)<>"]{1,2000})\\)',
    '(?<address>https?:\\/\\/[^\\s<>"]+)',
    `${beforeMark}\\*\\*(?=[^\\s*])(?<bold>${inside}[^\\s*])\\*\\*`,
    `${beforeMark}_(?=[^\\s_])(?<italic>(?:${inside}[^\\s_])?)_${afterMark}`,
  ].join('|'),
  'gv',
);

const begins = { quote: /^> ?/, dot: /^[-*•] (?=\S)/, number: /^(\d{1,3})[.)] (?=\S)/ };

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = linesOf(text);
  for (let at = 0; at < lines.length; ) {
    const [kind, until] = stretchFrom(text, lines, at);
    const taken = lines.slice(at, until);
    const begin = kind === 'words' ? null : begins[kind];
    const read = taken.map(({ start, end }) => runsOf(text, start + (begin?.exec(text.slice(start, end))?.[0].length ?? 0), end));
    if (kind === 'words' || kind === 'quote') blocks.push({ kind, lines: read });
    else blocks.push({ kind: 'list', from: kind === 'dot' ? null : Number(begins.number.exec(text.slice(taken[0]!.start, taken[0]!.end))?.[1]), lines: read });
    at = until;
  }
  return blocks;
}

type Stretch = { readonly start: number; readonly end: number };
type Kind = 'words' | keyof typeof begins;

function linesOf(text: string): Stretch[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const stretch = { start, end: start + line.length };
    start += line.length + 1;
    return stretch;
  });
}

/** Which lines belong together from here on. */
function stretchFrom(text: string, lines: readonly Stretch[], at: number): readonly [Kind, number] {
  const kind = kindAt(text, lines, at);
  const goesOn = (line: number) => kindAt(text, lines, line) === kind && (kind !== 'number' || numberAt(text, lines, line) === numberAt(text, lines, line - 1)! + 1);
  let until = at + 1;
  while (until < lines.length && goesOn(until)) until += 1;
  return [kind, until];
}

function kindAt(text: string, lines: readonly Stretch[], at: number): Kind {
  const { start, end } = lines[at]!;
  const line = text.slice(start, Math.min(end, start + 8));
  if (begins.quote.test(line)) return 'quote';
  if (begins.dot.test(line)) return 'dot';
  const number = numberAt(text, lines, at);
  if (number === null) return 'words';
  // "24. December" begins no list: a list begins at one, or goes on.
  return number === 1 || numberAt(text, lines, at - 1) === number - 1 || numberAt(text, lines, at + 1) === number + 1 ? 'number' : 'words';
}

function numberAt(text: string, lines: readonly Stretch[], at: number): number | null {
  const line = lines[at];
  const found = line && begins.number.exec(text.slice(line.start, Math.min(line.end, line.start + 8)));
  return found ? Number(found[1]) : null;
}

const plainRun = { bold: false, italic: false, link: null } as const;

function runsOf(text: string, start: number, end: number, look: Omit<Run, 'start' | 'end'> = plainRun): Run[] {
  const runs: Run[] = [];
  const add = (from: number, to: number, more: Partial<Run> = {}) => {
    if (to > from) runs.push({ start: from, end: to, ...look, ...more });
  };
  let read = start;
  for (const found of text.slice(start, end).matchAll(marks)) {
    const at = start + found.index;
    const { words, target, bold, italic } = found.groups ?? {};
    const within = words ?? bold ?? italic;
    // An address is left to whoever shows it; it only must not be read as marks.
    if (within === undefined || within === '') continue;
    add(read, at);
    const from = at + (bold === undefined ? 1 : 2);
    runs.push(...runsOf(text, from, from + within.length, { ...look, ...(target === undefined ? {} : { link: target }), ...(bold === undefined ? {} : { bold: true }), ...(italic === undefined ? {} : { italic: true }) }));
    read = at + found[0].length;
  }
  add(read, end);
  return runs;
}

/** Whether anything in it is formatted at all. */
export function isMarked(text: string): boolean {
  return blocksOf(text).some((block) => block.kind !== 'words' || block.lines.some((line) => line.some((run) => run.bold || run.italic || run.link !== null)));
}
