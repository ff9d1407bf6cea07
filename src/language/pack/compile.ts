// YAML files of one language → a compiled pack (plain JSON) and its source (with lines, for the linguist's check).
import { extendCatalogue, readCatalogue } from './catalogue.ts';
import { contentHash } from './hash.ts';
import { meaningOf } from './shape.ts';
import { roles, units } from '../dates/elements.ts';
import { feastForm } from '../dates/feasts.ts';
import { readRule } from './rules.ts';
import { grammarOf } from './open.ts';
import { soundConcepts, soundDates, soundFold, soundLists, soundRules } from './sound.ts';
import { plain, readYaml } from './source.ts';
import { mailForms } from '../text/own-words.ts';
import type { Catalogue } from './catalogue.ts';
import type { SourceRule } from './rules.ts';
import type { CompiledPack, DateForms, ReadingEntry, ReplyEntry } from './shape.ts';
import type { Entry, Line, Problem } from './source.ts';

/** Path inside `languages/` (or inside a site's folder of the same shape) → text of the file. */
export type PackFiles = Readonly<Record<string, string>>;

export type PackSource = {
  readonly language: string;
  readonly rules: readonly SourceRule[];
  readonly wording: ReadonlyMap<string, Line>;
  readonly why: ReadonlyMap<string, Line>;
  readonly problems: readonly Problem[];
  readonly catalogue: Catalogue;
};

export type Compiled = { readonly pack: CompiledPack; readonly source: PackSource };

type Top = ReadonlyMap<string, Entry>;
const nothing: Top = new Map();

const readTop = (files: PackFiles, path: string, problems: Problem[]): Top => {
  const yaml = files[path];
  return yaml === undefined ? nothing : (readYaml(path, yaml, problems).map?.entries ?? nothing);
};

const words = (entry: Entry | undefined): string[] => (entry?.lines ?? []).flatMap(({ text }) => text.split(/\s+/));
const texts = (entry: Entry | undefined): string[] => (entry?.lines ?? []).map(({ text }) => text);
const scalar = (top: Top, key: string): string => String(top.get(key)?.scalar ?? '').trim();

const pairs = (entry: Entry | undefined, problems: Problem[]): [string, string][] =>
  (entry?.lines ?? []).flatMap(({ text, line }) => {
    const found = /^(.+?)\s+(\S+)$/.exec(text);
    if (found) return [[found[1]!, found[2]!] as [string, string]];
    problems.push({ file: entry?.place.file ?? '', line, message: `"${text}" needs a word and, after a space, what it stands for` });
    return [];
  });

const numbered = (entry: Entry | undefined, problems: Problem[]): [string, number][] => pairs(entry, problems).map(([word, value]) => [word, Number(value)]);

const checkValues = (entry: Entry | undefined, allowed: readonly string[], problems: Problem[]): [string, string][] => {
  const found = pairs(entry, problems);
  const wrong = found.find(([, value]) => !allowed.includes(value));
  if (wrong && entry) problems.push({ ...entry.place, message: `"${wrong[0]} ${wrong[1]}": "${wrong[1]}" must be one of ${allowed.join(', ')}` });
  return found;
};

/** When a feast is, as feasts.ts reads it. */
const feasts = (entry: Entry | undefined, problems: Problem[]): [string, string][] => {
  const found = pairs(entry, problems);
  const wrong = found.find(([, value]) => !feastForm.test(value));
  if (wrong && entry) problems.push({ ...entry.place, message: `"${wrong[0]} ${wrong[1]}": a feast needs its month and day, as 12-25, easter+1, lunar-01-15, or 05/7/2 for the second Sunday of May` });
  return found.filter((one) => one !== wrong);
};

const readDates = (top: Top, problems: Problem[]): DateForms | null => {
  if (top.size === 0) return null;
  const order = scalar(top, 'order');
  return {
    order: order === 'month-first' || order === 'year-first' ? order : 'day-first',
    months: numbered(top.get('months'), problems),
    weekdays: numbered(top.get('weekdays'), problems),
    numbers: numbered(top.get('numbers'), problems),
    days: numbered(top.get('days'), problems),
    parts: numbered(top.get('parts'), problems),
    units: checkValues(top.get('units'), units, problems),
    ends: checkValues(top.get('ends'), units, problems),
    roles: checkValues(top.get('roles'), roles, problems),
    evenings: numbered(top.get('evenings'), problems),
    ordinals: numbered(top.get('ordinals'), problems),
    feasts: feasts(top.get('feasts'), problems),
    counting: texts(top.get('counting')),
    alone: texts(top.get('alone')),
    told: texts(top.get('told')),
    coming: texts(top.get('coming')),
    toldEnds: texts(top.get('told-ends')),
    comingEnds: texts(top.get('coming-ends')),
    neither: texts(top.get('neither')),
    wished: texts(top.get('wished')),
    itIs: texts(top.get('it-is')),
    every: texts(top.get('every')),
    numbered: texts(top.get('numbered')),
  };
};

const readRules = (files: PackFiles, language: string, problems: Problem[]): SourceRule[] => {
  const rules: SourceRule[] = [];
  for (const side of ['reading', 'reply'] as const) {
    for (const path of Object.keys(files).filter((one) => one.startsWith(`${language}/${side}/`)).sort()) {
      for (const table of readYaml(path, files[path]!, problems).items) {
        const rule = readRule(table, side, problems);
        if (rule) rules.push(rule);
      }
    }
  }
  return rules;
};

/** A site's rule takes the place of the product's rule with the same id, or switches it off. */
const mergeRules = (base: readonly SourceRule[], site: readonly SourceRule[], problems: Problem[]): SourceRule[] => {
  const byId = new Map<string, SourceRule>();
  for (const [origin, rules] of [['product', base], ['site', site]] as const) {
    const seen = new Set<string>();
    for (const rule of rules) {
      if (seen.has(rule.rule.id)) problems.push({ ...rule.place, message: `${rule.rule.id} stands twice in the ${origin}'s rules: give the second a /variant` });
      seen.add(rule.rule.id);
      byId.set(rule.rule.id, rule);
    }
  }
  return [...byId.values()].filter((rule) => !rule.off);
};

const readLists = (top: Top): Record<string, string[]> => Object.fromEntries([...top].map(([name, entry]) => [name, texts(entry)]));

const readWording = (top: Top): Map<string, Line> => new Map([...top].map(([id, entry]) => [id, { text: String(entry.scalar ?? '').trim().replaceAll(/\s*\n\s*/g, ' '), line: entry.place.line }]));

const checkIds = (rules: readonly SourceRule[], catalogue: Catalogue, problems: Problem[]): void => {
  for (const { rule, place, side } of rules) {
    const finding = catalogue.findings.get(meaningOf(rule.id));
    if (finding === undefined) problems.push({ ...place, message: `${rule.id} is not in catalogue.yaml: take an id that stands there, or such an id with a variant (joy/idioms)` });
    else if (finding.side !== side) problems.push({ ...place, message: `${rule.id} belongs to "${finding.side}", not to "${side}"` });
  }
};

const catalogues = (catalogue: Catalogue): { reading: Record<string, ReadingEntry>; reply: Record<string, ReplyEntry> } => {
  const reading: Record<string, ReadingEntry> = {};
  const reply: Record<string, ReplyEntry> = {};
  for (const { id, side, sets, strength, probability, family, level, when } of catalogue.findings.values()) {
    if (side === 'reading' && sets) reading[id] = { sets, strength, probability };
    if (side === 'reply' && family) reply[id] = { family, level, when };
  }
  return { reading, reply };
};

const isReady = (rules: readonly SourceRule[], wording: ReadonlyMap<string, Line>, catalogue: Catalogue): boolean => {
  const present = new Set(rules.map(({ rule }) => meaningOf(rule.id)));
  return [...catalogue.findings.values()].every((finding) => !finding.required || ((finding.fromTicket || present.has(finding.id)) && (finding.family === null || wording.has(finding.id))));
};

/** Kept as it was written; `mailForms` checks it, here for the linguist and again where the pack is opened. */
const readMail = (file: string, yaml: string, problems: Problem[]): unknown => {
  const data = plain(yaml);
  try {
    mailForms(data);
  } catch (error) {
    problems.push({ file, line: 1, message: error instanceof Error ? error.message : String(error) });
    return null;
  }
  return data;
};

/** Comments among the words stand on lines of their own. */
const readConcepts = (top: Top): Record<string, string[]> => Object.fromEntries([...top].map(([concept, entry]) => [concept, texts(entry).filter((text) => !text.startsWith('# '))]));

type Form = Pick<CompiledPack, 'name' | 'words' | 'phoneCountry' | 'fold' | 'elisions' | 'clitics' | 'abbreviations' | 'money'>;

const readForm = (top: Top, language: string, problems: Problem[]): Form => ({
  name: scalar(top, 'name') || language,
  words: scalar(top, 'words') === 'none' ? 'none' : 'spaces',
  phoneCountry: scalar(top, 'phone-country') || null,
  fold: soundFold(pairs(top.get('fold'), problems), `${language}/language.yaml`, problems),
  elisions: words(top.get('elisions')),
  clitics: words(top.get('clitics')),
  abbreviations: words(top.get('abbreviations')).map((word) => word.replace(/\.$/, '').toLowerCase()),
  money: pairs(top.get('money'), problems),
});

const readDetect = (top: Top): CompiledPack['detect'] => ({
  script: scalar(top, 'script'),
  notWith: words(top.get('not-with')),
  letters: scalar(top, 'letters'),
  foreignLetters: scalar(top, 'foreign-letters'),
  words: words(top.get('words')),
});

type Both = { readonly product: PackFiles; readonly site: PackFiles };

const readMails = ({ product, site }: Both, language: string, problems: Problem[]): unknown[] =>
  [product, site].flatMap((files) => ['mail.yaml', `${language}/mail.yaml`].flatMap((path) => (files[path] === undefined ? [] : [readMail(path, files[path], problems)])));

/** A site's word for a key takes the place of ours. */
const readBoth = ({ product, site }: Both, path: string, problems: Problem[]): Top => new Map([...readTop(product, path, problems), ...readTop(site, path, problems)]);

const readWholeCatalogue = ({ product, site }: Both, problems: Problem[]): Catalogue => {
  const own: Catalogue = product['catalogue.yaml'] === undefined ? { findings: new Map(), fields: {} } : readCatalogue('catalogue.yaml', product['catalogue.yaml'], problems);
  return site['catalogue.yaml'] === undefined ? own : extendCatalogue(own, readCatalogue('catalogue.yaml', site['catalogue.yaml'], problems));
};

/** Compiles one language. Faults are in `source.problems`; what could be read is in the pack all the same, and can be opened. */
export const compilePack = (language: string, files: PackFiles, site: PackFiles = {}): Compiled => {
  const problems: Problem[] = [];
  const both = { product: files, site };
  const top = (name: string): Top => readBoth(both, `${language}/${name}.yaml`, problems);
  const catalogue = readWholeCatalogue(both, problems);
  const form = readForm(top('language'), language, problems);
  const grammar = grammarOf(form);
  const lists = soundLists(readLists(top('lists')), grammar, `${language}/lists.yaml`, problems);
  const written = mergeRules(readRules(files, language, problems), readRules(site, language, problems), problems);
  checkIds(written, catalogue, problems);
  const rules = soundRules(written, grammar, lists, problems);
  const wording = readWording(top('advice'));
  const why = readWording(top('why'));
  const source: PackSource = { language, rules, wording, why, problems, catalogue };
  const { reading, reply } = catalogues(catalogue);
  const side = (which: 'reading' | 'reply') => rules.filter((rule) => rule.side === which).map(({ rule }) => rule);
  const body: Omit<CompiledPack, 'hash'> = {
    language,
    ready: isReady(rules, wording, catalogue),
    ...form,
    detect: readDetect(top('detect')),
    dates: soundDates(readDates(top('dates'), problems), grammar, `${language}/dates.yaml`, problems),
    fields: catalogue.fields,
    lists,
    reading: side('reading'),
    reply: side('reply'),
    readingCatalogue: reading,
    replyCatalogue: reply,
    concepts: soundConcepts(readConcepts(top('concepts')), grammar, lists, `${language}/concepts.yaml`, problems),
    advice: Object.fromEntries([...wording].map(([id, { text }]) => [id, text])),
    why: Object.fromEntries([...why].map(([id, { text }]) => [id, text])),
    mail: readMails(both, language, problems),
  };
  return { pack: { ...body, hash: contentHash(JSON.stringify(body)) }, source };
};

/** The languages that a set of files holds: every folder with a language.yaml. */
export const languagesIn = (files: PackFiles): string[] =>
  Object.keys(files)
    .flatMap((path) => /^([^/]+)\/language\.yaml$/.exec(path)?.[1] ?? [])
    .sort();
