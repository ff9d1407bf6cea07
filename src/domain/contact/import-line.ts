// One line of a table of contacts: read by what its columns are, then decided about. Never are two contacts made one by it.
import { isTimeZone } from '../time/check-working-hours.ts';
import type { Column } from './column-guess.ts';
import type { Known } from './known.ts';

export type ImportedIdentity = { readonly channel: string; readonly externalId: string };
export type Said = { readonly name: string | null; readonly language: string | null; readonly timeZone: string | null; readonly attributes: Readonly<Record<string, string>> };
export type ReadLine = Said & { readonly contact: string | null; readonly identities: readonly ImportedIdentity[] };

/** Why a line is refused, and in which column. */
export const lineMistakes = ['nobody', 'wrong-address', 'wrong-language', 'wrong-time-zone', 'too-long', 'too-many-attributes'] as const;
export type LineMistake = { readonly mistake: (typeof lineMistakes)[number]; readonly cell: string };

const mostAttributes = 100;
const mostIdentities = 20;
const languages: Readonly<Record<string, string>> = {
  english: 'en', английский: 'en', inglese: 'en', 英语: 'en', 英文: 'en', russian: 'ru', русский: 'ru', russo: 'ru', 俄语: 'ru', 俄文: 'ru',
  italian: 'it', итальянский: 'it', italiano: 'it', 意大利语: 'it', chinese: 'zh', китайский: 'zh', cinese: 'zh', 中文: 'zh', 汉语: 'zh', 简体中文: 'zh',
};
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readLine(cells: readonly string[], columns: readonly Column[]): ReadLine | LineMistake {
  const of = (column: Column) => columns.flatMap((one, place) => (one === column ? [plain(cells[place] ?? '')] : [])).filter((cell) => cell !== '');
  const name = joined(of('name'));
  const attributes = attributesOf(cells, columns);
  const identities = identitiesOf(cells, columns);
  const language = of('language')[0] ?? null;
  const timeZone = of('timeZone')[0] ?? null;
  const contact = of('contact')[0]?.toLowerCase() ?? null;
  const code = language === null ? null : languageOf(language);
  if ('mistake' in identities) return identities;
  if (language !== null && code === null) return { mistake: 'wrong-language', cell: language };
  if (timeZone !== null && !isTimeZone(timeZone)) return { mistake: 'wrong-time-zone', cell: timeZone };
  const long = [name ?? '', ...Object.values(attributes)].find((cell, place) => cell.length > (place === 0 ? 200 : 2_000));
  if (long !== undefined) return { mistake: 'too-long', cell: long.slice(0, 100) };
  if (Object.keys(attributes).length > mostAttributes) return { mistake: 'too-many-attributes', cell: '' };
  if (identities.length === 0 && contact === null) return { mistake: 'nobody', cell: '' };
  return { name, language: code, timeZone, attributes, identities, contact: contact !== null && uuid.test(contact) ? contact : null };
}

/** What our own export put before a cell, so that no spreadsheet takes it for a formula, goes again. */
function plain(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, '').trim();
}

/** Words that are written without spaces between them are put together without. */
function joined(parts: readonly string[]): string | null {
  const name = parts.join(parts.length > 0 && parts.every((part) => /^\p{Script=Han}+$/u.test(part)) ? '' : ' ').replaceAll(/\s+/gu, ' ').trim();
  return name === '' ? null : name;
}

function languageOf(given: string): string | null {
  const named = languages[given.toLowerCase()];
  if (named) return named;
  const code = given.replaceAll('_', '-');
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(code) ? code.replace(/^[A-Za-z]+/, (part) => part.toLowerCase()) : null;
}

function attributesOf(cells: readonly string[], columns: readonly Column[]): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  for (const [place, column] of columns.entries()) {
    const value = plain(cells[place] ?? '');
    if (column.startsWith('attribute:') && value !== '') found.push([column.slice('attribute:'.length), value]);
  }
  return Object.fromEntries(found);
}

function identitiesOf(cells: readonly string[], columns: readonly Column[]): readonly ImportedIdentity[] | LineMistake {
  const found = new Map<string, ImportedIdentity>();
  for (const [place, column] of columns.entries()) {
    if (!column.startsWith('identity:')) continue;
    const channel = column.slice('identity:'.length);
    const cell = plain(cells[place] ?? '');
    for (const part of channel === 'email' ? cell.split(/[;,\s]+/u) : [cell]) {
      if (part === '') continue;
      const externalId = channel === 'email' ? addressOf(part) : part.slice(0, 500);
      if (externalId === null) return { mistake: 'wrong-address', cell: cell.slice(0, 320) };
      found.set(`${channel}:${externalId}`, { channel, externalId });
    }
  }
  return [...found.values()].slice(0, mostIdentities);
}

function addressOf(given: string): string | null {
  const address = given.replace(/^<|>$/g, '').replace(/^mailto:/i, '').toLowerCase();
  return address.length <= 320 && /^[^\s@"<>(),;:\\]+@[^\s@"<>(),;:\\]+\.[^\s@"<>(),;:\\.]+$/u.test(address) ? address : null;
}

/** Of people who are known already: add what is missing, or let the file's word count. */
export type ForKnown = 'fill' | 'overwrite';

/** What the line makes of somebody who is known. What the file leaves empty is never taken away. */
export function withSaid(known: Known, said: Said, how: ForKnown): Known {
  const over = how === 'overwrite';
  const language = said.language !== null && (over || known.language === null) ? said.language : known.language;
  return {
    name: over ? (said.name ?? known.name) : (known.name ?? said.name),
    language,
    languageSet: language === known.language ? known.languageSet : true,
    timeZone: over ? (said.timeZone ?? known.timeZone) : (known.timeZone ?? said.timeZone),
    attributes: over ? { ...known.attributes, ...said.attributes } : { ...said.attributes, ...known.attributes },
  };
}

export function asKnown(said: Said): Known {
  const { name, language, timeZone, attributes } = said;
  return { name, language, languageSet: language !== null, timeZone, attributes };
}

export function sameKnown(one: Known, other: Known): boolean {
  const names = Object.keys(one.attributes);
  return one.name === other.name && one.language === other.language && one.languageSet === other.languageSet && one.timeZone === other.timeZone
    && names.length === Object.keys(other.attributes).length && names.every((name) => one.attributes[name] === other.attributes[name]);
}
