// Reads the rules of one file, each with its examples and the line on which it stands.
import { ruleKinds } from './shape.ts';
import type { Rule, RuleKind } from './shape.ts';
import type { Entry, Line, Place, Problem, Table } from './source.ts';

export type SourceRule = {
  readonly rule: Rule;
  readonly place: Place;
  readonly side: 'reading' | 'reply';
  readonly catches: readonly Line[];
  readonly spares: readonly Line[];
  /** Where each phrase of `any` was written, for collisions. */
  readonly phrases: readonly Line[];
  /** A site may switch a rule off. */
  readonly off: boolean;
};

/** With what the linguist's editor is told as well: scripts/pack-schema.ts. */
export const ruleKeys = ['id', 'find', 'any', 'unless', 'near', 'reach', 'negated', 'at', 'in', 'swap', 'steps', 'within', 'when', 'needs', 'unit', 'per', 'most', 'least', 'count', 'examples', 'off', 'why'] as const;
const knownKeys: ReadonlySet<string> = new Set(ruleKeys);

export const ruleChoices: Readonly<Record<string, readonly string[]>> = {
  find: ruleKinds,
  reach: ['sentence', 'next', 'text'],
  negated: ['spared', 'kept'],
  at: ['anywhere', 'start', 'end', 'alone', 'clause-end'],
  in: ['question', 'statement'],
  within: ['sentence', 'paragraph', 'text'],
  per: ['sentence', 'paragraph', 'text'],
  unit: ['words', 'characters'],
  count: ['capitals', 'marks', 'words'],
};

/** What each kind cannot do without. */
export const ruleNeeds: Readonly<Record<RuleKind, readonly string[]>> = {
  phrase: ['any'],
  missing: ['needs'],
  swap: ['swap'],
  length: ['most'],
  ratio: ['count', 'most'],
  sequence: ['steps'],
};

const lines = (entry: Entry | undefined): string[] => (entry?.lines ?? []).map(({ text }) => text);

const swapsOf = (entry: Entry | undefined, file: string, problems: Problem[]): { from: string; to: string }[] =>
  (entry?.lines ?? []).flatMap(({ text, line }) => {
    const [from, to] = text.split('=>').map((part) => part.trim());
    if (from && to) return [{ from, to }];
    problems.push({ file, line, message: `a swap line is "what is written => what to write", not "${text}"` });
    return [];
  });

const stepsOf = (entry: Entry | undefined): string[][] => (entry?.items ?? []).map((table) => lines(table.entries.get('any')));

const checkKeys = (table: Table, problems: Problem[]): void => {
  for (const [key, entry] of table.entries) {
    if (!knownKeys.has(key)) problems.push({ ...entry.place, message: `"${key}" is not a key of a rule (known: ${[...knownKeys].join(', ')})` });
    const allowed = ruleChoices[key];
    if (allowed && !allowed.includes(String(entry.scalar))) problems.push({ ...entry.place, message: `${key}: "${String(entry.scalar)}" must be one of ${allowed.join(', ')}` });
  }
};

const plainKeys = ['reach', 'negated', 'at', 'in', 'within', 'per', 'unit', 'count'] as const;

/** Only keys that were written, so that the compiled pack stays small. */
const compileRule = (id: string, table: Table, file: string, problems: Problem[]): Rule => {
  const at = (key: string): Entry | undefined => table.entries.get(key);
  const rule: Record<string, unknown> = { id, find: at('find')?.scalar ?? 'phrase' };
  for (const key of ['any', 'unless', 'near', 'when', 'needs']) if (at(key)) rule[key] = lines(at(key));
  for (const key of plainKeys) if (at(key)) rule[key] = at(key)?.scalar;
  for (const key of ['most', 'least']) if (at(key)) rule[key] = Number(at(key)?.scalar);
  if (at('swap')) rule['swaps'] = swapsOf(at('swap'), file, problems);
  if (at('steps')) rule['steps'] = stepsOf(at('steps'));
  return rule as Rule;
};

export const readRule = (table: Table, side: 'reading' | 'reply', problems: Problem[]): SourceRule | null => {
  const { file } = table.place;
  const id = String(table.entries.get('id')?.scalar ?? '');
  if (!/^[a-z][a-z0-9-]*(\/[a-z0-9-]+)?$/.test(id)) {
    problems.push({ ...table.place, message: `a rule needs an id of small letters, digits and hyphens, with an optional /variant; found "${id}"` });
    return null;
  }
  checkKeys(table, problems);
  const rule = compileRule(id, table, file, problems);
  const off = table.entries.get('off')?.scalar === true;
  for (const key of ruleNeeds[rule.find] ?? []) {
    if (!off && !table.entries.has(key)) problems.push({ ...table.place, message: `${id}: a rule that finds "${rule.find}" needs "${key}"` });
  }
  const examples = table.entries.get('examples')?.map?.entries;
  return {
    rule,
    place: table.place,
    side,
    catches: examples?.get('catches')?.lines ?? [],
    spares: examples?.get('spares')?.lines ?? [],
    phrases: table.entries.get('any')?.lines ?? [],
    off,
  };
};
