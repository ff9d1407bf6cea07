// The key points of a conversation: what the customer said last and still asks, what is known, what was promised, what third parties
// answered. Taken from the readings as they are; nothing is made up, and no word is put to it here.
import type { Reading } from '../../language/reading/reading.ts';
import type { Span } from '../../language/text/span.ts';
import type { Author, Direction } from './message.ts';

export type RecapMessage = {
  readonly id: string;
  readonly direction: Direction;
  readonly author: Author & { readonly name: string | null };
  readonly text: string;
  readonly createdAt: string;
  readonly machineSent: boolean;
  readonly removedAt: string | null;
  readonly reading: Pick<Reading, 'ownWords' | 'asks' | 'facts' | 'mood'> | null;
  readonly ownWords: readonly Span[] | null;
};
export type RecapPromise = { readonly id: string; readonly promise: string; readonly due: { readonly by: string } | null; readonly state: { readonly is: string } };

export type Said = { readonly message: string; readonly text: string; readonly at: string };
export type Recap = {
  /** The customer's own words, the newest. */
  readonly lastWords: Said | null;
  /** Asked since a person answered last. */
  readonly asks: readonly Said[];
  readonly facts: readonly { readonly kind: Reading['facts'][number]['kind']; readonly value: string }[];
  /** How the customer felt in their newest message; null: nothing was read. */
  readonly mood: Reading['mood'] | null;
  /** Neither kept nor given up, the nearest first. */
  readonly promises: readonly RecapPromise[];
  /** What we told the customer last. */
  readonly lastAnswer: Said | null;
  /** The newest words of each third party. */
  readonly thirdParties: readonly (Said & { readonly name: string })[];
};

const mostFacts = 8;
const mostAsks = 6;

/** @param messages oldest first */
export function recapOf(messages: readonly RecapMessage[], promises: readonly RecapPromise[]): Recap {
  const there = messages.filter((message) => message.removedAt === null);
  const theirs = there.filter((message) => message.direction === 'in' && !message.machineSent);
  const answered = there.findLastIndex((message) => message.direction === 'out' && message.author.kind === 'agent');
  const last = theirs.at(-1);
  return {
    lastWords: last ? said(last, ownText(last)) : null,
    asks: there.slice(answered + 1).filter((message) => theirs.includes(message)).flatMap((message) => (message.reading?.asks ?? []).map((span) => said(message, cut(message.text, span)))).slice(-mostAsks),
    facts: factsOf(theirs),
    mood: theirs.findLast((message) => message.reading !== null)?.reading?.mood ?? null,
    promises: promises.filter(({ state }) => state.is === 'open' || state.is === 'missed').toSorted((one, other) => (one.due?.by ?? '9').localeCompare(other.due?.by ?? '9')),
    lastAnswer: answered < 0 ? null : said(there[answered]!, there[answered]!.text),
    thirdParties: thirdPartiesIn(there),
  };
}

/** Each once, the newest told last. */
function factsOf(messages: readonly RecapMessage[]): Recap['facts'] {
  const known = new Map<string, Recap['facts'][number]>();
  for (const message of messages) {
    for (const { kind, value } of message.reading?.facts ?? []) {
      known.delete(`${kind} ${value}`);
      known.set(`${kind} ${value}`, { kind, value });
    }
  }
  return [...known.values()].slice(-mostFacts);
}

function thirdPartiesIn(messages: readonly RecapMessage[]): Recap['thirdParties'] {
  const newest = new Map<string, RecapMessage>();
  for (const message of messages) if (message.direction === 'from third party' && !message.machineSent) newest.set(message.author.id, message);
  return [...newest.values()].map((message) => ({ ...said(message, ownText(message)), name: message.author.name ?? message.author.id }));
}

/** Without quoted history and signature. */
export function ownText(message: { readonly text: string; readonly reading: { readonly ownWords: readonly Span[] } | null; readonly ownWords?: readonly Span[] | null }): string {
  const own = message.ownWords ?? message.reading?.ownWords ?? [];
  return own.length === 0 ? message.text : own.map((span) => cut(message.text, span)).join('\n');
}

function said(message: RecapMessage, text: string): Said {
  return { message: message.id, text: text.replaceAll(/\s+/gu, ' ').trim(), at: message.createdAt };
}

function cut(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
