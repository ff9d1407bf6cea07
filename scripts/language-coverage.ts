// Which findings of the catalogue a pack has, and which phrases two of its rules claim.
import { meaningOf } from '../src/language/pack/shape.ts';
import type { PackSource } from '../src/language/pack/compile.ts';
import type { Finding } from '../src/language/pack/catalogue.ts';

export type Coverage = { readonly missing: readonly string[]; readonly optional: readonly string[]; readonly untold: readonly string[]; readonly unexplained: readonly string[] };

/** What is shown of a message, and so asked about. */
const shown = new Set(['emotion', 'intent', 'complaint', 'motive', 'trigger', 'urgency', 'risk', 'human']);

export const coverageOf = ({ catalogue, rules, wording, why }: PackSource): Coverage => {
  const present = new Set(rules.map(({ rule }) => meaningOf(rule.id)));
  const absent = [...catalogue.findings.values()].filter(({ id, fromTicket }) => !fromTicket && !present.has(id));
  return {
    missing: absent.filter(({ required }) => required).map(({ id }) => id),
    optional: absent.filter(({ required }) => !required).map(({ id }) => id),
    untold: [...catalogue.findings.values()].filter(({ id, family }) => family !== null && !wording.has(id)).map(({ id }) => id),
    unexplained: [...catalogue.findings.values()].filter(({ id, sets }) => sets !== null && shown.has(sets.what) && !why.has(id)).map(({ id }) => id),
  };
};

/** Two rules may share a phrase when they say different sorts of things ("terrible" complains and is angry); of these sorts a text has one. */
const exclusive = new Set(['emotion', 'urgency', 'formality']);

const sortOf = (finding: Finding | undefined): string => {
  const what = finding?.sets?.what ?? '';
  return exclusive.has(what) ? what : (finding?.family ?? '');
};

export const collisions = ({ catalogue, rules }: PackSource): string[] => {
  const owners = new Map<string, { readonly rule: string; readonly place: string }>();
  const found: string[] = [];
  for (const { rule, phrases, side, place: { file } } of rules) {
    const sort = sortOf(catalogue.findings.get(meaningOf(rule.id)));
    if (sort === '') continue;
    for (const { text, line } of phrases) {
      const key = `${side} ${sort} ${text.toLowerCase()}`;
      const place = `languages/${file}:${line}`;
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, { rule: rule.id, place });
      else if (owner.rule !== rule.id) found.push(`${place}  "${text}" of ${rule.id} is claimed by ${owner.rule} too (${owner.place})`);
    }
  }
  return found;
};
