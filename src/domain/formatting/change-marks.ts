// What the formatting keys do to a text and its selection: put marks around it, or take them away where they are.

export type Formatting = 'bold' | 'italic' | 'link' | 'list' | 'numbers' | 'quote';
export type Selection = { readonly start: number; readonly end: number };
/** The part of the text that is replaced, by what, and what is selected afterwards. */
export type Edit = { readonly from: number; readonly to: number; readonly words: string; readonly select: Selection };

const around = { bold: '**', italic: '_' } as const;

export function formatted(text: string, { start, end }: Selection, how: Formatting): Edit {
  if (how === 'bold' || how === 'italic') return surrounded(text, trimmed(text, { start, end }), around[how]);
  if (how === 'link') return linked(text, trimmed(text, { start, end }));
  return begun(text, { start, end }, how);
}

/** Marks beside a space are no marks. */
function trimmed(text: string, { start, end }: Selection): Selection {
  const words = text.slice(start, end);
  if (words.trim() === '') return { start, end: start };
  return { start: start + words.length - words.trimStart().length, end: end - (words.length - words.trimEnd().length) };
}

function surrounded(text: string, { start, end }: Selection, mark: string): Edit {
  const size = mark.length;
  const words = text.slice(start, end);
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return { from: start - size, to: end + size, words, select: { start: start - size, end: end - size } };
  }
  if (words.length > 2 * size && words.startsWith(mark) && words.endsWith(mark)) {
    return { from: start, to: end, words: words.slice(size, -size), select: { start, end: end - 2 * size } };
  }
  // Marks do not reach over lines: each gets its own.
  const lines = words.split('\n').map((line) => (line.trim() === '' ? line : line.replace(/^(\s*(?:> ?|[-*•] |\d{1,3}[.)] )?)(.*?)(\s*)$/s, `$1${mark}$2${mark}$3`)));
  const marked = words === '' ? mark + mark : lines.join('\n');
  const inner = lines.length > 1 ? 0 : size;
  return { from: start, to: end, words: marked, select: { start: start + inner, end: start + marked.length - inner } };
}

const target = 'https://';

/** The address is selected, to be typed or pasted over. */
function linked(text: string, { start, end }: Selection): Edit {
  const words = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(words)) return { from: start, to: end, words: `[](${words})`, select: { start: start + 1, end: start + 1 } };
  const at = start + words.length + 3;
  return { from: start, to: end, words: `[${words.replace(/[[\]\n]/g, ' ')}](${target})`, select: words === '' ? { start: start + 1, end: start + 1 } : { start: at, end: at + target.length } };
}

const beginnings = { list: /^[-*•] /, numbers: /^\d{1,3}[.)] /, quote: /^> ?/ } as const;

function begun(text: string, { start, end }: Selection, how: keyof typeof beginnings): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const last = text.indexOf('\n', Math.max(end, start));
  const to = last === -1 ? text.length : last;
  const lines = text.slice(from, to).split('\n');
  const off = lines.filter((line) => line.trim() !== '').every((line) => beginnings[how].test(line)) && lines.some((line) => line.trim() !== '');
  let number = 0;
  const words = lines.map((line) => {
    if (off) return line.replace(beginnings[how], '');
    if (line.trim() === '' && lines.length > 1) return line;
    number += 1;
    const bare = how === 'quote' ? line : line.replace(beginnings.list, '').replace(beginnings.numbers, '');
    return (how === 'list' ? '- ' : how === 'numbers' ? `${number}. ` : '> ') + bare;
  }).join('\n');
  return { from, to, words, select: start === end ? { start: from + words.length, end: from + words.length } : { start: from, end: from + words.length } };
}

/** Enter in a list goes on with it; on an empty item it ends it. null: nothing special. */
export function lineEnded(text: string, { start, end }: Selection): Edit | null {
  if (start !== end) return null;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(from, start);
  const found = /^(?:([-*•]) |(\d{1,3})([.)]) |(> ?))/.exec(line);
  if (!found) return null;
  if (line.length === found[0].length) return text.slice(start).startsWith('\n') || start === text.length ? { from, to: start, words: '', select: { start: from, end: from } } : null;
  const next = found[1] !== undefined ? `\n${found[1]} ` : found[2] !== undefined ? `\n${Number(found[2]) + 1}${found[3]} ` : `\n${found[4]}`;
  return { from: start, to: start, words: next, select: { start: start + next.length, end: start + next.length } };
}
