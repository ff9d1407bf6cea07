// Rows of public sets, label[,label]<TAB>text, against what the engine reads: only what the set's labels can say is measured.
import { add, f1, macroF1, nothing, precision, recall } from './tally.ts';
import { overall } from './reading-scores.ts';
import type { Score } from './reading-scores.ts';
import type { Tally } from './tally.ts';
import type { Reading } from '../language/reading/reading.ts';

/** Of one set: its label → field and value in the engine's words, for example `fear` → `emotion anxiety`. */
export type LabelMap = Readonly<Record<string, string>>;

export type LabelledRow = { readonly labels: readonly string[]; readonly text: string };

/** @param line label[,label]<TAB>text; `null` where there is no tab */
export const labelledRow = (line: string): LabelledRow | null => {
  const tab = line.indexOf('\t');
  return tab === -1 ? null : { labels: line.slice(0, tab).split(','), text: line.slice(tab + 1) };
};

/** Nearer to zero than this, a message is neither positive nor negative. */
const plainValence = 0.2;

/** What a reading says, in the words of the map. */
const saidBy = (reading: Reading): readonly string[] => [
  ...reading.emotions.map(({ value }) => `emotion ${value}`),
  ...(reading.complaint ? ['complaint yes'] : []),
  ...(reading.valence >= plainValence ? ['valence positive'] : reading.valence <= -plainValence ? ['valence negative'] : []),
  ...(reading.urgency.value === 'none' ? [] : ['urgency pressing']),
  `formality ${reading.formality}`,
];

export function scoreRows(rows: readonly (LabelledRow & { readonly said: Reading })[], map: LabelMap): Score[] {
  const values = [...new Set(Object.values(map))];
  const tallies = new Map<string, Tally>(values.map((value) => [value, nothing]));
  for (const { labels, said } of rows) {
    const [wanted, found] = [new Set(labels.map((label) => map[label])), new Set(saidBy(said))];
    for (const value of values) {
      const [is, isSaid] = [wanted.has(value), found.has(value)];
      tallies.set(value, add(tallies.get(value)!, { right: is && isSaid ? 1 : 0, wrong: isSaid && !is ? 1 : 0, missed: is && !isSaid ? 1 : 0 }));
    }
  }
  const lines = [...tallies].map(([name, tally]) => {
    const [field = '', value = ''] = name.split(' ');
    return { field, value, count: tally.right + tally.missed, precision: precision(tally), recall: recall(tally), f1: f1(tally) };
  });
  return values.length > 1 ? [{ field: lines[0]!.field, value: overall, count: rows.length, precision: null, recall: null, f1: macroF1(tallies) }, ...lines] : lines;
}
