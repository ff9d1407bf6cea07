// The key points of a conversation: what the customer asked and how they feel, what was promised and is open, what they have told,
// what we answered last and what third parties said.
// Made of what was read and promised, and of nothing else: each point says which message it comes from.
import type { FactKind, Mood, Reading } from '../../language/reading/reading.ts';
import type { Span } from '../../language/text/span.ts';
import { ownText } from '../conversation/own-text.ts';
import { withoutMarks } from '../conversation/summary.ts';
import type { Instant } from '../identifier.ts';

export type PointMessage = {
  readonly id: string;
  readonly direction: string;
  readonly author: { readonly kind: string; readonly id?: string; readonly name?: string | null };
  readonly machineSent?: boolean;
  readonly removedAt?: Instant | null;
  readonly text: string;
  readonly reading: Pick<Reading, 'asks' | 'facts' | 'problem' | 'mood' | 'emotions' | 'ownWords'> | null;
  readonly ownWords?: readonly Span[] | null;
};
export type PointPromise = { readonly id: string; readonly message: string; readonly promise: string; readonly due: { readonly by: Instant } | null; readonly state: { readonly is: string } };

/** Words of a message. */
export type Told = { readonly message: string; readonly text: string };

export type KeyPoints = {
  /** How many messages the customer has written. */
  readonly said: number;
  readonly lastWords: Told | null;
  readonly problem: Told | null;
  readonly mood: (Told & { readonly value: Mood; readonly intensity: number }) | null;
  readonly asks: readonly (Told & { /** Somebody has written since; whether it was an answer, a person knows. */ readonly answered: boolean })[];
  readonly facts: readonly (Told & { readonly kind: FactKind; readonly value: string })[];
  readonly promises: readonly { readonly commitment: string; readonly message: string; readonly promise: string; readonly due: Instant | null; readonly missed: boolean }[];
  /** What we told the customer last. */
  readonly lastAnswer: Told | null;
  /** The newest words of each third party, under the name or address that they wrote as. */
  readonly thirdParties: readonly (Told & { readonly name: string })[];
};

const mostAsks = 5;
const mostFacts = 8;
const longest = 240;
/** A name is no news, and an address of a page says nothing by itself. */
const tellingFacts: ReadonlySet<FactKind> = new Set<FactKind>(['order', 'policy', 'money', 'date', 'phone', 'email']);

/** @param messages oldest first */
export function keyPointsOf({ messages, commitments }: { readonly messages: readonly PointMessage[]; readonly commitments: readonly PointPromise[] }): KeyPoints {
  const own = messages.filter((message) => message.direction === 'in' && !message.removedAt && message.machineSent !== true);
  const answeredUpTo = messages.findLastIndex((message) => message.direction === 'out' && message.author.kind === 'agent');
  const isAnswered = (message: PointMessage) => messages.indexOf(message) < answeredUpTo;
  const asks = own.flatMap((message) => (message.reading?.asks ?? []).map((ask) => ({ ...told(message, ask), answered: isAnswered(message) })));
  const facts = own.flatMap((message) => (message.reading?.facts ?? []).filter((fact) => tellingFacts.has(fact.kind)).map((fact) => ({ ...told(message, fact), kind: fact.kind, value: fact.value })));
  const last = own.at(-1);
  // What went wrong is where it hurt: a later question about it is not the problem.
  const problem = own.findLast((message) => message.reading?.problem && message.reading.mood !== 'neutral') ?? own.findLast((message) => message.reading?.problem);
  return {
    said: own.length,
    lastWords: last ? { message: last.id, text: shortened(ownText(last)) } : null,
    problem: problem ? told(problem, problem.reading!.problem!) : null,
    mood: moodOf(own),
    asks: newest(asks, (ask) => fold(ask.text), mostAsks),
    facts: newest(facts, (fact) => `${fact.kind} ${fact.value}`, mostFacts),
    promises: commitments.filter(({ state }) => state.is === 'open' || state.is === 'missed')
      .map(({ id, message, promise, due, state }) => ({ commitment: id, message, promise: shortened(promise), due: due?.by ?? null, missed: state.is === 'missed' }))
      .sort((one, other) => (one.due ?? '9').localeCompare(other.due ?? '9')),
    lastAnswer: lastAnswerIn(messages),
    thirdParties: thirdPartiesIn(messages),
  };
}

/** The newest words in which a feeling was read; a plain message after a furious one does not make it undone before it was answered. */
function moodOf(own: readonly PointMessage[]): KeyPoints['mood'] {
  const message = own.findLast((one) => one.reading && one.reading.mood !== 'neutral');
  if (!message?.reading) return null;
  const found = message.reading.emotions.find((emotion) => emotion.value === message.reading!.mood);
  const because = found?.because[0];
  return { message: message.id, value: message.reading.mood, intensity: found?.intensity ?? 0, text: because ? shortened(message.text.slice(because.start, because.end)) : '' };
}

function told(message: PointMessage, { start, end }: { readonly start: number; readonly end: number }): Told {
  return { message: message.id, text: shortened(message.text.slice(start, end)) };
}

function lastAnswerIn(messages: readonly PointMessage[]): Told | null {
  const message = messages.findLast((one) => one.direction === 'out' && one.author.kind === 'agent' && !one.removedAt);
  return message ? { message: message.id, text: shortened(withoutMarks(message.text, 'out')) } : null;
}

function thirdPartiesIn(messages: readonly PointMessage[]): KeyPoints['thirdParties'] {
  const newestOf = new Map<string, PointMessage>();
  for (const message of messages) if (message.direction === 'from third party' && message.machineSent !== true && !message.removedAt) newestOf.set(message.author.id ?? '', message);
  return [...newestOf.values()].map((message) => ({ message: message.id, text: shortened(ownText(message)), name: message.author.name ?? message.author.id ?? '' }));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest - 40)).trimEnd()}…`;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** Said again is said once, as it was said last; in the order in which it was said. */
function newest<Point>(points: readonly Point[], keyOf: (point: Point) => string, most: number): Point[] {
  const last = new Map(points.map((point, index) => [keyOf(point), index]));
  return points.filter((point, index) => last.get(keyOf(point)) === index).slice(-most);
}
