// Finds the contact and the conversation of each incoming message, in the order in which they came.
import type { IncomingMessage } from '../channels/channel.ts';
import { afterIncoming, isSpam } from '../domain/conversation/transition.ts';
import type { State } from '../domain/conversation/message.ts';
import type { Candidate } from '../domain/conversation/placement.ts';
import { placeMessage } from '../domain/conversation/placement.ts';
import { stateOf } from '../store/conversation.ts';
import type { CandidateRow, MergedRow } from '../store/receive.ts';
import type { Interpreted } from './interpret-raw.ts';

/** One message to be placed, with the contact it was found to be from: as they were known, and whether this message made them. */
export type Arrival = {
  readonly message: IncomingMessage; readonly source: Interpreted; readonly messageId: string;
  readonly contact: string; readonly created: boolean; readonly blocked: boolean; readonly language: string | null; readonly languageSet: boolean;
  /** Who the contact would be if no contacts had been joined. */
  readonly own: string;
};

/** A conversation as it stands while a batch is being placed. */
export type Standing = {
  readonly id: string;
  readonly begun: boolean;
  readonly contact: string;
  /** Whose it would be if no contacts had been joined. */
  readonly ownContact: string;
  readonly inbox: string;
  readonly subject: string | null;
  readonly participants: Set<string>;
  /** Its messages by what their channel calls them, each with the conversation it is at home in. */
  readonly answers: Map<string, string>;
  /** Itself, and what was merged into it. */
  readonly names: readonly Name[];
  state: State;
  waitingSince: string | null;
  reopened: boolean;
  lastAt: string;
};

/** What a message can mean a conversation by. */
type Name = { readonly id: string; readonly family: string; readonly number: number | null; readonly keys: readonly string[]; readonly contact: string; readonly inbox: string; lastAt: string };

/** `home`: the merged conversation that the message would be in; null: the one it is in. */
export type Placed = { readonly arrival: Arrival; readonly standing: Standing; readonly home: string | null };

export function placeArrivals(arrivals: readonly Arrival[], candidates: readonly CandidateRow[], newId: () => string): readonly Placed[] {
  const standings = candidates.map(fromRow);
  return arrivals.map((arrival) => {
    const { standing, name } = findPlace(arrival, standings) ?? begin(arrival, standings, newId);
    takeIn(arrival, standing, name);
    return { arrival, standing, home: name.id === standing.id ? null : name.id };
  });
}

/** Where a message belongs by its thread alone, whoever wrote it; null: nowhere. */
export function placeByThread(arrival: Pick<Arrival, 'message' | 'source'>, candidates: readonly CandidateRow[]): { readonly conversation: string; readonly home: string | null } | null {
  const place = findPlace({ ...arrival, contact: '' }, candidates.map(fromRow));
  return place && { conversation: place.standing.id, home: place.name.id === place.standing.id ? null : place.name.id };
}

type Place = { readonly standing: Standing; readonly name: Name };
type Placeable = Pick<Arrival, 'message' | 'source' | 'contact'>;

function findPlace(arrival: Placeable, standings: readonly Standing[]): Place | null {
  const { thread, from, sentAt } = arrival.message;
  const channel = arrival.source.account.channel.name;
  const asCandidate = ({ standing, name }: Place): Candidate => ({
    id: standing.id,
    family: name.family,
    closed: standing.state.is === 'closed' ? { at: standing.state.at, because: standing.state.because } : null,
    participants: [...standing.participants].filter((one) => one.startsWith(`${channel}:`)).map((one) => one.slice(channel.length + 1)),
  });
  const called = (fits: (name: Name) => boolean): Place | undefined => standings.flatMap((standing) => standing.names.map((name) => ({ standing, name }))).find(({ name }) => fits(name));
  const places = {
    key: thread.key === null ? undefined : called((name) => name.keys.includes(thread.key!)),
    reference: thread.references.flatMap((reference) => standings.flatMap((standing) => homeOf(standing, reference))),
    number: thread.number === null ? undefined : called((name) => name.number === thread.number),
    identity: newestOf(arrival, standings),
  };
  const pick = (place: Place | undefined) => (place ? asCandidate(place) : null);
  const placement = placeMessage(
    { sender: from.externalId, participants: thread.participants, threaded: thread.references.length > 0 || thread.subject !== null, at: sentAt },
    {
      byKey: pick(places.key),
      byReference: places.reference.map(asCandidate),
      byNumber: pick(places.number),
      newest: pick(places.identity),
    },
  );
  if (placement.do === 'begin') return null;
  return placement.by === 'reference' ? (places.reference.findLast(({ standing }) => standing.id === placement.conversation) ?? null) : (places[placement.by] ?? null);
}

/** The conversation that the message of this id is at home in; one that is merged elsewhere by now says nothing. */
function homeOf(standing: Standing, reference: string): readonly Place[] {
  const home = standing.answers.get(reference);
  return home === undefined ? [] : [{ standing, name: standing.names.find((name) => name.id === home) ?? standing.names[0]! }];
}

/** Of a conversation and those merged into it, the one that was active last; the merged one where both were at once. */
function newestOf(arrival: Placeable, standings: readonly Standing[]): Place | undefined {
  return standings.flatMap((standing) => standing.names.map((name) => ({ standing, name })).toReversed())
    .filter(({ name }) => name.contact === arrival.contact && name.inbox === arrival.source.row.inbox)
    .toSorted((one, other) => (one.name.lastAt === other.name.lastAt ? 0 : one.name.lastAt < other.name.lastAt ? 1 : -1))[0];
}

function begin(arrival: Arrival, standings: Standing[], newId: () => string): Place {
  const id = newId();
  const inbox = arrival.source.row.inbox;
  const name: Name = { id, family: id, number: null, keys: [], contact: arrival.contact, inbox, lastAt: '' };
  const standing: Standing = {
    id, begun: true, contact: arrival.contact, ownContact: arrival.own, inbox, subject: arrival.message.content.subject ?? arrival.message.thread.subject,
    participants: new Set(), answers: new Map(), names: [name],
    // What a blocked contact writes is kept, out of everybody's sight.
    state: arrival.blocked ? { is: 'closed', at: arrival.message.sentAt, because: 'spam' } : { is: 'open' },
    waitingSince: null, reopened: false, lastAt: '',
  };
  standings.push(standing);
  return { standing, name };
}

function takeIn(arrival: Arrival, standing: Standing, name: Name): void {
  const { message } = arrival;
  const before = standing.state;
  if (!arrival.blocked) {
    const after = afterIncoming({ state: standing.state, waitingSince: standing.waitingSince }, { at: message.sentAt, machineSent: message.machineSent });
    standing.state = after.state;
    standing.waitingSince = after.waitingSince;
  }
  if (!standing.begun && before.is !== 'open' && standing.state.is === 'open' && !isSpam(before)) standing.reopened = true;
  standing.answers.set(message.externalId, name.id);
  const channel = arrival.source.account.channel.name;
  for (const participant of [message.from.externalId, ...message.thread.participants]) standing.participants.add(`${channel}:${participant}`);
  if (message.sentAt > standing.lastAt) standing.lastAt = message.sentAt;
  if (message.sentAt > name.lastAt) name.lastAt = message.sentAt;
}

function fromRow(row: CandidateRow): Standing {
  const lastAt = row.last_at.toISOString();
  return {
    id: row.id, begun: false, contact: row.contact, ownContact: row.contact, inbox: row.inbox, subject: row.subject, participants: new Set(row.participants), answers: new Map(Object.entries(row.answers)),
    names: [nameOf(row, lastAt), ...row.merged.map((merged) => nameOf(merged, new Date(merged.last_at).toISOString()))],
    state: stateOf(row), waitingSince: row.waiting_since?.toISOString() ?? null, reopened: false, lastAt,
  };
}

function nameOf(row: Pick<MergedRow, 'id' | 'number' | 'key' | 'third_party_key' | 'contact' | 'inbox' | 'split_from'>, lastAt: string): Name {
  return { id: row.id, family: row.split_from ?? row.id, number: row.number, keys: [row.key, ...(row.third_party_key === null ? [] : [row.third_party_key])], contact: row.contact, inbox: row.inbox, lastAt };
}
