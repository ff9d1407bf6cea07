// Finds the contact and the conversation of each incoming message, in the order in which they came.
import type { IncomingMessage } from '../channels/channel.ts';
import { afterIncoming, isSpam } from '../domain/conversation/transition.ts';
import type { State } from '../domain/conversation/message.ts';
import type { Candidate } from '../domain/conversation/placement.ts';
import { placeMessage } from '../domain/conversation/placement.ts';
import { stateOf } from '../store/conversation.ts';
import type { CandidateRow } from '../store/receive.ts';
import type { Interpreted } from './interpret-raw.ts';

/** One message to be placed, with the contact it was found to be from: as they were known, and whether this message made them. */
export type Arrival = {
  readonly message: IncomingMessage; readonly source: Interpreted; readonly messageId: string;
  readonly contact: string; readonly created: boolean; readonly blocked: boolean; readonly language: string | null; readonly languageSet: boolean;
};

/** A conversation as it stands while a batch is being placed. */
export type Standing = {
  readonly id: string;
  readonly begun: boolean;
  readonly contact: string;
  readonly inbox: string;
  readonly subject: string | null;
  readonly participants: Set<string>;
  readonly answers: Set<string>;
  readonly number: number | null;
  readonly key: string | null;
  state: State;
  waitingSince: string | null;
  reopened: boolean;
  lastAt: string;
};

export type Placed = { readonly arrival: Arrival; readonly standing: Standing };

export function placeArrivals(arrivals: readonly Arrival[], candidates: readonly CandidateRow[], newId: () => string): readonly Placed[] {
  const standings = candidates.map(fromRow);
  return arrivals.map((arrival) => {
    const standing = findPlace(arrival, standings) ?? begin(arrival, standings, newId);
    takeIn(arrival, standing);
    return { arrival, standing };
  });
}

function findPlace(arrival: Arrival, standings: readonly Standing[]): Standing | null {
  const { thread, from, sentAt } = arrival.message;
  const channel = arrival.source.account.channel.name;
  const asCandidate = (standing: Standing): Candidate => ({
    id: standing.id,
    closed: standing.state.is === 'closed' ? { at: standing.state.at, because: standing.state.because } : null,
    participants: [...standing.participants].filter((one) => one.startsWith(`${channel}:`)).map((one) => one.slice(channel.length + 1)),
  });
  const pick = (standing: Standing | undefined) => (standing ? asCandidate(standing) : null);
  const placement = placeMessage(
    { sender: from.externalId, participants: thread.participants, threaded: thread.references.length > 0 || thread.subject !== null, at: sentAt },
    {
      byKey: thread.key === null ? null : pick(standings.find((standing) => standing.key === thread.key)),
      byReference: thread.references.flatMap((reference) => standings.filter((standing) => standing.answers.has(reference))).map(asCandidate),
      byNumber: thread.number === null ? null : pick(standings.find((standing) => standing.number === thread.number)),
      newest: pick(newestOf(arrival, standings)),
    },
  );
  return placement.do === 'begin' ? null : (standings.find((standing) => standing.id === placement.conversation) ?? null);
}

function newestOf(arrival: Arrival, standings: readonly Standing[]): Standing | undefined {
  return standings.filter((standing) => standing.contact === arrival.contact && standing.inbox === arrival.source.row.inbox)
    .sort((one, other) => (one.lastAt < other.lastAt ? 1 : -1))[0];
}

function begin(arrival: Arrival, standings: Standing[], newId: () => string): Standing {
  const standing: Standing = {
    id: newId(), begun: true, contact: arrival.contact, inbox: arrival.source.row.inbox, subject: arrival.message.content.subject ?? arrival.message.thread.subject,
    participants: new Set(), answers: new Set(), number: null, key: null,
    // What a blocked contact writes is kept, out of everybody's sight.
    state: arrival.blocked ? { is: 'closed', at: arrival.message.sentAt, because: 'spam' } : { is: 'open' },
    waitingSince: null, reopened: false, lastAt: '',
  };
  standings.push(standing);
  return standing;
}

function takeIn(arrival: Arrival, standing: Standing): void {
  const { message } = arrival;
  const before = standing.state;
  if (!arrival.blocked) {
    const after = afterIncoming({ state: standing.state, waitingSince: standing.waitingSince }, { at: message.sentAt, machineSent: message.machineSent });
    standing.state = after.state;
    standing.waitingSince = after.waitingSince;
  }
  if (!standing.begun && before.is !== 'open' && standing.state.is === 'open' && !isSpam(before)) standing.reopened = true;
  standing.answers.add(message.externalId);
  const channel = arrival.source.account.channel.name;
  for (const participant of [message.from.externalId, ...message.thread.participants]) standing.participants.add(`${channel}:${participant}`);
  if (message.sentAt > standing.lastAt) standing.lastAt = message.sentAt;
}

function fromRow(row: CandidateRow): Standing {
  return {
    id: row.id, begun: false, contact: row.contact, inbox: row.inbox, subject: row.subject, participants: new Set(row.participants), answers: new Set(row.answers),
    number: row.number, key: row.key, state: stateOf(row), waitingSince: row.waiting_since?.toISOString() ?? null, reopened: false, lastAt: row.last_at.toISOString(),
  };
}
