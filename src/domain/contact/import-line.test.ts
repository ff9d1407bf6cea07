import { describe, expect, test } from 'vitest';
import { guessColumns, isHeading } from './column-guess.ts';
import type { People } from './import-decision.ts';
import { decideLine } from './import-decision.ts';
import type { ReadLine } from './import-line.ts';
import { readLine, withSaid } from './import-line.ts';
import type { Known } from './known.ts';

const channels = ['email', 'web-chat'];

describe('columns by their headings', () => {
  test.each([
    [['Name', 'E-Mail', 'Language', 'Time zone', 'City'], ['name', 'identity:email', 'language', 'timeZone', 'attribute:City']],
    [['Фамилия', 'Имя', 'Эл. почта', 'Язык', 'Город'], ['name', 'name', 'identity:email', 'language', 'attribute:Город']],
    [['Cognome e nome', 'Indirizzo e-mail', 'Lingua', 'Fuso orario', 'Città'], ['name', 'identity:email', 'language', 'timeZone', 'attribute:Città']],
    [['姓名', '邮箱', '语言', '时区', '城市'], ['name', 'identity:email', 'language', 'timeZone', 'attribute:城市']],
    [['contact id', 'email', 'email 2', 'web-chat', 'attribute: City', 'blocked', 'created'], ['contact', 'identity:email', 'identity:email', 'identity:web-chat', 'attribute:City', 'skip', 'skip']],
    [['id', ' EMAIL_ADDRESS ', '', '   '], ['attribute:id', 'identity:email', 'skip', 'skip']],
  ])('%j', (header, columns) => expect(guessColumns(header, channels)).toEqual(columns));

  test('a first line that holds somebody is no heading', () => {
    expect(isHeading(['Name', 'E-mail'])).toBe(true);
    expect(isHeading(['Luca Rossi', 'luca@example.com'])).toBe(false);
  });
});

describe('a line', () => {
  const columns = ['name', 'name', 'identity:email', 'language', 'timeZone', 'attribute:City'];
  test.each([
    ['all of it', ['Мария', 'Ким', 'Maria@Example.com', 'Русский', 'Europe/Moscow', 'Казань'], { name: 'Мария Ким', identities: [{ channel: 'email', externalId: 'maria@example.com' }], language: 'ru', timeZone: 'Europe/Moscow', attributes: { City: 'Казань' } }],
    ['Chinese names without a space', ['王', '小明', 'wang@example.cn'], { name: '王小明', language: null, attributes: {} }],
    ['two addresses in one cell', ['Ann', '', 'a@example.com; b@example.com,'], { identities: [{ channel: 'email', externalId: 'a@example.com' }, { channel: 'email', externalId: 'b@example.com' }] }],
    ['a cell that was made harmless for spreadsheets', ['\'=Ann', '', '\'+a@example.com'], { name: '=Ann', identities: [{ channel: 'email', externalId: '+a@example.com' }] }],
    ['a name that begins with an apostrophe of its own', ['\'Abd', '', 'a@example.com'], { name: '\'Abd' }],
  ])('%s', (_what, cells, read) => expect(readLine(cells, columns)).toMatchObject(read));

  test.each([
    ['nobody', ['Ann', '', '', 'en']],
    ['wrong-address', ['Ann', '', 'ann at example.com']],
    ['wrong-address', ['Ann', '', 'ann@example']],
    ['wrong-language', ['Ann', '', 'a@example.com', 'the one she speaks']],
    ['wrong-time-zone', ['Ann', '', 'a@example.com', '', 'Mars/Olympus']],
    ['too-long', ['x'.repeat(201), '', 'a@example.com']],
    ['too-long', ['Ann', '', 'a@example.com', '', '', 'y'.repeat(2_001)]],
  ])('is refused: %s', (mistake, cells) => expect(readLine(cells, columns)).toMatchObject({ mistake }));
});

describe('decided', () => {
  const luca: Known = { name: 'Luca', language: null, languageSet: false, timeZone: null, attributes: { City: 'Bari' } };
  const people = (): People => ({ owners: new Map([['email:luca@example.com', 'luca'], ['email:olga@example.com', 'olga']]), known: new Map([['luca', luca], ['olga', { ...luca, name: 'Olga' }]]) });
  const line = (more: Partial<ReadLine>): ReadLine => ({ name: null, language: null, timeZone: null, attributes: {}, identities: [], contact: null, ...more });
  const mail = (...addresses: string[]) => addresses.map((externalId) => ({ channel: 'email', externalId }));
  const decide = (given: Partial<ReadLine>, how: 'fill' | 'overwrite' = 'fill', who = people()) => decideLine(line(given), who, how, () => 'new');

  test.each([
    ['somebody new', { name: 'Ann', identities: mail('ann@example.com') }, 'made'],
    ['known, and nothing more to say', { name: 'Luca R.', identities: mail('luca@example.com') }, 'same'],
    ['known, with an address that nobody has', { identities: mail('luca@example.com', 'l@example.com') }, 'changed'],
    ['known by the id of this desk', { contact: 'luca', language: 'it' }, 'changed'],
    ['an id that is not known here, and an address that is', { contact: 'elsewhere', identities: mail('luca@example.com') }, 'same'],
    ['addresses of two people', { identities: mail('luca@example.com', 'olga@example.com') }, 'conflict'],
    ['an address of one, the id of another', { contact: 'olga', identities: mail('luca@example.com') }, 'conflict'],
  ] as const)('%s: %s', (_what, given, is) => expect(decide(given)).toMatchObject({ is }));

  test('filled, what is known stays; overwritten, the file\'s word counts, and what it leaves empty stays', () => {
    const said = { name: 'Luca Rossi', language: 'it', timeZone: null, attributes: { City: 'Roma', Plan: 'gold' } };
    expect(withSaid(luca, said, 'fill')).toEqual({ name: 'Luca', language: 'it', languageSet: true, timeZone: null, attributes: { City: 'Bari', Plan: 'gold' } });
    expect(withSaid({ ...luca, timeZone: 'Europe/Rome' }, said, 'overwrite')).toEqual({ name: 'Luca Rossi', language: 'it', languageSet: true, timeZone: 'Europe/Rome', attributes: { City: 'Roma', Plan: 'gold' } });
    expect(withSaid({ ...luca, language: 'en' }, said, 'fill').languageSet).toBe(false);
  });

  test('the same person twice in one file is one person', () => {
    const who = people();
    expect(decide({ name: 'Ann', identities: mail('ann@example.com') }, 'fill', who).is).toBe('made');
    expect(decide({ identities: mail('ann@example.com'), attributes: { City: 'Leeds' } }, 'fill', who)).toMatchObject({ is: 'changed', contact: 'new', after: { name: 'Ann', attributes: { City: 'Leeds' } } });
    expect(decide({ identities: mail('ann@example.com') }, 'fill', who).is).toBe('same');
  });
});
