// An inbound message → its Reading.
import { readNow } from '../dates/calendar.ts';
import { weighAsks } from './ask-weighing.ts';
import { markedQuestions, readAsks } from './asks.ts';
import { readComplaint } from './complaint.ts';
import { readEmotions, readMood, readValence } from './emotions.ts';
import { gatherEvidence } from './evidence.ts';
import { readFacts } from './facts.ts';
import { findSignedName } from './facts-names-signature.ts';
import { readIntents } from './intents.ts';
import { readMarks } from './marks.ts';
import { readProblem } from './problem.ts';
import { readFormality, readRisks, readUrgency, readWantsHuman } from './signals.ts';
import { findingsOf } from '../learned/findings.ts';
import { plainGrammar } from '../pack/open.ts';
import { detectLanguage } from '../text/detect.ts';
import { maskOutside } from '../text/mask.ts';
import { ownWords } from '../text/own-words.ts';
import { viewText } from '../text/view.ts';
import type { Finding, RuleReading } from '../learned/findings.ts';
import type { Judge } from '../learned/judge.ts';
import type { Scorer } from '../learned/score.ts';
import type { Hits } from '../find/find-all.ts';
import type { OpenPack } from '../pack/open.ts';
import type { Detected, Detector } from '../text/detect.ts';
import type { MailForms } from '../text/own-words.ts';
import type { EvidenceTable } from './evidence.ts';
import type { PhoneReader } from './facts-phones.ts';
import type { Reading } from './reading.ts';
import type { LanguageCode, Span } from '../text/span.ts';
import type { View } from '../text/view.ts';

export type ReadOptions = {
  /** ISO 8601 with an offset; dates resolve against it. */
  readonly now: string;
  /** When known from outside, the language is not guessed. */
  readonly language?: LanguageCode;
};

export type Reader = {
  readonly packs: readonly OpenPack[];
  readonly version: string;
  readonly detect: Detector | null;
  readonly phones: PhoneReader | null;
  /** By language; where nothing was learned the rules judge alone. */
  readonly learned: ReadonlyMap<LanguageCode, Learned>;
};

export type Learned = { readonly score: Scorer; readonly judge: Judge };

const noEvidence: EvidenceTable = new Map();

const allMail = (packs: readonly OpenPack[]): readonly MailForms[] => packs.flatMap((open) => open.mail);

const trimmedWhole = (text: string): Span[] => (text.trim() === '' ? [] : [{ start: text.length - text.trimStart().length, end: text.trimEnd().length }]);

/** The writer's own words, of which there are always some, and the signature. */
const wordsOf = (text: string, packs: readonly OpenPack[]): { readonly own: Span[]; readonly signature: Span[] } => {
  const { own, signature } = ownWords(text, allMail(packs));
  return own.length > 0 ? { own, signature } : { own: trimmedWhole(text), signature: [] };
};

export const findOwnWords = (text: string, packs: readonly OpenPack[]): Span[] => wordsOf(text, packs).own;

const languageOf = (text: string, reader: Reader, given: LanguageCode | undefined): Detected => {
  if (given === undefined) return detectLanguage(text, reader.packs, reader.detect);
  // en-GB is read by the pack for en.
  return { code: given, confidence: 1 };
};

export const packFor = (packs: readonly OpenPack[], code: LanguageCode): OpenPack | null => {
  const base = code.toLowerCase().split(/[-_]/)[0];
  return packs.find(({ pack }) => pack.language === base) ?? null;
};

/** A message as it was seen before anything is learned from: what training sees too. */
export type Observed = {
  readonly own: readonly Span[];
  readonly view: View;
  readonly open: OpenPack | null;
  readonly hits: Hits | null;
  readonly byRules: RuleReading;
};

/** What rules written by people say by themselves. */
export const observe = (text: string, options: ReadOptions, reader: Reader): Observed => {
  const { own, signature } = wordsOf(text, reader.packs);
  const masked = maskOutside(text, own);
  const language = languageOf(masked.trim(), reader, options.language);
  const open = packFor(reader.packs, language.code);
  const view = viewText(masked, open?.grammar ?? plainGrammar);
  const hits = open ? open.reading(view) : null;
  const table = open && hits ? gatherEvidence(hits, open.pack.readingCatalogue) : noEvidence;
  const now = readNow(options.now);
  const marks = readMarks(view);
  const asks = open ? readAsks(view, table) : markedQuestions(view);
  const { facts: inOwnWords, dates } = readFacts(view, table, open, now, reader.phones);
  const facts = [...inOwnWords, ...signature.flatMap((span) => (open ? (findSignedName(text, span, open) ?? []) : []))].sort((one, other) => one.start - other.start);
  const emotions = readEmotions(table, marks);
  const intents = readIntents(table, asks);
  const complaint = readComplaint(table, intents);
  const praises = intents.some(({ value }) => value === 'praise');
  const byRules: RuleReading = {
    language,
    mood: readMood(emotions),
    valence: readValence(emotions, complaint !== null, praises),
    emotions,
    intents,
    complaint,
    urgency: readUrgency(table, dates, now),
    risks: readRisks(table),
    wantsHuman: readWantsHuman(table),
    formality: readFormality(table),
    // The numbers were fitted where concepts are known: without them what rules found stands.
    asks: open && hits && Object.keys(open.pack.concepts).length > 0 ? weighAsks(view, table, asks, hits.concepts) : asks.map(({ start, end }) => ({ start, end })),
    facts,
    problem: readProblem(view, table, asks, hits?.concepts ?? []),
  };
  return { own, view, open, hits, byRules };
};

export const findingsIn = ({ view, hits, open, byRules }: Observed): readonly Finding[] => (open && hits ? findingsOf(view, hits, byRules, open.pack.language, open.pack.words) : []);

export const read = (text: string, options: ReadOptions, reader: Reader): Reading => {
  const observed = observe(text, options, reader);
  const { own, view, open, byRules } = observed;
  const learned = open && view.words.count > 0 ? reader.learned.get(open.pack.language) : undefined;
  const findings = learned ? findingsIn(observed) : [];
  return {
    ...byRules,
    ...(learned ? learned.judge(view, findings, learned.score(view, findings), byRules) : {}),
    ownWords: own,
    engine: { version: reader.version, pack: open?.pack.hash ?? '' },
  };
};
