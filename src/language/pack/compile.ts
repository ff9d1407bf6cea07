// YAML files of one language → a compiled pack (plain JSON) and its source (with lines, for the linguist's check).
import { extendCatalogue, readCatalogue } from './catalogue.ts';
import { contentHash } from './hash.ts';
import { meaningOf } from './shape.ts';
import { roles, units } from '../dates/elements.ts';
import { readRule } from './rules.ts';
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
    if (finding === undefined) problems.push({ ...place, message: `${rule.id} is not in catalogue.yaml` });
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

const assemble = (language: string, files: PackFiles, site: PackFiles, source: PackSource, problems: Problem[]): Omit<CompiledPack, 'hash'> => {
  const top = (name: string): Top => new Map([...readTop(files, `${language}/${name}.yaml`, problems), ...readTop(site, `${language}/${name}.yaml`, problems)]);
  const form = top('language');
  const detect = top('detect');
  const { reading, reply } = catalogues(source.catalogue);
  const side = (which: 'reading' | 'reply') => source.rules.filter((rule) => rule.side === which).map(({ rule }) => rule);
  return {
    language,
    name: scalar(form, 'name') || language,
    ready: isReady(source.rules, source.wording, source.catalogue),
    words: scalar(form, 'words') === 'none' ? 'none' : 'spaces',
    fold: pairs(form.get('fold'), problems),
    elisions: words(form.get('elisions')),
    clitics: words(form.get('clitics')),
    abbreviations: words(form.get('abbreviations')).map((word) => word.replace(/\.$/, '').toLowerCase()),
    phoneCountry: scalar(form, 'phone-country') || null,
    detect: { script: scalar(detect, 'script'), notWith: words(detect.get('not-with')), letters: scalar(detect, 'letters'), foreignLetters: scalar(detect, 'foreign-letters'), words: words(detect.get('words')) },
    dates: readDates(top('dates'), problems),
    money: pairs(form.get('money'), problems),
    fields: source.catalogue.fields,
    lists: readLists(top('lists')),
    reading: side('reading'),
    reply: side('reply'),
    readingCatalogue: reading,
    replyCatalogue: reply,
    advice: Object.fromEntries([...source.wording].map(([id, { text }]) => [id, text])),
    mail: ['mail.yaml', `${language}/mail.yaml`].flatMap((path) => (files[path] === undefined ? [] : [readMail(path, files[path], problems)])),
  };
};

/** Compiles one language. Faults are in `source.problems`; what could be read is in the pack all the same. */
export const compilePack = (language: string, files: PackFiles, site: PackFiles = {}): Compiled => {
  const problems: Problem[] = [];
  const empty: Catalogue = { findings: new Map(), fields: {} };
  const own = files['catalogue.yaml'] === undefined ? empty : readCatalogue('catalogue.yaml', files['catalogue.yaml'], problems);
  const catalogue = site['catalogue.yaml'] === undefined ? own : extendCatalogue(own, readCatalogue('catalogue.yaml', site['catalogue.yaml'], problems));
  const rules = mergeRules(readRules(files, language, problems), readRules(site, language, problems), problems);
  checkIds(rules, catalogue, problems);
  const wording = new Map([...readWording(readTop(files, `${language}/advice.yaml`, problems)), ...readWording(readTop(site, `${language}/advice.yaml`, problems))]);
  const source: PackSource = { language, rules, wording, problems, catalogue };
  const body = assemble(language, files, site, source, problems);
  return { pack: { ...body, hash: contentHash(JSON.stringify(body)) }, source };
};

/** The languages that a set of files holds: every folder with a language.yaml. */
export const languagesIn = (files: PackFiles): string[] =>
  Object.keys(files)
    .flatMap((path) => /^([^/]+)\/language\.yaml$/.exec(path)?.[1] ?? [])
    .sort();
