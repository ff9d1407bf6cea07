// The examples in the rules as texts to learn from: short and plain, where the corpora are subtle. What a rule catches has the value that the
// rule sets, what it spares has not; of everything else an example says nothing.
import { choices, headIndex, headOf, heads, lists } from '../language/learned/heads.ts';
import { parseExample } from '../language/pack/notation.ts';
import { meaningOf } from '../language/pack/shape.ts';
import type { Choice, List } from '../language/learned/heads.ts';
import type { Compiled } from '../language/pack/compile.ts';
import type { Sets } from '../language/pack/shape.ts';

/** Names of the catalogue beside names of the heads, where they differ. */
const listOf: Readonly<Record<string, List>> = { emotion: 'emotion', intent: 'intent', risk: 'risk', complaint: 'complaint', human: 'person' };
const choiceOf: Readonly<Record<string, Choice>> = { urgency: 'urgency', formality: 'formality', motive: 'motive', trigger: 'trigger' };

const setChoice = (targets: Float64Array, field: Choice, value: string, is: boolean): void => {
  for (const one of choices[field] as readonly string[]) if (is || one === value) targets[headIndex.get(headOf(field, one))!] = one === value && is ? 1 : 0;
};

/** `null` where no head is asked what the rule sets. A feeling that is caught is also the one to answer first. */
const targetsFor = ({ what, value }: Sets, caught: boolean): Float64Array | null => {
  const targets = new Float64Array(heads.length).fill(Number.NaN);
  const list = listOf[what];
  const choice = choiceOf[what];
  if (list !== undefined && (lists[list] as readonly string[]).includes(value)) targets[headIndex.get(headOf(list, value))!] = caught ? 1 : 0;
  else if (choice !== undefined && (choices[choice] as readonly string[]).includes(value)) setChoice(targets, choice, value, caught);
  else return null;
  if (what === 'emotion') setChoice(targets, 'mood', value, caught);
  return targets;
};

export type Example = { readonly text: string; readonly targets: Float64Array };

export const examplesOf = ({ pack, source }: Compiled): readonly Example[] =>
  source.rules.filter(({ side }) => side === 'reading').flatMap(({ rule, catches, spares }) => {
    const sets = pack.readingCatalogue[meaningOf(rule.id)]?.sets;
    if (sets === undefined) return [];
    return [...catches.map(({ text }) => ({ text, caught: true })), ...spares.map(({ text }) => ({ text, caught: false }))].flatMap(({ text, caught }) => {
      const targets = targetsFor(sets, caught);
      return targets === null ? [] : [{ text: parseExample(text).text, targets }];
    });
  });
