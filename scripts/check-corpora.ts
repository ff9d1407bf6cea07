// Labelled texts of the project's own (`languages/<code>/corpus/<part>/`): are they whole, usable, and different from each other?
// Part of `npm run languages` and of the check.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { messageFiles } from './corpus-lines.ts';
import { messageOf, replyOf, Unusable } from '../src/command-line/answers.ts';
import { kappa } from '../src/evaluation/agreement.ts';
import { goldAdvice, goldReading, UnusableGold } from '../src/evaluation/gold.ts';
import { alike } from '../src/evaluation/near-duplicates.ts';
import { families } from '../src/language/advice/advice.ts';
import type { GoldReading, GoldAdvice } from '../src/evaluation/gold.ts';
import type { Named } from '../src/evaluation/near-duplicates.ts';

export const parts = ['train', 'development', 'test'] as const;
type Fields = Readonly<Record<string, unknown>>;
type Text = { readonly id: string; readonly part: string; readonly where: string; readonly fields: Fields };

const anyTime = '2026-01-01T00:00:00Z';

const linesOf = (path: string, root: string, problems: string[]): { readonly fields: Fields; readonly where: string }[] =>
  !existsSync(path) ? [] : readFileSync(path, 'utf8').split('\n').flatMap((line, index) => {
    const where = `${relative(root, path)}:${index + 1}`;
    if (line === '') return [];
    try {
      return [{ fields: JSON.parse(line) as Fields, where }];
    } catch {
      problems.push(`${where}  is not JSON`);
      return [];
    }
  });

const goldOf = (fields: Fields): GoldReading | GoldAdvice => {
  if (typeof fields['draft'] !== 'string') return goldReading(fields['gold'], messageOf(fields, anyTime).text);
  const { draft, situation } = replyOf(fields, anyTime);
  return goldAdvice(fields['gold'], draft, situation.customer);
};

const usable = ({ fields, where }: { readonly fields: Fields; readonly where: string }, problems: string[]): boolean => {
  try {
    goldOf(fields);
    return true;
  } catch (error) {
    if (!(error instanceof Unusable) && !(error instanceof UnusableGold)) throw error;
    problems.push(`${where}  ${error.message}`);
    return false;
  }
};

const textsIn = (folder: string, root: string, file: string, problems: string[]): Text[] =>
  parts.flatMap((part) => linesOf(join(folder, part, file), root, problems).filter((line) => usable(line, problems)).map((line) => ({ id: String(line.fields['id']), part, ...line })));

/** What a text says, with all that stands around it: of a reply, the draft and what it answers. */
const wordsOf = ({ fields, where }: Text): Named => ({ name: where, text: [fields['text'], fields['draft'], ...(Array.isArray(fields['customer']) ? fields['customer'] as unknown[] : [])].filter((one) => typeof one === 'string').join('\n') });

const within = (texts: readonly Text[], problems: string[]): void => {
  const ids = new Set<string>();
  const parted = new Map<string, string>();
  for (const { id, part, where, fields } of texts) {
    if (ids.has(id)) problems.push(`${where}  a second text has the id ${id}`);
    ids.add(id);
    const author = String(fields['author']);
    const known = parted.get(author) ?? part;
    parted.set(author, known);
    // What one hand wrote is alike: it teaches in one part and must not measure in another.
    if (known !== part) problems.push(`${where}  author ${author} stands in ${known} and in ${part}`);
  }
  for (const { one, other, shared } of alike(texts.map(wordsOf))) problems.push(`${other}  is too much like ${one} (${shared} runs in common)`);
};

/** Labels that two people gave to one message, for each judgement that has one value a text. */
const nominal: Readonly<Record<string, (gold: GoldReading) => string>> = {
  mood: (gold) => gold.mood ?? '',
  complaint: (gold) => (gold.complaint ? (gold.complaint.latent ? 'latent' : 'yes') : 'no'),
  urgency: (gold) => gold.urgency ?? '',
  formality: (gold) => gold.formality ?? '',
  'person wanted': (gold) => String(gold.wantsHuman ?? false),
  'any risk': (gold) => [...(gold.risks ?? [])].sort().join(' '),
};

const severalValued = ['emotions', 'intents', 'risks'] as const;

export type Agreement = { readonly judgement: string; readonly texts: number; readonly kappa: number | null };

/** Cohen's kappa of first and second labels; of judgements with several values the mean over the values, each as yes or no. */
export function agreementOf(pairs: readonly (readonly [GoldReading, GoldReading])[]): readonly Agreement[] {
  const valuesOf = (gold: GoldReading, field: (typeof severalValued)[number]): readonly string[] => (gold[field] ?? []).map((one) => (typeof one === 'string' ? one : one.value));
  const several = severalValued.map((field) => {
    const values = [...new Set(pairs.flatMap(([one, other]) => [...valuesOf(one, field), ...valuesOf(other, field)]))];
    const kappas = values.flatMap((value) => kappa(pairs.map(([one, other]) => [String(valuesOf(one, field).includes(value)), String(valuesOf(other, field).includes(value))] as const)) ?? []);
    return { judgement: field, texts: pairs.length, kappa: kappas.length === 0 ? null : kappas.reduce((sum, one) => sum + one, 0) / kappas.length };
  });
  return [...Object.entries(nominal).map(([judgement, label]) => ({ judgement, texts: pairs.length, kappa: kappa(pairs.map(([one, other]) => [label(one), label(other)] as const)) })), ...several];
}

const kindsOfEmpathy = ['cognitive', 'emotional', 'practical'] as const;

/** Of replies: the levels of empathy, and whether a family is marked anywhere in a draft (the mean over the families). */
export function agreementOfReplies(pairs: readonly (readonly [GoldAdvice, GoldAdvice])[]): readonly Agreement[] {
  const has = (gold: GoldAdvice, family: string): string => String((gold.findings ?? []).some((finding) => finding.family === family));
  const marked = families.flatMap((family) => kappa(pairs.map(([one, other]) => [has(one, family), has(other, family)] as const)) ?? []);
  return [
    ...kindsOfEmpathy.map((kind) => ({ judgement: `${kind} empathy`, texts: pairs.length, kappa: kappa(pairs.map(([one, other]) => [String(one.empathy?.[kind]), String(other.empathy?.[kind])] as const)) })),
    { judgement: 'families of findings', texts: pairs.length, kappa: marked.length === 0 ? null : marked.reduce((sum, one) => sum + one, 0) / marked.length },
  ];
}

export type Corpus = { readonly language: string; readonly messages: number; readonly replies: number; readonly trades: number; readonly byPart: Readonly<Record<string, number>>; readonly agreement: readonly Agreement[]; readonly agreementOfReplies: readonly Agreement[]; readonly problems: readonly string[] };

type Twice<Gold> = readonly (readonly [Gold, Gold])[];

/** First and second labels of the messages, and of the replies. */
function labelledTwice(lines: readonly { readonly fields: Fields; readonly where: string }[], texts: readonly Text[], problems: string[]): readonly [Twice<GoldReading>, Twice<GoldAdvice>] {
  const first = new Map(texts.map(({ id, fields }) => [id, fields]));
  const read: (readonly [GoldReading, GoldReading])[] = [];
  const advised: (readonly [GoldAdvice, GoldAdvice])[] = [];
  for (const { fields, where } of lines) {
    const labelled = first.get(String(fields['id']));
    const again: Fields | undefined = labelled && { ...labelled, gold: fields['gold'] };
    if (again === undefined) problems.push(`${where}  there is no text ${String(fields['id'])}`);
    else if (!usable({ fields: again, where }, problems)) continue;
    else if (typeof again['draft'] === 'string') advised.push([goldOf(labelled!) as GoldAdvice, goldOf(again) as GoldAdvice]);
    else read.push([goldOf(labelled!) as GoldReading, goldOf(again) as GoldReading]);
  }
  return [read, advised];
}

/** @param root the folder of all languages */
export function checkCorpus(language: string, root: string): Corpus | null {
  const folder = join(root, language, 'corpus');
  if (!existsSync(folder) || readdirSync(folder).length === 0) return null;
  const problems: string[] = [];
  const messages = messageFiles.flatMap((file) => textsIn(folder, root, file, problems));
  const replies = textsIn(folder, root, 'replies.jsonl', problems);
  within([...messages, ...replies], problems);
  const [read, advised] = labelledTwice(linesOf(join(folder, 'second-labels.jsonl'), root, problems), [...messages, ...replies], problems);
  return {
    language,
    messages: messages.length,
    replies: replies.length,
    trades: new Set(messages.map(({ fields }) => fields['trade'])).size,
    byPart: Object.fromEntries(parts.map((part) => [part, messages.filter((text) => text.part === part).length])),
    agreement: agreementOf(read),
    agreementOfReplies: agreementOfReplies(advised),
    problems,
  };
}
