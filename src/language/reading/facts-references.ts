// Numbers of orders and of policies, contracts, accounts and the like. What a number is of is said by the nearest word before it;
// a number that no word names is taken only where its shape tells that it is one (RX-7710, FL5520198).
import { listOf } from './facts-lists.ts';
import { caseOf, hasDigits } from '../text/characters.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';
import type { WordList } from './facts-lists.ts';
import type { Fact } from './reading.ts';

type ReferenceKind = 'order' | 'policy';

/** A number that was read as a telephone's is one unless an order or a policy is named right before it. */
export type Dialled = { readonly start: number; readonly end: number };

/** Where a rule of the pack found a number, and what it called it. */
export type Told = { readonly kind: ReferenceKind; readonly start: number };

/** Capitals and digits with - or / between them; bounded, so that a long row stays linear. */
const piece = /(?<!(?!\p{Script=Han})[\p{L}\p{N}_@/.-])(?<!\d[,.])#?([\p{Lu}\d]{1,24}(?:[-/](?:(?!\p{Script=Han})[\p{L}\d]){1,24}){0,6})(?!(?!\p{Script=Han})[\p{L}\p{N}_@])/uy;
const datelike = /^(?:\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|(?:19|20)\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?|(?:19|20)\d\d)$/;

/** 17-го, 12th: a day or a turn. */
const ordinal = /^\d{1,3}-\p{Ll}{1,3}$/u;
/** 38 400 is a sum. */
const thousands = /^\d{1,3}(?: \d{3})+$/;
/** QL1507 is a flight more often than anything that is kept under it. */
const flight = /^\p{Lu}{2}\d{3,4}$/u;

type Piece = { readonly start: number; readonly end: number; readonly text: string };

/** What a piece can begin with: the pattern is tried nowhere else. */
const mayBegin = (unit: number): boolean => unit === 0x23 || (unit >= 0x30 && unit <= 0x39) || caseOf(unit) === 1 || (unit >= 0xd800 && unit <= 0xdbff);

const pieces = (text: string): Piece[] => {
  const found: Piece[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!mayBegin(text.charCodeAt(at))) continue;
    piece.lastIndex = at;
    const match = piece.exec(text);
    if (match === null) continue;
    const end = match.index + match[0].length;
    found.push({ start: end - match[1]!.length, end, text: match[1]! });
    at = end - 1;
  }
  return found;
};

const hasDigit = (text: string): boolean => /\d/.test(text);
/** No number of an order or a policy has fewer. */
const fewestDigits = 2;
const digitsIn = (text: string): number => text.replaceAll(/\D/g, '').length;

/** PX 4471 902 GB, 9400 1118 9922: pieces that one space parts. */
const grouped = (all: readonly Piece[], at: number): number => {
  let to = at + 1;
  if (!hasDigit(all[at]!.text) && !(to < all.length && all[to]!.start - all[at]!.end === 1 && digitsIn(all[to]!.text) >= 3)) return at;
  while (to < all.length && to - at < 6 && all[to]!.start - all[to - 1]!.end === 1) {
    const next = all[to]!.text;
    const fits = /^\d{3,12}$/.test(next) || (to - at > 2 && /^\d{1,2}$/.test(next)) || (hasDigit(next) && to === at + 1 && !hasDigit(all[at]!.text)) || (/^\p{Lu}{2}$/u.test(next) && to - at > 1);
    if (!fits || (/^\d+$/.test(next) && /^\d+[-/]|^\d{1,2}$/.test(all[at]!.text))) break;
    to += 1;
  }
  return to;
};

const strong = (text: string): boolean => {
  const digits = digitsIn(text);
  return /\p{Lu}/u.test(text) && digits >= 4 && text.length >= 6 && !/^\p{Lu}\d{1,3}$/u.test(text);
};

type Lists = { readonly order: WordList; readonly policy: WordList; readonly either: WordList; readonly other: WordList; readonly joints: WordList; readonly spaced: boolean; readonly kinds: Map<string, Named['kind'] | null> };

type Named = { readonly kind: ReferenceKind | 'either' | 'other'; readonly near: boolean };

const reach = 60;
const wordsBack = 5;

const workOutKind = (lists: Lists, word: string): Named['kind'] | null => {
  if (lists.other.has(word)) return 'other';
  if (lists.policy.has(word)) return 'policy';
  if (lists.order.has(word)) return 'order';
  return lists.either.has(word) ? 'either' : null;
};

/** Words that are kept with what they name; more than stand before numbers. */
const mostKept = 5_000;

const kindOfWord = (lists: Lists, word: string): Named['kind'] | null => {
  const known = lists.kinds.get(word);
  if (known !== undefined) return known;
  const kind = workOutKind(lists, word);
  if (lists.kinds.size >= mostKept) lists.kinds.clear();
  lists.kinds.set(word, kind);
  return kind;
};

const spacedName = (lists: Lists, before: string): Named | null => {
  const words = [...before.matchAll(/\p{L}+/gu)];
  let [passed, joint] = [0, false];
  for (let index = words.length - 1; index >= 0 && passed <= wordsBack; index -= 1) {
    const word = words[index]![0];
    const pair = index > 0 ? `${words[index - 1]![0]} ${word}` : word;
    const found = kindOfWord(lists, pair) ?? kindOfWord(lists, word);
    const between = before.slice(words[index]!.index + word.length);
    if (found !== null) return { kind: found, near: (passed === 0 || (joint && passed < 3)) && !/[.!?;\n]\s/.test(between.replace(/\b\p{L}{1,5}\.\s/gu, '')) };
    if (lists.joints.has(word)) joint ||= passed === 0;
    else passed += 1;
  }
  return joint ? { kind: 'either', near: true } : null;
};

const unspacedName = (lists: Lists, before: string): Named | null => {
  let tail = before.replace(/[\s:：()（「"“”,，。.]+$/u, '');
  let joint = false;
  for (let cut = true; cut; ) {
    cut = false;
    for (const word of lists.joints.words) {
      if (!tail.endsWith(word)) continue;
      tail = tail.slice(0, -word.length).replace(/[\s:：()（]+$/u, '');
      cut = true;
      joint = true;
    }
  }
  let best: { kind: Named['kind']; end: number; length: number } | null = null;
  for (const [kind, list] of [['other', lists.other], ['policy', lists.policy], ['order', lists.order], ['either', lists.either]] as const) {
    for (const word of list.words) {
      const at = tail.lastIndexOf(word);
      if (at >= 0 && (best === null || at + word.length > best.end || (at + word.length === best.end && word.length > best.length))) best = { kind, end: at + word.length, length: word.length };
    }
  }
  if (best === null) return joint ? { kind: 'either', near: true } : null;
  return { kind: best.kind, near: best.end === tail.length };
};

/** How often a text speaks of orders and of policies: decides for "reference" and for numbers that nothing names. */
const leaning = (view: View, lists: Lists): ReferenceKind => {
  let [order, policy] = [0, 0];
  if (lists.spaced) {
    for (const [word] of view.folded.matchAll(/\p{L}{2,40}/gu)) {
      if (lists.order.has(word)) order += 1;
      else if (lists.policy.has(word)) policy += 1;
    }
  } else {
    for (const word of lists.order.words) if (view.folded.includes(word)) order += 1;
    for (const word of lists.policy.words) if (view.folded.includes(word)) policy += 1;
  }
  return policy > order ? 'policy' : 'order';
};

const makeLists = (open: OpenPack): Lists => ({
  order: listOf(open, 'order-words'),
  policy: listOf(open, 'policy-words'),
  either: listOf(open, 'reference-words'),
  other: listOf(open, 'other-numbers'),
  joints: listOf(open, 'number-words'),
  spaced: open.pack.words !== 'none',
  kinds: new Map(),
});

const made = new WeakMap<OpenPack, Lists>();

const listsOf = (open: OpenPack): Lists => {
  const known = made.get(open) ?? makeLists(open);
  made.set(open, known);
  return known;
};

/** A plain number is a reference only right behind its name, a short one only behind that of an order or a policy. */
const accepted = (text: string, named: Named | null, told: ReferenceKind | null): boolean => {
  if (ordinal.test(text) || thousands.test(text) || named?.kind === 'other') return false;
  if (datelike.test(text)) return told !== null && digitsIn(text) > 4 && !/^(?:19|20)\d\d/.test(text);
  if (strong(text) && (named?.near === true || !flight.test(text))) return true;
  const near = told !== null || named?.near === true;
  if (!near || digitsIn(text) < fewestDigits || text.length < 3) return false;
  return told !== null || named?.kind !== 'either' || text.length > 4;
};

type Look = { readonly view: View; readonly lists: Lists; readonly all: readonly Piece[]; readonly told: ReadonlyMap<number, ReferenceKind>; readonly dialled: Uint8Array; readonly lean: () => ReferenceKind };

const nameOf = ({ view, lists }: Look, start: number): Named | null => {
  const before = view.folded.slice(Math.max(0, start - reach), start);
  return lists.spaced ? spacedName(lists, before) : unspacedName(lists, before);
};

const toldIn = ({ told }: Look, start: number, end: number): ReferenceKind | null => {
  for (let at = start; at < end; at += 1) {
    const kind = told.get(at);
    if (kind !== undefined) return kind;
  }
  return null;
};

/** Where the pieces that may be one number end; `at` itself where none begins there. */
const lastPiece = ({ view, lists, all }: Look, at: number): number => {
  const { text, start, end } = all[at]!;
  if (!hasDigit(text) && kindOfWord(lists, view.folded.slice(start, end)) !== null) return at;
  if (/^\d{3}$/.test(text) && /\d $/.test(view.text.slice(Math.max(0, start - 2), start))) return at;
  return grouped(all, at);
};

const kindOf = (look: Look, named: Named | null, told: ReferenceKind | null): ReferenceKind => {
  if (named?.kind === 'order' || named?.kind === 'policy') return named.kind;
  return named === null && told !== null ? told : look.lean();
};

const referenceAt = (look: Look, at: number): { readonly fact: Fact | null; readonly next: number } => {
  const { view, all } = look;
  const to = lastPiece(look, at);
  if (to === at) return { fact: null, next: at + 1 };
  const { start } = all[at]!;
  const told = toldIn(look, start, all[to - 1]!.end);
  const named = nameOf(look, start);
  // Groups belong together only behind a name: "AB 123" may be anything.
  const next = named?.near === true || told !== null ? to : at + 1;
  const end = all[next - 1]!.end;
  const text = view.text.slice(start, end);
  if (!hasDigit(text) || !accepted(text, named, told)) return { fact: null, next };
  const firmly = named?.near === true && named.kind !== 'either';
  if (!firmly && look.dialled.subarray(start, end).includes(1)) return { fact: null, next };
  return { fact: { kind: kindOf(look, named, told), start, end, value: text }, next };
};

export const findReferences = (view: View, open: OpenPack, told: readonly Told[], dialled: readonly Dialled[]): Fact[] => {
  if (!hasDigits(view.text, fewestDigits)) return [];
  const lists = listsOf(open);
  let lean: ReferenceKind | null = null;
  const marked = new Uint8Array(view.text.length);
  for (const { start, end } of dialled) marked.fill(1, start, end);
  const look: Look = { view, lists, all: pieces(view.text), told: new Map(told.map(({ kind, start }) => [start, kind])), dialled: marked, lean: () => (lean ??= leaning(view, lists)) };
  const found: Fact[] = [];
  for (let at = 0; at < look.all.length; ) {
    const { fact, next } = referenceAt(look, at);
    if (fact) found.push(fact);
    at = next;
  }
  return found;
};
