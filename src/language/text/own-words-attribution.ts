// "On … wrote:" — the line, or the wrapped lines, by which a mail program introduces what it quotes.
import type { Attribution, MailForms } from './own-words-forms.ts';
import type { Line } from './own-words-lines.ts';
import { hasAddress, hasMachineMoment, hasMoment, standsAt } from './own-words-signs.ts';

/** Gmail wraps at 78 columns; a long name with a long address takes four lines, five with a comment in brackets. */
const mostLines = 5;

/** Longer than any date with any name; a sentence that happens to begin and end alike is not. */
const longestSlots = 260;

export type AttributionFound = {
  readonly head: number;
  /** A person would hardly have typed it: history follows even where no `>` marks it. */
  readonly sure: boolean;
};

/** An attribution whose last line is `last`. */
export function findAttribution(lines: readonly Line[], last: number, forms: readonly MailForms[]): AttributionFound | null {
  if (!/[:\-*]$/.test(lines[last]!.folded)) return null;
  let joined = '';
  let shorter: AttributionFound | null = null;
  for (let head = last; head >= 0 && last - head < mostLines; head -= 1) {
    const line = lines[head]!;
    if (line.folded === '' || line.depth !== lines[last]!.depth) break;
    joined = head === last ? line.folded : `${line.folded} ${joined}`;
    const startsParagraph = head === 0 || lines[head - 1]!.words === '' || lines[head - 1]!.depth !== line.depth;
    if (head !== last && !startsParagraph) continue;
    const found = judge(joined, forms);
    if (found === 'sure') return { head, sure: true };
    shorter ??= found && { head, sure: false };
    // Goes on, since Chinese Gmail puts the sender with the address on the line before the date.
    if (startsParagraph) break;
  }
  return shorter;
}

function judge(joined: string, forms: readonly MailForms[]): 'sure' | 'likely' | null {
  const line = joined.replace(/^[-*_ ]+/, '').replace(/[-*_ ]+$/, '');
  const dayFirst = /^\d/.test(line) || forms.some(({ weekdays }) => weekdays.some((day) => standsAt(line, day, 0)));
  let likely: 'likely' | null = null;
  for (const form of forms.flatMap(({ attribution }) => attribution)) {
    const slots = slotsOf(line, form);
    if (slots === null || slots.length > longestSlots) continue;
    const verdict = weigh(slots, form, dayFirst);
    if (verdict === 'sure') return verdict;
    likely ??= verdict;
  }
  return likely;
}

function weigh(slots: string, form: Attribution, dayFirst: boolean): 'sure' | 'likely' | null {
  const address = hasAddress(slots);
  if (form.dayFirst && !dayFirst) return null;
  if (!form.pieces.some((piece) => /\p{L}/u.test(piece))) {
    // Yandex writes no verb at all: `09.03.2026, 10:02, "Name" <address>:`
    return address && hasMoment(slots) && /[>\])] ?$/.test(slots) ? 'sure' : null;
  }
  if (!form.when) return address && /<[^<>]*@[^<>]*[>\])]/.test(slots) ? 'sure' : null;
  if (address) return 'sure';
  if (!hasMoment(slots)) return null;
  return hasMachineMoment(slots) ? 'sure' : 'likely';
}

/** What stands in the slots of a form, or null where the line does not have its pieces in order. */
function slotsOf(line: string, { pieces }: Attribution): string | null {
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  // Zoho and some phones put the line between dashes and leave the colon out; the caller has taken the dashes off.
  const tail = line.endsWith(':') ? last : last.replace(/ ?:$/, '');
  if (!standsAt(line, first, 0) || line.length < first.length + tail.length) return null;
  const end = line.length - tail.length;
  if (!standsAt(line, tail, end)) return null;
  const slots: string[] = [];
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    if (piece === '') continue;
    const next = findPiece(line, piece, at, end);
    if (next < 0) return null;
    slots.push(line.slice(at, next));
    at = next + piece.length;
  }
  slots.push(line.slice(at, end));
  const filled = slots.map((slot) => slot.trim());
  return filled.some((slot) => slot !== '') ? filled.join(' ') : null;
}

function findPiece(line: string, piece: string, from: number, end: number): number {
  for (let at = line.indexOf(piece, from); at >= 0 && at + piece.length <= end; at = line.indexOf(piece, at + 1)) {
    if (standsAt(line, piece, at)) return at;
  }
  return -1;
}
