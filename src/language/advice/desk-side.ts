// Everything that advice looks at, made ready once: the draft, what the customer wrote, what was said before.
import { readNow } from '../dates/calendar.ts';
import { findDates } from '../dates/find-dates.ts';
import { promisesIn } from '../commitment/promises.ts';
import { readAsks } from '../reading/asks.ts';
import { readEmotions, readMood } from '../reading/emotions.ts';
import { gatherEvidence } from '../reading/evidence.ts';
import { readIntents } from '../reading/intents.ts';
import { readMarks } from '../reading/marks.ts';
import { maskOutside } from '../text/mask.ts';
import { ownWords } from '../text/own-words.ts';
import { viewText } from '../text/view.ts';
import { caseWords, namedIn } from './case-words.ts';
import type { FoundDate } from '../dates/find-dates.ts';
import type { Now } from '../dates/calendar.ts';
import type { Hits } from '../find/find-all.ts';
import type { OpenPack } from '../pack/open.ts';
import type { Ask } from '../reading/asks.ts';
import type { EvidenceTable } from '../reading/evidence.ts';
import type { Mood } from '../reading/reading.ts';
import type { View } from '../text/view.ts';
import type { CaseWords } from './case-words.ts';
import type { Promised, Situation } from './advice.ts';

export type CustomerSide = {
  readonly view: View;
  readonly table: EvidenceTable;
  readonly asks: readonly Ask[];
  readonly mood: Mood;
  readonly upset: boolean;
  readonly complains: boolean;
};

export type DeskSide = {
  readonly open: OpenPack;
  readonly situation: Situation;
  readonly now: Now;
  readonly view: View;
  readonly hits: Hits;
  readonly dates: readonly FoundDate[];
  readonly promised: readonly Promised[];
  readonly customer: readonly CustomerSide[];
  /** The newest of the agent's earlier messages. */
  readonly thread: readonly { readonly view: View; readonly hits: Hits }[];
  readonly theCase: CaseWords;
  /** How many words of the case a sentence of the draft names. */
  named(sentence: number): number;
};

/** What was said ten messages ago is not repeated now. */
const threadLooked = 5;
const customerLooked = 10;

const hurt: ReadonlySet<Mood> = new Set(['anger', 'disappointment', 'anxiety', 'sadness', 'confusion']);

const customerSide = (text: string, open: OpenPack): CustomerSide => {
  const { own } = ownWords(text, open.mail);
  const view = viewText(own.length > 0 ? maskOutside(text, own) : text, open.grammar);
  const table = gatherEvidence(open.reading(view), open.pack.readingCatalogue);
  const asks = readAsks(view, table);
  const emotions = readEmotions(table, readMarks(view));
  const mood = readMood(emotions);
  const complains = readIntents(table, asks).some(({ value, probability }) => value === 'complaint' && probability >= 0.5);
  const felt = emotions.find(({ value }) => value === mood);
  return { view, table, asks, mood, upset: hurt.has(mood) && (felt?.intensity ?? 0) >= 0.4, complains };
};

/** Quoted history in a draft is the customer's; the agent's signature may hold a promise as little as a fault. */
const draftView = (draft: string, open: OpenPack): View => {
  const { own } = ownWords(draft, open.mail);
  return viewText(own.length > 0 ? maskOutside(draft, own) : draft, open.grammar);
};

const namedBySentence = (view: View, open: OpenPack, theCase: CaseWords): DeskSide['named'] => {
  const counts = new Map<number, number>();
  return (index) => {
    const sentence = view.sentences[index];
    const count = counts.get(index) ?? (sentence ? namedIn(view, open, sentence, theCase) : 0);
    counts.set(index, count);
    return count;
  };
};

export const prepare = (draft: string, situation: Situation, open: OpenPack): DeskSide => {
  const now = readNow(situation.now);
  if (now === null) throw new RangeError(`now must be ISO 8601 with an offset, not "${situation.now}"`);
  const view = draftView(draft, open);
  const hits = open.reply(view);
  const forms = open.pack.dates;
  const customer = situation.customer.slice(-customerLooked).map((text) => customerSide(text, open));
  const theCase = new Set<string>();
  for (const side of customer) for (const key of caseWords(side.view, open)) theCase.add(key);
  return {
    open,
    situation,
    now,
    view,
    hits,
    dates: forms && open.elements ? findDates(view, open.elements, { now, order: forms.order, direction: 'future', letter: false }) : [],
    promised: promisesIn(view, hits, open, now, null),
    customer,
    thread: situation.thread.slice(-threadLooked).map((text) => {
      const earlier = viewText(text, open.grammar);
      return { view: earlier, hits: open.reply(earlier) };
    }),
    theCase,
    named: namedBySentence(view, open, theCase),
  };
};

/** Index of the customer's message in the situation, from its index among those that were looked at. */
export const customerIndex = (desk: DeskSide, looked: number): number => desk.situation.customer.length - desk.customer.length + looked;

export const datedPromises = (desk: DeskSide): readonly Promised[] => desk.promised.filter(({ stated }) => stated);

/** How many words of the case the draft names, in whichever sentences. */
export const retold = (desk: DeskSide): number => desk.view.sentences.reduce((sum, _, index) => sum + desk.named(index), 0);
