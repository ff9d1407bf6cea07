// The inbound flow, steps 3 to 8: takes raw inputs, converts and reads them, and stores what they became, all in one transaction
// with the marking of the inputs as done. A crash at any point leaves them as they were, and they are taken again.
import type { IncomingMessage } from '../channels/channel.ts';
import { isDatabaseLost, isDiskFull, messageOf } from '../store/failure.ts';
import { listContactConversationIds } from '../store/conversation.ts';
import { findContactByOther, saveReachable } from '../store/identity.ts';
import { addIdentity } from '../store/message-edit.ts';
import type { CandidateQuery, CandidateRow, Ensured, Identity, KnownMessage, WantedIdentity } from '../store/receive.ts';
import { distinctId, ensureIdentities, findKnownMessages, lockCandidates } from '../store/receive.ts';
import type { InboxRow } from '../store/inbox.ts';
import type { NewRawInput, RawInputRow } from '../store/raw-input.ts';
import { saveRawInputs, saveRawProblem, saveRawSettled, takeRawInputs } from '../store/raw-input.ts';
import { hasPlans } from '../store/planned-reply.ts';
import { findWorkspaceTime } from '../store/workspace-time.ts';
import { applyBegun, applyOtherIncoming } from './apply-other-incoming.ts';
import type { Change } from './change.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Interpreted, Uninterpreted } from './interpret-raw.ts';
import { interpretRaw } from './interpret-raw.ts';
import type { Arrival, Placed } from './place-arrivals.ts';
import { placeArrivals } from './place-arrivals.ts';
import { saveArrivals } from './save-arrivals.ts';
import type { Letter } from './take-third-parties.ts';
import { findThirdPartyLetters, takeThirdParties } from './take-third-parties.ts';

/** Enough to share one commit among many under load, and little enough that nobody waits for a long one. */
export const batch = 64;
const tries = 5;
/** Until it is looked whether a full disk has room again. */
const roomMs = 10_000;

/** @returns how many inputs were taken; 0: nothing is waiting */
export async function receiveMessages(desk: Desk, workspace: string): Promise<number> {
  let taken: readonly RawInputRow[] = [];
  try {
    await change(desk, { workspace, actor: automation }, async (within) => {
      taken = await takeRawInputs(within.db, workspace, within.now, batch);
      if (taken.length > 0) await takeIn(desk, within, taken);
      if (taken.length > 0) desk.passing('in-7');
    });
    if (taken.length > 0) desk.passing('in-8');
  } catch (error) {
    if (isDatabaseLost(error) || taken.length === 0) throw error;
    // One of them cannot be stored: each for itself, so that it holds up nobody else.
    for (const row of taken) await receiveAlone(desk, row);
  }
  return taken.length;
}

/** Stores one input and takes it in, in one transaction: for input that must not wait for a worker (demonstration, imports). */
export async function receiveNow(desk: Desk, inbox: Pick<InboxRow, 'workspace' | 'id'>, input: NewRawInput): Promise<void> {
  await change(desk, { workspace: inbox.workspace, actor: automation }, async (within) => {
    await saveRawInputs(within.db, inbox.workspace, inbox.id, [input]);
    await takeIn(desk, within, await takeRawInputs(within.db, inbox.workspace, within.now, 1, input.id));
  });
}

async function receiveAlone(desk: Desk, row: RawInputRow): Promise<void> {
  const who = { workspace: row.workspace, actor: automation };
  try {
    await change(desk, who, async (within) => {
      const rows = await takeRawInputs(within.db, row.workspace, within.now, 1, row.id);
      await takeIn(desk, within, rows);
    });
  } catch (error) {
    if (isDatabaseLost(error)) throw error;
    if (isDiskFull(error)) return change(desk, who, (within) => waitForRoom(desk, within, row, error));
    const failure = { row, code: 'storing-failed', detail: error instanceof Error ? error.message : String(error), again: true };
    desk.log.error({ rawInput: row.id, stack: error instanceof Error ? error.stack : undefined }, 'A raw input could not be stored.');
    await change(desk, who, (within) => keepProblem(within, failure));
  }
}

async function takeIn(desk: Desk, within: Change, rows: readonly RawInputRow[]): Promise<void> {
  const { interpreted, failed } = await interpretRaw(desk, rows);
  desk.passing('in-3');
  for (const failure of failed) await keepProblem(within, failure);
  await applyBegun(desk, within, interpreted);
  const { arrivals, letters, known, ...around } = await findArrivals(desk, within, interpreted);
  const placed = withoutRepeats(placeArrivals(arrivals, around.candidates, desk.newId), known);
  if (placed.length > 0) {
    desk.passing('in-5');
    await saveArrivals(desk, within, placed, around);
  }
  const answers = await takeThirdParties(desk, within, letters, around);
  await applyOtherIncoming(desk, within, interpreted);
  const stored = [...placed.map(({ arrival }) => arrival.source), ...answers];
  within.alongside(saveRawSettled(within.db, within.workspace, within.now, interpreted.map((one) => ({ id: one.row.id, outcome: outcomeOf(one, stored) }))));
}

export type FromInput = { readonly source: Interpreted; readonly message: IncomingMessage };
type Found = { readonly arrivals: readonly Arrival[]; readonly candidates: readonly CandidateRow[]; readonly timeZone: string; readonly plans: boolean; readonly known: readonly KnownMessage[]; readonly letters: readonly Letter[] };

/** Finds or makes the contacts, looks up where their messages may belong, and leaves out messages that are stored already. */
async function findArrivals(desk: Desk, within: Change, interpreted: readonly Interpreted[]): Promise<Found> {
  const messages = interpreted.flatMap((source) => source.incoming.filter((one): one is IncomingMessage => one.kind === 'message').map((message) => ({ source, message })));
  if (messages.length === 0) return { arrivals: [], candidates: [], timeZone: 'UTC', plans: false, known: [], letters: [] };
  const { db, workspace } = within;
  const theirs = await findThirdPartyLetters(within, messages);
  const ours = messages.filter((one) => !theirs.has(one));
  await adoptKnown(within, ours);
  const near = nearTo(messages, ours);
  // Sent in this order, answered in this order: a contact is locked before their conversations are looked at.
  const [{ identities, created, anew }, known, { timeZone }, seenNear, plans] = await Promise.all([
    ensureIdentities(db, workspace, within.now, wantedIdentities(desk, ours)),
    findKnownMessages(db, workspace, messages.map(({ source, message }) => ({ inbox: source.row.inbox, externalId: message.externalId, fingerprint: message.fingerprint }))),
    findWorkspaceTime(db, workspace),
    lockCandidates(db, workspace, near),
    // After the locks: nothing can be planned any more for what was locked.
    hasPlans(db, workspace),
  ]);
  for (const contact of created) within.record('contact-created', { data: { contact } });
  await hearAgain(within, ours, identities);
  await askNames(desk, within, ours, { identities, created });
  await addProven(within, ours, identities);
  // Somebody who was unknown a moment ago may have been made by another worker since, and have a conversation by now.
  const candidates = anew ? await lockCandidates(db, workspace, near) : seenNear;
  const seen = seenAlready(known);
  return { arrivals: arrivalsOf(desk, ours, { identities, created }, seen), letters: lettersOf(desk, [...theirs], seen, known), candidates, timeZone, plans: plans || anew, known };
}

/** Of third parties only what they name is near; their newest conversation as a customer is another matter. */
function nearTo(messages: readonly FromInput[], ours: readonly FromInput[]): CandidateQuery {
  const threads = messages.map(({ message }) => message.thread);
  return {
    keys: present(threads.map((thread) => thread.key)),
    references: threads.flatMap((thread) => thread.references),
    numbers: present(threads.map((thread) => thread.number)),
    newest: ours.map(({ source, message }) => ({ channel: source.account.channel.name, externalId: message.from.externalId, inbox: source.row.inbox })),
  };
}

function wantedIdentities(desk: Desk, messages: readonly FromInput[]): readonly WantedIdentity[] {
  const wanted = new Map<string, WantedIdentity>();
  for (const { source, message } of messages) {
    const channel = source.account.channel.name;
    const name = `${channel}\n${message.from.externalId}`;
    if (!wanted.has(name)) {
      wanted.set(name, { channel, externalId: message.from.externalId, name: message.from.name, verified: message.from.verified, language: message.from.language ?? null, newContact: desk.newId() });
    }
  }
  return [...wanted.values()];
}

/** Ids of stored messages, by inbox, with what a reader would see under each; those of a batch are added as they are taken. */
type Seen = Map<string, string | null>;

function seenAlready(known: readonly KnownMessage[]): Seen {
  return new Map(known.map((one) => [`${one.inbox}\n${one.external_id}`, one.fingerprint]));
}

/** The same letter to several of our inboxes is one. */
function lettersOf(desk: Desk, messages: readonly FromInput[], seen: Seen, known: readonly KnownMessage[]): readonly Letter[] {
  const there = new Set(known.map((one) => `${one.external_id}\n${one.fingerprint}`));
  return messages.flatMap(({ source, message }): Letter[] => {
    const own = withOwnId(message, source.row.inbox, seen);
    const name = own && `${own.externalId}\n${own.fingerprint}`;
    if (own === null || there.has(name!)) return [];
    there.add(name!);
    seen.set(`${source.row.inbox}\n${own.externalId}`, own.fingerprint);
    return [{ source, message: own, messageId: desk.newId() }];
  });
}

function arrivalsOf(desk: Desk, messages: readonly FromInput[], { identities, created }: Pick<Ensured, 'identities' | 'created'>, seen: Seen): readonly Arrival[] {
  return messages.flatMap(({ source, message }): Arrival[] => {
    const own = withOwnId(message, source.row.inbox, seen);
    if (own === null) return [];
    seen.set(`${source.row.inbox}\n${own.externalId}`, own.fingerprint);
    const identity = identities.find((one) => one.channel === source.account.channel.name && one.external_id === message.from.externalId)!;
    const { contact, blocked, language, language_set: languageSet } = identity;
    return [{ source, message: own, messageId: desk.newId(), contact, own: identity.own ?? contact, created: created.includes(contact), blocked, language, languageSet }];
  });
}

/** Somebody whom the vendor calls otherwise than before, and says so: the new name is theirs too, before anybody new is made of it. */
async function adoptKnown(within: Change, messages: readonly FromInput[]): Promise<void> {
  for (const { source, message: { from } } of messages) {
    const channel = source.account.channel.name;
    const others = (from.also ?? []).filter((also) => also.channel === channel && also.externalId !== from.externalId).map(({ externalId }) => externalId);
    if (!from.verified || others.length === 0) continue;
    const contact = await findContactByOther(within.db, within.workspace, channel, from.externalId, others);
    if (contact !== null) await addIdentity(within.db, within.workspace, within.now, { contact, channel, externalId: from.externalId, name: from.name, verified: true });
  }
}

/** Whoever writes to us has not blocked us any more. */
async function hearAgain(within: Change, messages: readonly FromInput[], identities: readonly Identity[]): Promise<void> {
  for (const { channel, external_id: externalId, contact } of identities.filter(({ unreachable }) => unreachable)) {
    const last = messages.findLast(({ source, message }) => source.account.channel.name === channel && message.from.externalId === externalId);
    if (last && (await saveReachable(within.db, within.workspace, { channel, externalId }, true, last.message.sentAt)) !== null) {
      within.record('contact-changed', { actor: { kind: 'contact', id: contact }, data: { contact, conversations: await listContactConversationIds(within.db, within.workspace, contact) } });
    }
  }
}

/** Of contacts that are new and have no name, where the channel can be asked for it. */
async function askNames(desk: Desk, within: Change, messages: readonly FromInput[], { identities, created }: Pick<Ensured, 'identities' | 'created'>): Promise<void> {
  if (created.length === 0) return;
  const nameless = new Map(messages.filter(({ source, message }) => message.from.name === null && source.account.channel.nameOf).map(({ source, message }) => [message.from.externalId, source]));
  for (const [externalId, { row, account }] of nameless) {
    const identity = identities.find((one) => one.channel === account.channel.name && one.external_id === externalId);
    if (identity && created.includes(identity.contact)) await desk.jobs.add(within.db, 'find-name', { workspace: within.workspace, inbox: row.inbox, externalId });
  }
}

/** Further identities that the channel itself proves (a signed e-mail address) join the contact, unless somebody else has them. */
async function addProven(within: Change, messages: readonly FromInput[], identities: readonly Identity[]): Promise<void> {
  const proven = new Map(messages.flatMap(({ source, message }) => (message.from.also ?? []).map((also) => [`${also.channel}\n${also.externalId}`, { also, channel: source.account.channel.name, from: message.from }] as const)));
  for (const { also, channel, from } of proven.values()) {
    const { contact } = identities.find((one) => one.channel === channel && one.external_id === from.externalId)!;
    await addIdentity(within.db, within.workspace, within.now, { contact, channel: also.channel, externalId: also.externalId, name: from.name, verified: true });
  }
}

/** null: this very message is stored. A different message under a known id gets an id of its own. */
function withOwnId(message: IncomingMessage, inbox: string, seen: ReadonlyMap<string, string | null>): IncomingMessage | null {
  if (!seen.has(`${inbox}\n${message.externalId}`)) return message;
  if (seen.get(`${inbox}\n${message.externalId}`) === message.fingerprint) return null;
  const externalId = distinctId(message.externalId, message.fingerprint);
  return seen.has(`${inbox}\n${externalId}`) ? null : { ...message, externalId };
}

/** An answer to several of our inboxes comes in on each, and is one message of its conversation all the same. */
function withoutRepeats(placed: readonly Placed[], known: readonly KnownMessage[]): readonly Placed[] {
  const there = new Set(known.map((one) => `${one.conversation}\n${one.external_id}\n${one.fingerprint}`));
  return placed.filter(({ arrival: { message }, standing, home }) => {
    const name = `${message.externalId}\n${message.fingerprint}`;
    if ([standing.id, home ?? ''].some((conversation) => there.has(`${conversation}\n${name}`))) return false;
    there.add(`${standing.id}\n${name}`);
    return true;
  });
}

function outcomeOf(interpreted: Interpreted, stored: readonly Interpreted[]): string {
  const kinds = interpreted.incoming.map((one) => one.kind);
  if (kinds.includes('message')) return stored.includes(interpreted) ? 'message' : 'passed-over:stored-already';
  const passed = interpreted.incoming.find((one) => one.kind === 'passed-over');
  if (passed && passed.kind === 'passed-over') return `passed-over:${passed.because}`;
  return kinds[0] ?? 'passed-over:empty';
}

/** A full disk says nothing about the input: it uses up none of its tries, and nobody has to look after it. */
async function waitForRoom(desk: Desk, within: Change, row: RawInputRow, error: unknown): Promise<void> {
  desk.log.warn({ rawInput: row.id }, 'There is no room to store what came in; trying again.');
  const nextAt = new Date(Date.parse(within.now) + roomMs).toISOString();
  await saveRawProblem(within.db, within.workspace, row.id, within.now, { code: 'disk-full', detail: messageOf(error), attempts: row.attempts, nextAt });
}

async function keepProblem(within: Change, failure: Uninterpreted): Promise<void> {
  const attempts = failure.row.attempts + 1;
  const again = failure.again && attempts < tries;
  const nextAt = again ? new Date(Date.parse(within.now) + 5_000 * 4 ** (attempts - 1)).toISOString() : null;
  await saveRawProblem(within.db, within.workspace, failure.row.id, within.now, { code: failure.code, detail: failure.detail, attempts, nextAt });
  if (!again) within.record('raw-input-failed', { data: { rawInput: failure.row.id, inbox: failure.row.inbox, code: failure.code } });
}

function present<Value>(values: readonly (Value | null)[]): readonly Value[] {
  return values.filter((value): value is Value => value !== null);
}
