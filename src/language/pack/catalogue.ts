// languages/catalogue.yaml: that a finding exists, what it means, how grave it is. How it looks in a language is the pack's matter.
import { families, levels } from '../advice/advice.ts';
import { emotions, factKinds, intents, motives, risks, triggers, urgencies } from '../reading/reading.ts';
import type { Family, Level } from '../advice/advice.ts';
import type { Sets } from './shape.ts';
import type { Entry, Problem, Table } from './source.ts';
import { readYaml } from './source.ts';

export type Finding = {
  readonly id: string;
  readonly side: 'reading' | 'reply';
  readonly means: string;
  readonly required: boolean;
  /** Found from the ticket rather than from words alone: a pack has no rule for it, only its wording. */
  readonly fromTicket: boolean;
  readonly sets: Sets | null;
  readonly strength: number;
  readonly probability: number;
  /** Null for a part of a reply that is not a finding by itself, such as an apology. */
  readonly family: Family | null;
  readonly level: Level;
  readonly when: readonly string[];
};

export type Catalogue = {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly fields: Readonly<Record<string, readonly string[]>>;
};

/** What a reading rule can say, by the first word of `sets`. */
export const findingValues: Readonly<Record<string, readonly string[]>> = {
  emotion: emotions,
  intent: intents,
  motive: motives,
  trigger: triggers,
  urgency: urgencies,
  risk: risks,
  fact: factKinds,
  formality: ['familiar', 'polite'],
  complaint: ['latent'],
  human: ['wanted'],
  ask: ['request', 'imperative', 'please', 'more', 'question', 'bare', 'told', 'tag', 'clause', 'joint', 'not'],
  answer: ['time', 'amount', 'reason', 'decision', 'place', 'way'],
  wants: ['time', 'amount', 'reason', 'decision', 'place', 'way'],
  scope: ['negation', 'reported', 'stronger', 'weaker'],
};

/** States of a conversation in which a finding is worth saying; advice/circumstances.ts decides whether they hold. */
export const circumstances = ['customer-upset', 'customer-wrote', 'problem-stated', 'no-case-word', 'no-alternative', 'no-next-step', 'not-their-word'] as const;

const text = (table: Table, key: string): string => {
  const value = table.entries.get(key)?.scalar;
  return typeof value === 'string' ? value.trim() : '';
};
const number = (table: Table, key: string, otherwise: number): number => {
  const value = table.entries.get(key)?.scalar;
  return typeof value === 'number' ? value : otherwise;
};

const readSets = (table: Table, problems: Problem[]): Sets | null => {
  const written = text(table, 'sets');
  if (written === '') return null;
  const [what = '', value = ''] = written.split(' ');
  const allowed = findingValues[what];
  if (allowed === undefined || !allowed.includes(value)) problems.push({ ...table.place, message: `sets: "${written}" is not one of the engine's values (${Object.keys(findingValues).join(', ')})` });
  return { what, value };
};

const readFinding = (table: Table, side: 'reading' | 'reply', part: boolean, problems: Problem[]): Finding => {
  const id = text(table, 'id');
  const family = text(table, 'family');
  const level = text(table, 'level') || 'hint';
  const when = text(table, 'when').split(/\s+/).filter(Boolean);
  const say = (message: string): void => void problems.push({ ...table.place, message });
  if (!/^[a-z][a-z0-9-]*$/.test(id)) say(`id: "${id}" must be small letters, digits and hyphens`);
  if (text(table, 'means') === '') say(`${id}: "means" is missing: one sentence for the linguist`);
  if (side === 'reply' && !part && !families.includes(family as Family)) say(`${id}: "${family}" is not a family (${families.join(', ')})`);
  if (!levels.includes(level as Level)) say(`${id}: level must be hint, warning or confirm`);
  for (const one of when) if (!(circumstances as readonly string[]).includes(one)) say(`${id}: when: "${one}" is not one of ${circumstances.join(', ')}`);
  return {
    id,
    side,
    means: text(table, 'means'),
    required: table.entries.get('required')?.scalar === true,
    fromTicket: table.entries.get('from-ticket')?.scalar === true,
    sets: side === 'reading' ? readSets(table, problems) : null,
    strength: number(table, 'strength', 0.6),
    probability: number(table, 'probability', 0.8),
    family: family === '' ? null : (family as Family),
    level: level as Level,
    when,
  };
};

export const readCatalogue = (file: string, yaml: string, problems: Problem[]): Catalogue => {
  const top = readYaml(file, yaml, problems).map?.entries ?? new Map<string, Entry>();
  const findings = new Map<string, Finding>();
  const take = (key: string, side: 'reading' | 'reply', part: boolean): void => {
    for (const table of top.get(key)?.items ?? []) {
      const finding = readFinding(table, side, part, problems);
      if (findings.has(finding.id)) problems.push({ ...table.place, message: `${finding.id} stands twice in the catalogue` });
      findings.set(finding.id, finding);
    }
  };
  take('reading', 'reading', false);
  take('parts', 'reply', true);
  take('reply', 'reply', false);
  const fields = Object.fromEntries([...(top.get('fields')?.map?.entries ?? [])].map(([name, entry]) => [name, String(entry.scalar ?? '').split(/\s+/).filter(Boolean)]));
  return { findings, fields };
};

/** A site's own catalogue adds to the product's, or changes the level of what is there. */
export const extendCatalogue = (base: Catalogue, site: Catalogue): Catalogue => ({
  findings: new Map([...base.findings, ...site.findings]),
  fields: { ...base.fields, ...site.fields },
});
