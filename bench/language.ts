// The language engine alone, and others beside it: messages of sixty words read in a second on one core, one advice pass over a long
// draft, start, and sizes. `npm run bench -- --only language` runs nothing else. Texts come from the labelled ones in `languages/`.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { languageCapabilities } from '../src/language-capabilities.ts';
import { loadLanguagePacks, productLanguages } from '../src/language-packs.ts';
import { createBrowserEngine } from '../src/language/browser-engine.ts';
import { createEngine } from '../src/language/engine.ts';
import { loadLearnedWeights, weightsFile } from '../src/learned-weights.ts';
import { milliseconds, summarise, table } from './measure.ts';
import type { Situation } from '../src/language/advice/advice.ts';

export const benchLanguages = ['en', 'ru', 'it', 'zh'] as const;
export type BenchLanguage = (typeof benchLanguages)[number];

/**
 * One line of the table of readers. Another reader is one more row (`language-peers.ts`): its name, what it does with a message (so
 * that nobody compares reading everything with telling a language), and how to read one message; `null` for a language it does not know.
 */
export type Reader = { readonly name: string; readonly what: string; readonly read: (language: BenchLanguage) => ((text: string) => unknown) | null };

export type ReaderRow = { readonly name: string; readonly what: string; readonly messagesPerSecond: Readonly<Record<BenchLanguage, number | null>> };

const now = '2026-03-11T10:30:00+03:00';
const wordsOfMessage = 60;
/** A Chinese word has about 1.7 characters. */
const charactersOfWord = 1.7;
const draftLength = 2_500;

type Line = { readonly text?: string; readonly draft?: string; readonly customer?: readonly string[] };

const linesOf = (language: BenchLanguage, file: string): Line[] => {
  const path = fileURLToPath(new URL(`../languages/${language}/corpus/train/${file}.jsonl`, import.meta.url));
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line) : [];
};

/** Messages joined and cut to sixty words each. */
export const messagesOf = (language: BenchLanguage, file = 'messages'): string[] => {
  const messages: string[] = [];
  let words: string[] = [];
  const length = language === 'zh' ? Math.round(wordsOfMessage * charactersOfWord) : wordsOfMessage;
  for (const { text = '' } of linesOf(language, file)) {
    words = [...words, ...(language === 'zh' ? [...text] : `${text} `.split(/(?<=\s)(?=\S)/))];
    if (words.length < length) continue;
    messages.push(words.slice(0, length).join('').trim());
    words = [];
  }
  return messages;
};

/** What a process computes is counted, not what it waits for: others on the machine change little. */
const processorTime = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;

const passes = 5;

/** Warmed on other texts first, as a desk is that has read some hundred messages. */
const messagesPerSecond = (read: (text: string) => unknown, language: BenchLanguage): number => {
  for (const text of messagesOf(language, 'feelings')) read(text);
  const messages = messagesOf(language);
  const pass = (): number => processorTime(() => messages.forEach((text) => read(text)));
  return (messages.length * 1_000) / median(Array.from({ length: passes }, pass));
};

const readers = (): readonly Reader[] => {
  const engine = createEngine({ packs: loadLanguagePacks(), capabilities: languageCapabilities(), weights: loadLearnedWeights() });
  return [{ name: 'Attune', what: 'everything of a reading', read: () => (text) => engine.read(text, { now }) }];
};

const rowOf = ({ name, what, read }: Reader): ReaderRow => {
  const perSecond = (language: BenchLanguage): number | null => {
    const one = read(language);
    return one === null ? null : messagesPerSecond(one, language);
  };
  return { name, what, messagesPerSecond: Object.fromEntries(benchLanguages.map((language) => [language, perSecond(language)])) as ReaderRow['messagesPerSecond'] };
};

/** Drafts of the labelled replies joined until they are as long, each with what it answers. */
const draftsOf = (language: BenchLanguage): { readonly draft: string; readonly situation: Situation }[] => {
  const drafts: { draft: string; situation: Situation }[] = [];
  let draft = '';
  for (const line of linesOf(language, 'replies')) {
    draft += `${line.draft ?? ''}\n`;
    if (draft.length < draftLength) continue;
    drafts.push({ draft: draft.slice(0, draftLength), situation: { customer: line.customer ?? [], thread: [], fault: 'unknown', card: { name: null, known: {} }, now, authority: null } });
    draft = '';
  }
  return drafts;
};

const leastTimes = 300;

/** As in the worker of a page: the pack of one language, and both that the composer asks for. */
const adviceP95 = (language: BenchLanguage): number => {
  const engine = createBrowserEngine({ packs: loadLanguagePacks().filter((pack) => pack.language === language) });
  const drafts = draftsOf(language);
  const times: number[] = [];
  while (times.length < leastTimes) {
    for (const { draft, situation } of drafts) {
      times.push(processorTime(() => {
        engine.advise(draft, situation);
        engine.promises(draft, { now: situation.now, language });
      }));
    }
  }
  return summarise(times.slice(drafts.length)).p95;
};

const startScript = (): string => {
  const from = (path: string): string => JSON.stringify(new URL(`../src/${path}`, import.meta.url).href);
  return `
    import { createEngine } from ${from('language/engine.ts')};
    import { loadLanguagePacks } from ${from('language-packs.ts')};
    import { loadLearnedWeights } from ${from('learned-weights.ts')};
    const began = process.cpuUsage();
    const engine = createEngine({ packs: loadLanguagePacks(), weights: loadLearnedWeights() });
    for (const [language, text] of [['en', 'Where is it?'], ['ru', 'Где он?'], ['it', 'Dove?'], ['zh', '在哪里？']]) engine.read(text, { now: ${JSON.stringify(now)}, language });
    const { user, system } = process.cpuUsage(began);
    console.log(JSON.stringify({ milliseconds: (user + system) / 1000, memory: process.memoryUsage().rss }));`;
};

type Start = { readonly milliseconds: number; readonly memory: number };

/** Of the four languages with what was learned, to the first reading in each; in a process of its own, its imports not counted. */
const start = (): Start => {
  const runs = Array.from({ length: passes }, () => JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', startScript()], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as Start);
  return { milliseconds: median(runs.map((run) => run.milliseconds)), memory: median(runs.map((run) => run.memory)) };
};

const zipped = (data: string | Uint8Array): number => gzipSync(data, { level: 9 }).byteLength;

/** What a server reads of all languages: compiled packs and what was learned. */
const serverBytes = (): number =>
  loadLanguagePacks().reduce((sum, pack) => {
    const weights = `${productLanguages}/${pack.language}/${weightsFile}`;
    return sum + zipped(JSON.stringify(pack)) + (existsSync(weights) ? zipped(readFileSync(weights)) : 0);
  }, 0);

/** The worker that advises, and the pack without the concepts that only what was learned looks for: what `/api/languages/{code}/pack` sends. */
const browserBytes = (language: BenchLanguage): number => {
  const assets = fileURLToPath(new URL('../build/desk/assets', import.meta.url));
  const workers = existsSync(assets) ? readdirSync(assets).filter((name) => /^advice-worker-.*\.js$/.test(name)) : [];
  const pack = loadLanguagePacks().find((one) => one.language === language);
  return workers.slice(0, 1).reduce((sum, name) => sum + zipped(readFileSync(`${assets}/${name}`)), 0) + zipped(JSON.stringify({ ...pack, concepts: {} }));
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
const perCore = (value: number | null): string => (value === null ? '' : Math.round(value).toLocaleString('en'));

/** Both tables, as text. @param others beside ours in the table of readers */
export const benchLanguage = (say: (line: string) => void, others: readonly Reader[]): string => {
  say('language: reading …');
  const rows = [...readers(), ...others].map(rowOf);
  say('language: advice, start, sizes …');
  const { milliseconds: started, memory } = start();
  const each = (value: (language: BenchLanguage) => string): string[] => benchLanguages.map(value);
  return [
    `messages of ${wordsOfMessage} words read in a second of one core (processor time)\n`,
    table(['what', ...benchLanguages, 'at least'], rows.map(({ name, what, messagesPerSecond }) => [name, what, ...each((language) => perCore(messagesPerSecond[language])), name === 'Attune' ? '15,000' : ''])),
    '',
    table([...benchLanguages, 'at most'], [
      [`advice and promises for a draft of ${draftLength.toLocaleString('en')} characters, p95`, ...each((language) => `${milliseconds(adviceP95(language))} ms`), '4 ms'],
      ['a browser loads for advice, gzipped', ...each((language) => megabytes(browserBytes(language))), '1.5 MB'],
    ]),
    `\nstart of all four languages: ${milliseconds(started)} ms (at most 300 ms), ${Math.round(memory / 2 ** 20)} MiB with the process; packs and what was learned, gzipped: ${megabytes(serverBytes())} (at most 12 MB)`,
  ].join('\n');
};
