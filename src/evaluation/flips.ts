// Whether a reading changes where it must not: the same message with another name, another gender, another dialect, or typing errors.
// Counterfactual fairness by substitution (Garg et al., AIES 2019), reported as the share of readings that change and the mean shift of valence.
import type { Reading } from '../language/reading/reading.ts';

/** What is swapped for what, by kind of change. A word stands for itself alone, in small letters or with a capital. */
export type Swaps = Readonly<Record<string, readonly (readonly [string, string])[]>>;

export type Flips = {
  readonly change: string;
  /** Texts that the change touched at all. */
  readonly texts: number;
  /** Of them, those whose mood, complaint, urgency or risks are read otherwise: 0 to 1. */
  readonly flipped: number;
  /** Mean absolute difference of valence, 0 to 2. */
  readonly shift: number;
};

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** All pairs at once, so that what was swapped in is not swapped back. @param spaced whether the script puts spaces between words */
export const swap = (text: string, pairs: readonly (readonly [string, string])[], spaced: boolean): string => {
  if (pairs.length === 0) return text;
  const table = new Map(pairs.flatMap(([from, to]) => [[from, to], [capitalised(from), capitalised(to)]] as const));
  const any = [...table.keys()].sort((one, other) => other.length - one.length).map(escaped).join('|');
  const pattern = spaced ? new RegExp(String.raw`(?<![\p{L}\p{M}])(?:${any})(?![\p{L}\p{M}])`, 'gu') : new RegExp(any, 'gu');
  return text.replaceAll(pattern, (word) => table.get(word) ?? word);
};

/** A small generator with a seed (mulberry32), so that the same text always gets the same errors. */
const generator = (seed: string): (() => number) => {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at += 1) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** As people type on a phone who care for nothing but to be understood. */
export const withoutMarks = (text: string): string => text.toLowerCase().replaceAll(/[.,;:!?¡¿。，；：！？、]/g, ' ');

/** One word in this many is mistyped. */
const oneIn = 10;

/** Letters swapped, left out or doubled in about every tenth word of four letters and more, as fingers do. */
export const mistype = (text: string, seed: string): string => {
  const random = generator(seed);
  return text.replaceAll(/\p{L}{4,}/gu, (word) => {
    if (random() >= 1 / oneIn) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    const how = random();
    if (how < 0.4) return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
    return how < 0.7 ? word.slice(0, at) + word.slice(at + 1) : word.slice(0, at) + word[at]! + word.slice(at);
  });
};

const judgement = ({ mood, complaint, urgency, risks }: Reading): string => [mood, complaint === null ? '' : complaint.latent ? 'latent' : 'said', urgency.value, ...risks.map(({ value }) => value).sort()].join('|');

export type Readable = { readonly id: string; readonly text: string };

const measured = (change: string, pairs: readonly (readonly [Reading, Reading])[]): Flips => {
  const count = pairs.length || 1;
  return {
    change,
    texts: pairs.length,
    flipped: pairs.filter(([before, after]) => judgement(before) !== judgement(after)).length / count,
    shift: pairs.reduce((sum, [before, after]) => sum + Math.abs(before.valence - after.valence), 0) / count,
  };
};

/** @param read the same for the text as it is and for the changed one */
export const flipsOf = <Text extends Readable>(texts: readonly Text[], swaps: Swaps, spaced: boolean, read: (text: string, of: Text) => Reading): readonly Flips[] => {
  const changes: readonly (readonly [string, (one: Text) => string])[] = [
    ...Object.entries(swaps).map(([name, pairs]) => [name, (one: Text) => swap(one.text, pairs, spaced)] as const),
    ['typing errors', (one: Text) => mistype(one.text, one.id)],
    ['small letters, no marks', (one: Text) => withoutMarks(one.text)],
  ];
  return changes.map(([name, change]) => measured(name, texts.flatMap((one) => {
    const changed = change(one);
    return changed === one.text ? [] : [[read(one.text, one), read(changed, one)] as const];
  })));
};
