// What an ask that rules found shows, and a sentence in which they found none, by names that all languages share: the opener, the words of
// concepts and rules in it, its form and its neighbours.
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';
import type { Ask } from './asks.ts';
import type { EvidenceTable } from './evidence.ts';
import type { FoundConcept } from './problem-signs.ts';

/** An ask, or a sentence without one. */
export type AskCandidate = Span & { readonly asked: boolean; readonly signs: readonly string[] };

type Open = Span & { readonly asked: boolean; readonly sentence: number; readonly signs: string[] };

const lengths = [3, 5, 8, 13, 20] as const;
const lengthNames = ['length 2', 'length 4', 'length 7', 'length 12', 'length 19', 'length 20'] as const;

const firstWordFrom = ({ words }: View, from: number, start: number): number => {
  let word = from;
  while (word < words.count && words.start[word]! < start) word += 1;
  return word;
};

/** An ideograph is about half a word. */
const lengthSign = (view: View, { start, end, sentence }: Open): string => {
  const { from } = view.sentences[sentence]!;
  const words = firstWordFrom(view, from, end) - firstWordFrom(view, from, start);
  const length = view.text.charCodeAt(view.words.start[from] ?? start) > 0x2e7f ? words / 1.7 : words;
  const at = lengths.findIndex((bound) => length < bound);
  return lengthNames[at === -1 ? lengths.length : at]!;
};

const markOf = (view: View, sentence: number): 'question' | 'exclaimed' | 'plain' | 'edge' => {
  const whole = view.sentences[sentence];
  if (whole === undefined) return 'edge';
  return whole.question ? 'question' : whole.exclaimed ? 'exclaimed' : 'plain';
};

const afterNames = { question: 'after question', exclaimed: 'after exclaimed', plain: 'after plain', edge: 'after edge' } as const;
const beforeNames = { question: 'before question', exclaimed: 'before exclaimed', plain: 'before plain', edge: 'before edge' } as const;
const countNames = ['asks 0', 'asks 1', 'asks 2', 'asks 3', 'asks 4'] as const;

const form = (view: View, one: Open, opener: string, asks: readonly Ask[], asking: ReadonlySet<number>): void => {
  const { sentence, end, signs } = one;
  const whole = view.sentences[sentence]!;
  const mark = markOf(view, sentence);
  signs.push('any', opener, lengthSign(view, one), mark, countNames[Math.min(4, asks.length)]!, afterNames[markOf(view, sentence - 1)], beforeNames[markOf(view, sentence + 1)]);
  if (one.asked) signs.push(`${opener} ${mark}`);
  if (mark === 'question' && end < whole.end) signs.push('before the mark');
  if (/[?？!！]{2,}/.test(view.text.slice(whole.end - 1, whole.end + 2))) signs.push('marks');
  if (view.sentences.length === 1) signs.push('only');
  else if (sentence === 0) signs.push('first');
  else if (sentence === view.sentences.length - 1) signs.push('last');
  if (asking.has(sentence - 1)) signs.push('after ask');
  if (asking.has(sentence + 1)) signs.push('before ask');
};

const candidatesIn = (view: View, asks: readonly Ask[]): Open[] => {
  const asking = new Set(asks.map(({ sentence }) => sentence));
  const found: Open[] = [];
  let next = 0;
  view.sentences.forEach(({ start, end }, sentence) => {
    if (!asking.has(sentence)) {
      found.push({ start, end, sentence, asked: false, signs: [] });
      form(view, found.at(-1)!, 'none', asks, asking);
    }
    for (let later = false; asks[next]?.sentence === sentence; next += 1, later = true) {
      const ask = asks[next]!;
      found.push({ start: ask.start, end: ask.end, sentence, asked: true, signs: later ? ['later'] : [] });
      form(view, found.at(-1)!, ask.because[0]?.means ?? 'none', asks, asking);
      if (later || asks[next + 1]?.sentence === sentence) found.at(-1)!.signs.push('several');
    }
  });
  return found;
};

/** Puts a sign to the candidate that holds a place; what is found twice in one is one sign. */
const putter = (candidates: readonly Open[]): ((start: number, sign: string) => void) => {
  return (start, sign) => {
    let [low, high] = [0, candidates.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (candidates[middle]!.start <= start) low = middle;
      else high = middle - 1;
    }
    const one = candidates[low];
    if (one && one.start <= start && start < one.end && one.signs.at(-1) !== sign) one.signs.push(sign);
  };
};

export const askCandidates = (view: View, table: EvidenceTable, asks: readonly Ask[], concepts: readonly FoundConcept[]): readonly AskCandidate[] => {
  const candidates = candidatesIn(view, asks);
  const put = putter(candidates);
  for (const { concept, matches } of concepts) for (const { from } of matches) put(view.words.start[from]!, concept);
  for (const [what, byValue] of table) {
    if (what === 'fact') continue;
    for (const [value, evidence] of byValue) {
      const sign = `${what} ${value}`;
      for (const { start } of evidence) put(start, sign);
    }
  }
  return candidates;
};
