// Verbs that promise by their form, so that one that no rule names counts too. The pack tells the forms in lists:
// `promise/we-ends` endings, and beside them `-begins` beginnings, `-after` the word right before, `-except` words that only look alike
// (`{name}` for the words of a list that rules judge already), `-except-ends` endings of such, `-unless` words that spare it from close before.
import type { Hit } from '../find/look.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';

type Form = {
  readonly rule: string;
  readonly means: string;
  readonly ends: ReadonlySet<string>;
  readonly begins: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
  readonly exceptEnds: ReadonlySet<string>;
  readonly unless: ReadonlySet<string>;
};

const named = /^(?<rule>(?<means>promise(?:-if-dated)?)\/(?:(?!-except).)+)-ends$/;

/** Shorter words have no ending to go by, longer ones are no verbs. */
const shortest = 5;
const shortestAfter = 4;
const longest = 32;
const longestPart = 8;
/** How far before the verb a word may stand that spares it. */
const near = 2;

const made = new WeakMap<OpenPack, readonly Form[]>();

const make = ({ pack: { lists }, grammar: { fold } }: OpenPack): Form[] =>
  Object.keys(lists).flatMap((name) => {
    const { rule, means } = named.exec(name)?.groups ?? {};
    if (rule === undefined || means === undefined) return [];
    const inside = (line: string): readonly string[] => (line.startsWith('{') ? (lists[line.slice(1, -1)] ?? []) : [line]);
    // An ending keeps its accent: "però" and "pero" are not one.
    const written = (part: string): Set<string> => new Set((lists[`${rule}-${part}`] ?? []).map((line) => line.toLowerCase()));
    const folded = (part: string): Set<string> => new Set((lists[`${rule}-${part}`] ?? []).flatMap(inside).map(fold));
    return [{ rule, means, ends: written('ends'), begins: written('begins'), after: folded('after'), except: folded('except'), exceptEnds: written('except-ends'), unless: folded('unless') }];
  });

const formsOf = (open: OpenPack): readonly Form[] => {
  const known = made.get(open) ?? make(open);
  made.set(open, known);
  return known;
};

const endsIn = (word: string, ends: ReadonlySet<string>): boolean => {
  for (let length = Math.min(longestPart, word.length - 1); length >= 1; length -= 1) if (ends.has(word.slice(-length))) return true;
  return false;
};

const beginsWith = (word: string, begins: ReadonlySet<string>): boolean => {
  for (let length = Math.min(longestPart, word.length - 2); length >= 1; length -= 1) if (begins.has(word.slice(0, length))) return true;
  return begins.size === 0;
};

/** What the forms of the language find in statements. */
export const formHits = (view: View, open: OpenPack): Hit[] => {
  const forms = formsOf(open);
  const found: Hit[] = [];
  const { count, start, end, afterPause } = view.words;
  const foldedAt = (word: number): string => view.folded.slice(start[word], end[word]);
  const spared = (form: Form, word: number): boolean => {
    for (let before = word - 1; before >= word - near && before >= 0 && !afterPause[before + 1]; before -= 1) if (form.unless.has(foldedAt(before))) return true;
    return false;
  };
  for (let word = 0; forms.length > 0 && word < count; word += 1) {
    const length = end[word]! - start[word]!;
    const sentence = view.sentenceOf[word] ?? 0;
    if (length < shortestAfter || length > longest || view.sentences[sentence]?.question) continue;
    const written = view.text.slice(start[word], end[word]).toLowerCase();
    for (const form of forms) {
      if (length < (form.after.size > 0 ? shortestAfter : shortest) || !endsIn(written, form.ends) || !beginsWith(written, form.begins) || form.except.has(foldedAt(word)) || endsIn(written, form.exceptEnds)) continue;
      if ((form.after.size > 0 && (word === 0 || !form.after.has(foldedAt(word - 1)))) || spared(form, word)) continue;
      found.push({ start: start[word]!, end: end[word]!, rule: form.rule, means: form.means, sentence, match: { from: word, to: word + 1 }, fix: null });
    }
  }
  return found;
};
