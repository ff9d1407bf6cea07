import { describe, expect, test } from 'vitest';
import type { KnownLanguage, Written } from './written-language.ts';
import { languageAfter } from './written-language.ts';

const words = (language: string): Written => ({ language, byPerson: false });
const person = (language: string): Written => ({ language, byPerson: true });
const known = (language: string | null, before: string | null = null): KnownLanguage => ({ language, before });

describe('a contact\'s language after a message was read otherwise', () => {
  test.each<[string, KnownLanguage, Written | null, Written | null, KnownLanguage]>([
    ['nothing changes in what is sure', known('en'), words('it'), words('it'), known('en')],
    ['a correction is followed; the words will say it again', known('pt'), words('pt'), person('es'), known('es')],
    ['and given back', known('es'), person('es'), words('pt'), known('pt')],
    ['what a page said is remembered', known('en'), null, person('it'), known('it', 'en')],
    ['a second correction remembers no less', known('it', 'en'), person('it'), person('fr'), known('fr', 'en')],
    ['the first again', known('fr', 'en'), person('fr'), person('it'), known('it', 'en')],
    ['and what the page said', known('it', 'en'), person('it'), null, known('en')],
    ['that nothing was known is remembered too', known(null), null, person('it'), known('it', 'und')],
    ['and nothing is known again', known('it', 'und'), person('it'), null, known(null)],
    ['what stood over the words comes back over them', known('de'), words('pt'), person('es'), known('es', 'de')],
    ['over the words', known('es', 'de'), person('es'), words('pt'), known('de')],
    ['edited into another language', known('en'), words('en'), words('it'), known('it')],
    ['edited into nothing that is sure: what is known stays', known('en'), words('en'), null, known('en')],
  ])('%s', (_, before, wrote, writes, after) => expect(languageAfter(before, wrote, writes)).toEqual(after));
});
