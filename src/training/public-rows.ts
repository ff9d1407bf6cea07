// Rows of public sets (label[,label]<TAB>text) as training sees them: a set teaches only what its labels can say.
import { headIndex, headOf, heads, lists, valenceHead } from '../language/learned/heads.ts';
import type { LabelMap, LabelledRow } from '../evaluation/public-labels.ts';

/** What a word of the map says of a head, as a target; `null` for what no head is asked. */
const said = (field: string, value: string): { readonly head: string; readonly target: number } | null => {
  if (field === 'emotion' && (lists.emotion as readonly string[]).includes(value)) return { head: headOf('emotion', value), target: 1 };
  if (field === 'complaint') return { head: headOf('intent', 'complaint'), target: 1 };
  if (field === 'valence') return { head: valenceHead, target: value === 'positive' ? 0.85 : 0.15 };
  if (field === 'formality') return { head: headOf('formality', value), target: 1 };
  return null;
};

/** A row without any label of a set says that none of the set's emotions is there; of valence it says that it is even. */
export const publicTargets = ({ labels }: LabelledRow, map: LabelMap): Float64Array => {
  const targets = new Float64Array(heads.length).fill(Number.NaN);
  for (const means of Object.values(map)) {
    const [field = '', value = ''] = means.split(' ');
    const found = said(field, value);
    if (found) targets[headIndex.get(found.head)!] = found.head === valenceHead ? 0.5 : 0;
  }
  for (const label of labels) {
    const means = map[label];
    const [field = '', value = ''] = means?.split(' ') ?? [];
    const found = said(field, value);
    if (found) targets[headIndex.get(found.head)!] = found.target;
  }
  return targets;
};
