// From what rules found to a judgement: hits of one kind by value, and how sure several of them make us together.
import type { Hit } from '../find/look.ts';
import type { Hits } from '../find/find-all.ts';
import type { ReadingEntry } from '../pack/shape.ts';
import type { Because, Found } from './reading.ts';

export type Evidence = Hit & { readonly strength: number; readonly probability: number };

/** By what is set, then by its value. */
export type EvidenceTable = ReadonlyMap<string, ReadonlyMap<string, readonly Evidence[]>>;

const none: readonly Evidence[] = [];

export const gatherEvidence = (hits: Hits, catalogue: Readonly<Record<string, ReadingEntry>>): EvidenceTable => {
  const table = new Map<string, Map<string, Evidence[]>>();
  for (const hit of hits.all) {
    const entry = catalogue[hit.means];
    if (entry === undefined) continue;
    const { what, value } = entry.sets;
    const byValue = table.get(what) ?? new Map<string, Evidence[]>();
    table.set(what, byValue);
    const evidence = { ...hit, strength: entry.strength, probability: entry.probability };
    const known = byValue.get(value);
    if (known) known.push(evidence);
    else byValue.set(value, [evidence]);
  }
  for (const byValue of table.values()) for (const list of byValue.values()) if (list.length > 1) list.sort((a, b) => a.start - b.start || b.end - a.end);
  return table;
};

export const evidenceOf = (table: EvidenceTable, what: string, value: string): readonly Evidence[] => table.get(what)?.get(value) ?? none;

/** Rules err, also together: nothing that words say is surer than this. */
const ceiling = 0.97;

/** Independent signs add up: two at 0.8 leave 0.04 of doubt. The same rule twice is one sign. */
export const together = (evidence: readonly { readonly rule: string; readonly probability: number }[]): number => {
  const byRule = new Map<string, number>();
  for (const { rule, probability } of evidence) byRule.set(rule, Math.max(probability, byRule.get(rule) ?? 0));
  let doubt = 1;
  for (const probability of byRule.values()) doubt *= 1 - probability;
  return Math.round(Math.min(ceiling, 1 - doubt) * 1000) / 1000;
};

export const because = (evidence: readonly Evidence[]): Because[] => evidence.map(({ start, end, rule }) => ({ start, end, rule, part: 'rule' }));

export const found = <Value>(value: Value, evidence: readonly Evidence[]): Found<Value> => ({ value, probability: together(evidence), because: because(evidence) });

export const round = (value: number): number => Math.round(value * 1000) / 1000;
