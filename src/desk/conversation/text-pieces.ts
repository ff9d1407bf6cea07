// A message's text cut into what is drawn differently: own words, what is folded away, links, marked words.
// Every character of the text lies in exactly one piece.
import type { Span } from './reading-marks.ts';

export type Section = Span & { readonly own: boolean };
export type Piece = { readonly text: string; readonly marked: boolean; readonly link: string | null };

/** Own words, and between and after them what is quoted or signed. Without a reading everything is own. */
export function sectionsOf(text: string, own: readonly Span[] | null): Section[] {
  if (own === null || own.length === 0) return [{ start: 0, end: text.length, own: true }];
  const sections: Section[] = [];
  let at = 0;
  for (const span of [...own].sort((one, other) => one.start - other.start)) {
    const start = Math.max(span.start, at);
    if (start >= span.end) continue;
    addFolded(sections, text, at, start);
    sections.push({ start: joinStart(sections, start, at), end: Math.min(span.end, text.length), own: true });
    at = span.end;
  }
  addFolded(sections, text, at, text.length);
  return sections;
}

/** White space between two own spans belongs to the second: paragraphs stay apart. */
function joinStart(sections: readonly Section[], start: number, at: number): number {
  const last = sections.at(-1);
  return last?.own === true && last.end === at ? at : start;
}

function addFolded(sections: Section[], text: string, start: number, end: number): void {
  if (end > start && text.slice(start, end).trim() !== '') sections.push({ start, end, own: false });
}

const address = /(?:https?:\/\/|www\.)[^\s<>"'«»（）()[\]]+[^\s<>"'«»（）()[\].,;:!?。，、！？]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;

export function piecesOf(text: string, within: Span, marked: readonly Span[]): Piece[] {
  const links = [...text.slice(within.start, within.end).matchAll(address)].map((match) => ({
    start: within.start + match.index,
    end: within.start + match.index + match[0].length,
    link: targetOf(match[0]),
  }));
  const edges = new Set([within.start, within.end]);
  for (const span of [...links, ...marked]) {
    for (const edge of [span.start, span.end]) if (edge > within.start && edge < within.end) edges.add(edge);
  }
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.slice(0, -1).flatMap((start, index) => {
    const end = sorted[index + 1]!;
    const inside = (span: Span) => span.start <= start && end <= span.end;
    return [{ text: text.slice(start, end), marked: marked.some(inside), link: links.find(inside)?.link ?? null }];
  });
}

function targetOf(found: string): string {
  if (/^https?:/iu.test(found)) return found;
  return found.includes('@') && !found.startsWith('www.') ? `mailto:${found}` : `https://${found}`;
}
