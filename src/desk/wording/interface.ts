// The words of the interface. What an agent reads first (`desk`) comes with the first load, in one language; the rest follows.
import { Dictionary, type Paths, type Tell, type Tree } from './dictionary.ts';
import type deskWords from './en/desk.json';
import type entranceWords from './en/entrance.json';
import type machineWords from './en/machines.json';
import type heldWords from './en/held.json';
import type keyWords from './en/keys.json';
import type importingWords from './en/importing.json';
import type manyWords from './en/many.json';
import type mergingWords from './en/merging.json';
import type findingWords from './en/finding.json';
import type readingWords from './en/reading.json';
import type promiseWords from './en/promises.json';
import type refusalWords from './en/refusals.json';
import type togetherWords from './en/together.json';
import type settingsWords from './en/settings.json';
import type writingWords from './en/writing.json';

type Texts = { desk: typeof deskWords; entrance: typeof entranceWords; finding: typeof findingWords; keys: typeof keyWords; held: typeof heldWords; importing: typeof importingWords; machines: typeof machineWords; many: typeof manyWords; merging: typeof mergingWords; reading: typeof readingWords; promises: typeof promiseWords; refusals: typeof refusalWords; together: typeof togetherWords; settings: typeof settingsWords; writing: typeof writingWords };
export type Part = keyof Texts;
/** Says a sentence of one part; a path that is not in it is a mistake of types. */
export type Translate<Name extends Part = 'desk'> = Tell<Paths<Texts[Name]>>;

export const interfaceLanguages = ['en', 'ru', 'it', 'zh'] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];
/** Each language called by its own name. */
export const languageNames: Readonly<Record<InterfaceLanguage, string>> = { en: 'English', ru: 'Русский', it: 'Italiano', zh: '中文' };

export const words = new Dictionary<Texts>();

/** In the language that is spoken now, outside of what is drawn. */
export const spoken = <Name extends Part>(part: Name): Translate<Name> => words.in(words.language, part);

const files = import.meta.glob<{ default: Tree }>('./*/*.json');

export function isInterfaceLanguage(code: string): code is InterfaceLanguage {
  return (interfaceLanguages as readonly string[]).includes(code);
}

/** The first of a browser's languages that the desk speaks. */
export function closestLanguage(wanted: readonly string[]): InterfaceLanguage {
  const codes = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return codes.find(isInterfaceLanguage) ?? 'en';
}

export async function loadWords(language: InterfaceLanguage, part: Part): Promise<void> {
  if (words.has(language, part)) return;
  const load = files[`./${language}/${part}.json`];
  if (load) words.add(language, part, (await load()).default);
}

export function startWords(language: InterfaceLanguage): void {
  words.change(language);
  document.documentElement.lang = language;
}

const remembered = 'attune.language';

export function rememberedLanguage(): InterfaceLanguage {
  const kept = localStorage.getItem(remembered);
  return kept && isInterfaceLanguage(kept) ? kept : closestLanguage(navigator.languages);
}

/** Changes at once, wherever the agent is; nothing is loaded again. */
export async function speak(language: InterfaceLanguage, parts: readonly Part[]): Promise<void> {
  await Promise.all(parts.map((part) => loadWords(language, part)));
  localStorage.setItem(remembered, language);
  document.documentElement.lang = language;
  words.change(language);
}

/** Which parts are on the screen now: a change of language needs them all. */
export function loadedParts(): Part[] {
  const parts: Part[] = ['desk', 'entrance', 'finding', 'keys', 'held', 'importing', 'machines', 'many', 'merging', 'reading', 'promises', 'refusals', 'settings', 'together', 'writing'];
  return parts.filter((part) => words.has(words.language, part));
}
