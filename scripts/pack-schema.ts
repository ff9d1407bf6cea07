// The shape of language packs as JSON Schema, for editors that complete and check YAML while it is written. Made from the same lists
// that the engine checks a pack against; what only the engine can check (notation, examples) stays with `npm run languages`.
import { families, levels } from '../src/language/advice/advice.ts';
import { roles, units } from '../src/language/dates/elements.ts';
import type { Catalogue, Finding } from '../src/language/pack/catalogue.ts';
import { circumstances, findingValues } from '../src/language/pack/catalogue.ts';
import { ruleChoices, ruleKeys, ruleNeeds } from '../src/language/pack/rules.ts';
import { headers, phraseLists } from '../src/language/text/own-words-forms.ts';

type Json = { readonly [key: string]: unknown };

const text = { type: 'string' };
const number = { type: 'number' };
const lines = (description: string): Json => ({ type: ['string', 'number'], description: `${description} One a line, in a block (|).` });
const only = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, additionalProperties: false, ...more });

export function packSchema(catalogue: Catalogue): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A file of a language pack (languages/README.md)',
    $defs: keysOfRules([...catalogue.findings.values()].filter(({ fromTicket }) => !fromTicket)),
    anyOf: [
      { type: 'array', items: rule() },
      language(), detect(), dates(), mail(), catalogueFile(),
      { type: 'object', description: 'lists.yaml: alternatives by name. advice.yaml: one sentence for each finding. why.yaml: one for each reading rule.', minProperties: 1, additionalProperties: text },
    ],
  };
}

/** Told by its meaning while an id is chosen; a variant of it has a name of its own behind a slash. */
function idOf(findings: readonly Finding[]): Json {
  const named = findings.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return {
    anyOf: [
      ...named.map(({ id, means, side }) => ({ const: id, description: `${side}: ${means}` })),
      { type: 'string', pattern: `^(${named.map(({ id }) => id).join('|')})/[a-z0-9-]+$`, description: 'A variant of a finding.' },
    ],
  };
}

const meanings: Readonly<Record<string, Json>> = {
  any: lines('What is found.'),
  unless: lines('A match that overlaps one of these is dropped.'),
  near: lines('A match with one of these within `reach` is dropped.'),
  swap: lines('what is written => what to write.'),
  when: lines('missing: only where one of these stands.'),
  needs: lines('missing: none of these stands.'),
  steps: { type: 'array', items: only({ any: lines('One step.') }, { required: ['any'] }), description: 'sequence: all of them, in this order.' },
  most: { ...number, description: 'length and ratio: found above this.' },
  least: { ...number, description: 'ratio: shorter sentences are passed over.' },
  off: { const: true, description: 'A site switches this rule of ours off.' },
  why: { ...text, description: 'For the next linguist.' },
  examples: only({ catches: lines('Found, with [ ] around exactly what is marked; at least two.'), spares: lines('Not found; at least two.') }),
};

/** What each key of a rule holds. */
function keysOfRules(findings: readonly Finding[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(ruleKeys.map((key) => [key, key === 'id' ? idOf(findings) : ruleChoices[key] ? { enum: ruleChoices[key] } : meanings[key]!]));
}

/** One form for each kind, with what that kind cannot do without; a rule that is only switched off needs nothing else. */
function rule(): Json {
  const keys = Object.fromEntries(ruleKeys.map((key) => [key, { $ref: `#/$defs/${key}` }]));
  const kinds = Object.entries(ruleNeeds).map(([kind, needs]) => only({ ...keys, find: { const: kind } }, { required: ['id', 'find', 'examples', ...needs] }));
  return { anyOf: [...kinds, only({ ...keys, off: { const: true } }, { required: ['id', 'off'] })] };
}

function language(): Json {
  return only({
    name: { ...text, description: 'As its speakers call it.' },
    words: { enum: ['spaces', 'none'], description: 'What stands between words.' },
    'phone-country': { type: 'string', pattern: '^[A-Z]{2}( [A-Z]{2})*$' },
    fold: lines('Letters that count as one: the letter, a space, what it counts as.'),
    elisions: text, clitics: text, abbreviations: text,
    money: lines('A sign or word, a space, its currency.'),
  }, { required: ['name', 'words'] });
}

function detect(): Json {
  return only({ script: text, 'not-with': text, letters: text, 'foreign-letters': text, words: text }, { required: ['script'] });
}

function dates(): Json {
  const numbered = lines('A word, a space, the number it stands for.');
  return only({
    order: { enum: ['day-first', 'month-first', 'year-first'] },
    months: numbered, weekdays: numbered, numbers: numbered, days: numbered, parts: numbered,
    units: lines(`A word, a space, one of ${units.join(', ')}.`), ends: lines(`A word, a space, one of ${units.join(', ')}.`), roles: lines(`A word, a space, one of ${roles.join(', ')}.`),
    evenings: numbered, ordinals: numbered, feasts: lines('A word, a space, its month and day as 12-25.'), counting: lines('Numbers that only count: no hour and no day.'),
    alone: lines('Names of months that mean nothing else.'), told: lines('Phrases near a day that say that it has been.'), coming: lines('Phrases near a day that say that it is to come.'),
    'told-ends': lines('Endings of words that say that it has been.'), 'coming-ends': lines('Endings of words that say that it is to come.'), neither: lines('Words with such an ending that say neither.'),
    wished: lines('Words beside which what is told is only wished for.'), 'it-is': lines('Phrases right before a weekday that say that it is this one.'), every: lines('Phrases right before a weekday that say that any or every one is meant.'),
    numbered: lines('What is numbered like a day and is none: a floor, a class, a counter.'),
  }, { required: ['order'] });
}

function mail(): Json {
  const phrases = Object.fromEntries(phraseLists.map((key) => [key, lines('Phrases.')]));
  return only({ ...phrases, attribution: lines('With {when} and {who}, ending with a colon.'), headers: only(Object.fromEntries(headers.map((header) => [header, lines('Labels.')]))) });
}

function catalogueFile(): Json {
  const id = { type: 'string', pattern: '^[a-z][a-z0-9-]*$' };
  const said = { required: { type: 'boolean' }, means: { ...text, description: 'One sentence for the linguist.' } };
  const sets = Object.entries(findingValues).flatMap(([what, values]) => values.map((value) => `${what} ${value}`));
  const when = { type: 'string', pattern: `^(${circumstances.join('|')})( (${circumstances.join('|')}))*$` };
  const list = (properties: Json, required: readonly string[]): Json => ({ type: 'array', items: only({ id, ...said, ...properties }, { required: ['id', 'means', ...required] }) });
  return only({
    reading: list({ sets: { enum: sets }, strength: number, probability: number }, ['sets']),
    parts: list({ 'from-ticket': { type: 'boolean' } }, []),
    reply: list({ family: { enum: families }, level: { enum: levels }, 'from-ticket': { type: 'boolean' }, when }, ['family', 'level']),
    fields: { type: 'object', additionalProperties: text },
  });
}
