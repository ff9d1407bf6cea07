// "On … wrote:" — the line, or the wrapped lines, by which a mail program introduces what it quotes.
import type { Attribution } from './own-words-forms.ts';
import { type FormIndex, opening } from './own-words-index.ts';
import type { Line } from './own-words-lines.ts';
import { digitGroups, hasAddress, hasMachineMoment, standsAt } from './own-words-signs.ts';

/** Gmail wraps at 78 columns; a long name with a long address takes four lines, five with a comment in brackets. */
const mostLines = 5;

/** Longer than any date with any name; a sentence that happens to begin and end alike is not. */
const longestSlots = 260;

/** A sender and a verb. */
const shortest = 4;

export type AttributionFound = {
  readonly head: number;
  /** A person would hardly have typed it: history follows even where no `>` marks it. */
  readonly sure: boolean;
};

/** An attribution whose last line is `last`. */
export function findAttribution(lines: readonly Line[], last: number, index: FormIndex): AttributionFound | null {
  if (!/[:\-*]$/.test(lines[last]!.folded)) return null;
  const alone = judge(lines[last]!.folded, index);
  const short = alone && { head: last, sure: alone.sure };
  if (alone?.sure && alone.anchored) return short;
  const head = paragraphHead(lines, last);
  if (head === null || head === last) return short;
  const joined = lines.slice(head, last + 1).map(({ folded }) => folded);
  const wrapped = judge(joined.join(' '), index);
  // In some languages Gmail puts the sender on the line before the date: without an anchor the longer reading must bring the address.
  if (wrapped && (wrapped.anchored || !alone || (wrapped.sure && !alone.sure))) return { head, sure: wrapped.sure };
  return short;
}

/** Where the paragraph begins that ends at `last`; null where it is longer than an attribution gets. */
function paragraphHead(lines: readonly Line[], last: number): number | null {
  const { depth } = lines[last]!;
  for (let head = last; head >= 0 && last - head < mostLines; head -= 1) {
    const above = lines[head - 1];
    if (!above || above.words === '' || above.depth !== depth) return head;
    if (above.folded === '') return null;
  }
  return null;
}

type Verdict = {
  readonly sure: boolean;
  /** The form begins with a word or with the date, so that no sentence before it can have slipped in. */
  readonly anchored: boolean;
};

function judge(joined: string, index: FormIndex): Verdict | null {
  const line = joined.replace(/^[-*_ ]+/, '').replace(/[-*_ ]+$/, '');
  // Zoho and some phones put the line between dashes and leave the colon out.
  const said = line.replace(/ ?:$/, '');
  if (said.length < shortest) return null;
  const dayFirst = /^\d/.test(line) || opening(index.weekdays, line) !== undefined;
  let best: Verdict | null = null;
  for (const [ending, forms] of index.attribution) {
    if (!said.endsWith(ending) || (ending === '' && said === line)) continue;
    for (const form of forms) {
      const slots = slotsOf(said, form, ending);
      const verdict = slots === null || slots.length > longestSlots ? null : weigh(slots, form, dayFirst);
      if (!verdict) continue;
      const found = { sure: verdict === 'sure', anchored: form.dayFirst || form.pieces[0] !== '' };
      if (found.sure && found.anchored) return found;
      if (!best || (found.sure && !best.sure) || (found.sure === best.sure && found.anchored)) best = found;
    }
  }
  return best;
}

function weigh(slots: string, form: Attribution, dayFirst: boolean): 'sure' | 'likely' | null {
  const address = hasAddress(slots) && closesWithSender(slots);
  if (form.dayFirst && !dayFirst) return null;
  if (!form.pieces.some((piece) => /\p{L}/u.test(piece))) {
    // Yandex writes no verb at all: `09.03.2026, 10:02, "Name" <address>:`
    return address && digitGroups(slots) >= 3 && /[>\])] ?$/.test(slots) ? 'sure' : null;
  }
  if (!form.when) return address && /<[^<>]*@[^<>]*[>\])]/.test(slots) ? 'sure' : null;
  if (address) return digitGroups(slots) >= 2 ? 'sure' : null;
  if (digitGroups(slots) < 3) return null;
  return hasMachineMoment(slots) ? 'sure' : 'likely';
}

/** The address, or the date behind it, comes last: "… whom I met, Mario <address>, and who" is a sentence. */
function closesWithSender(slots: string): boolean {
  const after = slots.slice(slots.lastIndexOf('@') + 1).replace(/^ ?[^\s<>()[\]]+/, '');
  return !/\p{L}/u.test(after) || digitGroups(after) >= 3;
}

/** What stands in the slots of a form, or null where the line does not have its pieces in order. */
function slotsOf(line: string, { pieces }: Attribution, ending: string): string | null {
  const first = pieces[0]!;
  const end = line.length - ending.length;
  if (end < first.length || !standsAt(line, first, 0) || !standsAt(line, ending, end)) return null;
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
