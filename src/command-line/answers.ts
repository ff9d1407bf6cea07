// One line of input → one answer, in the shape that docs/language-engine.md promises.
import type { AdviceOptions } from '../language/browser-engine.ts';
import type { Engine } from '../language/engine.ts';
import { readNow } from '../language/dates/calendar.ts';
import type { Advice, Situation } from '../language/advice/advice.ts';
import type { ReadOptions } from '../language/reading/read.ts';
import type { Reading } from '../language/reading/reading.ts';

type Fields = Readonly<Record<string, unknown>>;

export type Answer = { readonly ok: boolean; readonly body: Fields };
export type Columns = readonly (readonly [string, (answer: Answer) => string])[];

/** The language of `message` where a line names none. */
const defaultAgentLanguage = 'en';

/** Says what is wrong with a line, for whoever wrote it. */
export class Unusable extends Error {}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (fields: Fields, name: string): string => {
  const value = fields[name];
  if (typeof value !== 'string') throw new Unusable(`"${name}" must be a text${value === undefined ? ', and is missing' : ''}`);
  return value;
};

const textOr = <Otherwise>(fields: Fields, name: string, otherwise: Otherwise): string | Otherwise => (fields[name] === undefined || fields[name] === null ? otherwise : text(fields, name));

const texts = (fields: Fields, name: string): readonly string[] => {
  const value = fields[name] ?? [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new Unusable(`"${name}" must be a list of texts, oldest first`);
};

const nowOf = (fields: Fields, clock: string): string => {
  const now = textOr(fields, 'now', clock);
  if (readNow(now) === null) throw new Unusable(`"now" must be ISO 8601 with an offset, for example 2026-03-11T09:00:00+03:00, not "${now}"`);
  return now;
};

const faults = ['company', 'rule', 'customer', 'unknown'] as const;

const faultOf = (fields: Fields): Situation['fault'] => {
  const given = textOr(fields, 'fault', 'unknown');
  const found = faults.find((fault) => fault === given);
  if (found === undefined) throw new Unusable(`"fault" must be one of ${faults.join(', ')}, not "${given}"`);
  return found;
};

const cardOf = (fields: Fields): Situation['card'] => {
  const card = fields['card'] ?? {};
  if (!isFields(card)) throw new Unusable('"card" must be {"name", "known": {key: value}}');
  const known = card['known'] ?? {};
  if (!isFields(known)) throw new Unusable('"card.known" must be {key: value}');
  const entries = Object.entries(known).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' ? [[key, String(value)] as const] : []));
  return { name: textOr(card, 'name', null), known: Object.fromEntries(entries) };
};

/** Every answer goes through here: what is wrong with a line is said in its place, and the next line is read. */
const answer = (line: unknown, work: (fields: Fields) => Fields): Answer => {
  const id = isFields(line) ? (line['id'] ?? null) : null;
  try {
    if (!isFields(line)) throw new Unusable('a line must be a JSON object');
    return { ok: true, body: { id, ...work(line) } };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { ok: false, body: { id, error: error.message } };
  }
};

const readingBody = (reading: Reading): Fields => {
  const { language, mood, valence, emotions, intents, complaint, urgency, risks, wantsHuman, formality, asks, facts, problem, ownWords, engine } = reading;
  return { language, mood, valence, emotions, intents, complaint, urgency, risks, wantsHuman, formality, asks, facts, problem, ownWords, engine };
};

/** @throws Unusable */
export const messageOf = (fields: Fields, clock: string): { readonly text: string; readonly options: ReadOptions } => {
  const language = textOr(fields, 'language', undefined);
  return { text: text(fields, 'text'), options: { now: nowOf(fields, clock), ...(language === undefined ? {} : { language }) } };
};

export const answerRead = (line: unknown, engine: Engine, clock: string): Answer =>
  answer(line, (fields) => {
    const message = messageOf(fields, clock);
    return readingBody(engine.read(message.text, message.options));
  });

const adviceBody = (advice: Advice, engine: Engine, agentLanguage: string): Fields => ({
  findings: advice.findings.map((finding) => {
    const { rule, family, level, start, end, fix } = finding;
    return { rule, family, level, start, end, message: engine.tell(finding, agentLanguage), fix };
  }),
  empathy: advice.empathy,
  questions: advice.questions.map(({ customer, start, end, answer: found }) => ({ customer, start, end, answer: found })),
  commitments: advice.commitments,
});

/** @throws Unusable */
export const replyOf = (fields: Fields, clock: string): { readonly draft: string; readonly situation: Situation; readonly options: AdviceOptions } => {
  const language = textOr(fields, 'language', undefined);
  const situation: Situation = {
    customer: texts(fields, 'customer'),
    thread: texts(fields, 'thread'),
    fault: faultOf(fields),
    card: cardOf(fields),
    now: nowOf(fields, clock),
    authority: textOr(fields, 'authority', null),
  };
  return { draft: text(fields, 'draft'), situation, options: language === undefined ? {} : { textLanguage: language } };
};

export const answerAdvise = (line: unknown, engine: Engine, clock: string): Answer =>
  answer(line, (fields) => {
    const { draft, situation, options } = replyOf(fields, clock);
    return adviceBody(engine.advise(draft, situation, options), engine, textOr(fields, 'agentLanguage', defaultAgentLanguage));
  });

const plain = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');

const ofReading = (find: (reading: Reading) => unknown) => (given: Answer): string => (given.ok ? plain(find(given.body as Reading)) : '');
const ofAdvice = (find: (advice: Advice) => unknown) => (given: Answer): string => (given.ok ? plain(find(given.body as Advice)) : '');

const frame = (columns: Columns): Columns => [['id', ({ body }) => plain(body['id'])], ...columns, ['error', ({ body }) => plain(body['error'])]];

const listed = (values: readonly { readonly value: string }[]): string => values.map(({ value }) => value).join(' ');

export const readColumns: Columns = frame([
  ['language', ofReading((reading) => reading.language.code)],
  ['mood', ofReading((reading) => reading.mood)],
  ['valence', ofReading((reading) => reading.valence)],
  ['intents', ofReading((reading) => listed(reading.intents))],
  ['urgency', ofReading((reading) => reading.urgency.value)],
  ['risks', ofReading((reading) => listed(reading.risks))],
  ['person wanted', ofReading((reading) => (reading.wantsHuman.value ? 'yes' : ''))],
  ['asks', ofReading((reading) => reading.asks.length)],
  ['facts', ofReading((reading) => reading.facts.map(({ kind, value }) => `${kind} ${value}`).join('; '))],
]);

export const adviceColumns: Columns = frame([
  ['findings', ofAdvice((advice) => advice.findings.map(({ rule, level }) => `${rule} (${level})`).join('; '))],
  ['cognitive', ofAdvice((advice) => advice.empathy.cognitive.level)],
  ['emotional', ofAdvice((advice) => advice.empathy.emotional.level)],
  ['practical', ofAdvice((advice) => advice.empathy.practical.level)],
  ['unanswered', ofAdvice((advice) => advice.questions.filter((question) => question.answer === null).length)],
  ['promises', ofAdvice((advice) => advice.commitments.map((promised) => `${promised.text}${promised.due === null ? '' : ` (${promised.due})`}`).join('; '))],
]);
