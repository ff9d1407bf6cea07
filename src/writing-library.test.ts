// The templates that ship: complete and alike in every language, and such that the product's own advice has nothing to say against them.
import { describe, expect, test } from 'vitest';
import { fillTemplate, gapsIn } from './domain/template/fill.ts';
import { formsOf } from './domain/template/library.ts';
import { situations } from './domain/template/template.ts';
import { valuesOf } from './domain/template/values.ts';
import { usualWorkingHours } from './domain/time/working-time.ts';
import { languageCapabilities } from './language-capabilities.ts';
import { loadLanguagePacks } from './language-packs.ts';
import { createEngine } from './language/engine.ts';
import { readWritingLibrary } from './writing-library.ts';

const library = readWritingLibrary();
const languages = Object.keys(library.forms);
const engine = createEngine({ packs: loadLanguagePacks(), capabilities: languageCapabilities() });
const names: Readonly<Record<string, string>> = { en: 'Ms Helen Reed', ru: 'Марина Сергеевна Королёва', it: 'Sig.ra Giulia Bianchi', zh: '王女士' };
const now = '2026-11-24T09:00:00.000Z';
const facts = [{ kind: 'order', value: '1182', text: '1182' }, { kind: 'money', value: '49 EUR', text: '49 €' }];

function known(language: string, name: string | null) {
  return valuesOf({
    forms: formsOf(library.forms, language), contact: { name, timeZone: null, attributes: {} }, agent: 'Anna', number: 1042, facts: name === null ? [] : facts,
    due: null, now, timeZone: 'UTC', workingHours: usualWorkingHours,
  });
}

/** As if its writer had filled the gaps with the words that stand in them. */
const written = (text: string) => text.replace(/\[([^[\]]+)\]/g, '$1');

test('are readable, in all four languages, the same ones in each, and at least twelve of them', () => {
  expect(library.problems).toEqual([]);
  expect(languages).toEqual(expect.arrayContaining(['en', 'it', 'ru', 'zh']));
  const keys = (language: string) => library.templates.filter((one) => one.language === language).map((one) => one.key);
  expect(keys('en').length).toBeGreaterThanOrEqual(12);
  for (const language of languages) {
    expect(keys(language)).toEqual(keys('en'));
    const own = library.templates.filter((one) => one.language === language);
    for (const situation of situations) expect(own.filter((one) => one.situation === situation).length, `${language} ${situation}`).toBeGreaterThanOrEqual(2);
    expect(new Set(own.map((one) => one.shortcut)).size, language).toBe(own.length);
  }
});

describe.each(library.templates)('$language $key', (template) => {
  const check = (name: string | null) => {
    const { text } = fillTemplate(template.text, known(template.language, name));
    const draft = written(text);
    const advice = engine.advise(draft, { customer: [template.customer], thread: [], fault: 'unknown', card: { name, known: {} }, now, authority: null }, { textLanguage: template.language });
    // Whether the customer's own question is answered is decided by what its writer puts into the gaps.
    return advice.findings.filter((finding) => finding.level !== 'hint' && finding.family !== 'unanswered-question').map((finding) => `${finding.rule} (${finding.level}): ${draft.slice(finding.start, finding.end)}`);
  };
  test('gives the coach no reason to warn, with all that is known and with nothing', () => {
    expect({ known: check(names[template.language]!), unknown: check(null) }).toEqual({ known: [], unknown: [] });
  });
  test('names a time that is understood as a promise, where it promises one', () => {
    if (!template.text.includes('{promise}')) return;
    const { text } = fillTemplate(template.text, known(template.language, names[template.language]!));
    const promises = engine.promises(written(text), { now, language: template.language });
    expect(promises.filter((one) => one.stated && one.due?.startsWith('2026-11-24T18:00')), text).not.toEqual([]);
  });
  test('leaves no broken spaces or marks where something is not known', () => {
    for (const name of [null, names[template.language]!]) {
      const { text } = fillTemplate(template.text, known(template.language, name));
      expect(text).not.toMatch(/ {2}| [,.;:!?]|,,|,\.|\{|\(\)|（）/);
      expect(gapsIn(text).length, text).toBeLessThanOrEqual(4);
    }
  });
});
