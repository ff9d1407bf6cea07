import { describe, expect, it } from 'vitest';
import { compilePack, languagesIn } from './compile.ts';
import { checkExamples } from './examples.ts';
import { createEngine } from '../engine.ts';
import type { PackFiles } from './compile.ts';

const catalogue = `reading:
  - { id: anger, sets: emotion anger, strength: 0.7, probability: 0.8, required: true, means: "anger" }
reply:
  - { id: soon, family: vagueness, level: warning, required: true, means: "soon" }
  - { id: loud, family: shouting, level: hint, means: "loud" }
`;
const base: PackFiles = {
  'catalogue.yaml': catalogue,
  'xx/language.yaml': 'name: Example\nwords: spaces\n',
  'xx/detect.yaml': 'script: Latin\nwords: the and\n',
  'xx/reading/emotions.yaml': '- id: anger\n  any: |\n    cross\n  examples:\n    catches: |\n      So [cross].\n      Very [cross]!\n    spares: |\n      Fine.\n      Well.\n',
  'xx/reply/tone.yaml': '- id: soon\n  any: |\n    soon\n  examples:\n    catches: |\n      Very [soon].\n      So [soon]!\n    spares: |\n      Now.\n      Today.\n',
  'xx/advice.yaml': 'soon: "{words}?"\n',
};
const problems = (change: PackFiles): string[] => checkExamples(compilePack('xx', { ...base, ...change })).map(({ file, line, message }) => `${file}:${line} ${message}`);
const rule = (body: string): PackFiles => ({ 'xx/reply/tone.yaml': body });
const examples = '  examples:\n    catches: |\n      a [soon]\n      b [soon]\n    spares: |\n      c\n      d\n';

describe('a pack', () => {
  it('without fault has none, and is ready', () => {
    expect(problems({})).toEqual([]);
    expect(compilePack('xx', base).pack).toMatchObject({ language: 'xx', name: 'Example', ready: true, words: 'spaces' });
  });

  it('is not ready while something required is missing', () => {
    const { 'xx/reply/tone.yaml': _, ...rest } = base;
    expect(compilePack('xx', rest).pack.ready).toBe(false);
    expect(compilePack('xx', { ...base, 'xx/advice.yaml': '' }).pack.ready).toBe(false);
  });

  it('changes its hash with its content and with nothing else', () => {
    const { hash } = compilePack('xx', base).pack;
    expect(compilePack('xx', { ...base, 'xx/README.md': 'x' }).pack.hash).toBe(hash);
    expect(compilePack('xx', { ...base, 'xx/advice.yaml': 'soon: When?\n' }).pack.hash).not.toBe(hash);
  });

  it('languages are folders with a language.yaml', () => expect(languagesIn({ ...base, 'yy/lists.yaml': '', 'aa/language.yaml': '' })).toEqual(['aa', 'xx']));
});

describe('a fault sends the linguist to its line', () => {
  it.each([
    ['unreadable YAML', rule('- id: soon\n  any: "x\n'), /^xx\/reply\/tone\.yaml:\d+ this is not readable YAML/],
    ['an unknown key', rule(`- id: soon\n  anny: x\n  any: |\n    soon\n${examples}`), /tone\.yaml:2 "anny" is not a key/],
    ['a wrong choice', rule(`- id: soon\n  any: |\n    soon\n  at: middle\n${examples}`), /tone\.yaml:4 at: "middle" must be one of/],
    ['a kind without what it needs', rule(`- id: soon\n  find: length\n${examples}`), /tone\.yaml:1 soon: a rule that finds "length" needs "most"/],
    ['an id that the catalogue has not', rule(`- id: sooner\n  any: |\n    soon\n${examples}`), /tone\.yaml:1 sooner is not in catalogue/],
    ['a reading rule among replies', rule(`- id: anger\n  any: |\n    soon\n${examples}`), /anger belongs to "reading"/],
    ['a bad id', rule(`- id: So On\n  any: |\n    soon\n${examples}`), /needs an id/],
    ['an id twice', rule(`- id: soon\n  any: |\n    soon\n${examples}- id: soon\n  any: |\n    soon\n${examples}`), /tone\.yaml:11 soon stands twice/],
    ['too few examples', rule('- id: soon\n  any: |\n    soon\n'), /needs at least 2 examples under "catches", has 0/],
    ['an example that is not caught', rule(`- id: soon\n  any: |\n    late\n${examples}`), /tone\.yaml:6 soon: must find "soon" in "a soon", found nothing instead/],
    ['an example that is caught elsewhere', rule(`- id: soon\n  any: |\n    a soon\n    soon\n${examples}`), /must find "soon" in "a soon", found "a soon" instead/],
    ['an example that is not spared', rule('- id: soon\n  any: |\n    soon\n  examples:\n    catches: |\n      a [soon]\n      b [soon]\n    spares: |\n      soon\n      d\n'), /tone\.yaml:9 soon: must spare "soon", but found "soon"/],
    ['an example without a mark', rule('- id: soon\n  any: |\n    soon\n  examples:\n    catches: |\n      soon\n      b [soon]\n    spares: |\n      c\n      d\n'), /mark with \[ \]/],
    ['a list that is not there', rule(`- id: soon\n  any: |\n    {later}\n${examples}`), /no list \{later\}/],
    ['a swap without its other half', rule(`- id: soon\n  find: swap\n  swap: |\n    soon\n${examples}`), /tone\.yaml:4 a swap line is/],
    ['a role that dates do not know', { 'xx/dates.yaml': 'roles: |\n  soon whenever\n' }, /dates\.yaml:1 "soon whenever": "whenever" must be one of/],
    ['a value that the engine does not know', { 'catalogue.yaml': catalogue.replace('emotion anger', 'emotion wrath') }, /catalogue\.yaml:2 sets: "emotion wrath"/],
    ['a family that does not exist', { 'catalogue.yaml': catalogue.replace('vagueness', 'fog') }, /"fog" is not a family/],
    ['mail forms that are wrong', { 'xx/mail.yaml': 'attributions: 5\n' }, /^xx\/mail\.yaml:1 /],
  ])('%s', (_name, change, message) => expect(problems(change).join('\n')).toMatch(message));
});

describe("a site's own folder", () => {
  const site: PackFiles = {
    'catalogue.yaml': 'reply:\n  - { id: house, family: jargon, level: confirm, means: "our own" }\n  - { id: soon, family: vagueness, level: confirm, means: "graver here" }\n',
    'xx/reply/house.yaml': '- id: house\n  any: |\n    widgetron\n  examples:\n    catches: |\n      a [widgetron]\n      b [widgetron]\n    spares: |\n      c\n      d\n',
    'xx/advice.yaml': 'house: Call it a lamp.\n',
  };
  const advise = (site: PackFiles, draft: string): string[] => {
    const { pack } = compilePack('xx', base, site);
    const engine = createEngine({ packs: [pack] });
    const situation = { customer: [], thread: [], fault: 'unknown' as const, card: { name: null, known: {} }, now: '2026-03-11T10:00:00Z', authority: null };
    return engine.advise(draft, situation, { textLanguage: 'xx' }).findings.map((finding) => `${finding.level} ${finding.rule}: ${engine.tell(finding, 'xx')}`);
  };

  it('adds rules, changes levels and wording', () => expect(advise(site, 'The widgetron comes soon')).toEqual(['confirm house: Call it a lamp.', 'confirm soon: soon?']));
  it('cannot stop the reading by a bad phrase, list, date or letter: it is left out and said', () => {
    const broken: PackFiles = {
      'xx/reply/house.yaml': '- id: loud\n  any: |\n    ok\n    100% {gone}\n',
      'xx/lists.yaml': 'a: |\n  x {b}\nb: |\n  {a}\nc: |\n  ...\n  fine\n',
      'xx/dates.yaml': 'months: |\n  {moon} 1\n  june six\n  july 7\n',
      'xx/language.yaml': 'name: Example\nfold: |\n  ß ss\n  é e\n',
    };
    const { pack, source } = compilePack('xx', base, broken);
    expect(source.problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
      expect.stringMatching(/^xx\/language.yaml:1 fold: "ß"/),
      'xx/lists.yaml:1 {a} is a list that contains itself',
      'xx/lists.yaml:1 {b} is a list that contains itself',
      expect.stringMatching(/^xx\/lists.yaml:1 \{c\}: "\.\.\." stands at an edge/),
      expect.stringMatching(/^xx\/reply\/house.yaml:4 loud: "%"/),
      expect.stringMatching(/^xx\/dates.yaml:1 there is no list \{moon\}/),
      'xx/dates.yaml:1 "june" needs a number after it',
    ]);
    expect(pack.dates?.months).toEqual([['july', 7]]);
    expect(advise(broken, 'soon')).toEqual(['warning soon: soon?']);
  });
  it('switches a rule off', () => expect(advise({ 'xx/reply/off.yaml': '- id: soon\n  off: true\n' }, 'soon')).toEqual([]));
  it('takes the place of a rule with the same id', () => expect(advise({ 'xx/reply/own.yaml': '- id: soon\n  any: |\n    later\n' }, 'soon or later')).toEqual(['warning soon: later?']));
});
