// Three empathies by evidence: 0 nothing, 1 a general word, 2 something of this customer's own. Null where nothing calls for it.
import { datedPromises } from './desk-side.ts';
import type { Hit } from '../find/look.ts';
import type { Span } from '../text/span.ts';
import type { Advice, EmpathyLevel } from './advice.ts';
import type { DeskSide } from './desk-side.ts';

const none: EmpathyLevel = { level: null, because: [] };

const spans = (hits: readonly Span[]): Span[] => hits.map(({ start, end }) => ({ start, end }));

const specific = (desk: DeskSide, hit: Hit): boolean => desk.named(hit.sentence) > 0;

const byHits = (desk: DeskSide, hits: readonly Hit[]): EmpathyLevel => {
  const own = hits.filter((hit) => specific(desk, hit));
  if (own.length > 0) return { level: 2, because: spans(own) };
  return hits.length > 0 ? { level: 1, because: spans(hits) } : { level: 0, because: [] };
};

/** Applies where the customer feels something that a reply can meet. */
const emotional = (desk: DeskSide): EmpathyLevel => {
  if (!desk.customer.some(({ mood }) => mood !== 'neutral')) return none;
  const hits = ['acknowledgement', 'apology', 'warmth', 'pity-word'].flatMap((part) => desk.hits.of(part));
  return byHits(desk, hits);
};

/** Sentences in which enough of the case is named to show that it was understood. */
const retold = (desk: DeskSide): Span[] => desk.view.sentences.filter((_, index) => desk.named(index) >= 2).map(({ start, end }) => ({ start, end }));

const cognitive = (desk: DeskSide): EmpathyLevel => {
  if (!desk.customer.some(({ asks, complains, mood }) => complains || asks.length > 0 || mood !== 'neutral')) return none;
  const understood = retold(desk);
  if (understood.length > 0) return { level: 2, because: understood };
  const hits = ['acknowledgement', 'ownership', 'exploring'].flatMap((part) => desk.hits.of(part));
  if (hits.length > 0) return { level: 1, because: spans(hits) };
  const named = desk.view.sentences.filter((_, index) => desk.named(index) > 0);
  return named.length > 0 ? { level: 1, because: spans(named) } : { level: 0, because: [] };
};

/** Who does what by when, or what has been done. */
const practical = (desk: DeskSide): EmpathyLevel => {
  if (!desk.customer.some(({ asks, complains }) => complains || asks.length > 0)) return none;
  const done = [...datedPromises(desk), ...desk.hits.of('action-done')];
  if (done.length > 0) return { level: 2, because: spans(done) };
  const begun = [...desk.promised, ...desk.hits.of('solution'), ...desk.hits.of('alternative')];
  return begun.length > 0 ? { level: 1, because: spans(begun) } : { level: 0, because: [] };
};

export const readEmpathy = (desk: DeskSide): Advice['empathy'] => ({ cognitive: cognitive(desk), emotional: emotional(desk), practical: practical(desk) });
