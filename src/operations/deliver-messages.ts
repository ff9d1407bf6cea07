// The outbound flow, steps 6 to 8: takes due deliveries, hands them to their channel outside any transaction, and records what came of it.
// The attempt is written down before the send begins; one that was interrupted is sent again only where the channel guarantees
// that the customer gets it once, and is otherwise said to be unknown.
import type { Channel, ChannelIo, Outgoing, Sent } from '../channels/channel.ts';
import { InvalidConfig } from '../channels/channel.ts';
import { nextAttempt } from '../domain/delivery/retry.ts';
import { Refusal } from '../domain/refusal.ts';
import { messageOf } from '../store/failure.ts';
import type { TakenDelivery } from '../store/delivery.ts';
import { findDelivery, lockDelivery, lockTogether, prolongLease, saveAttemptAgain, saveAttemptEnded, saveDeliveryChange, saveNextLook, takeDueDeliveries } from '../store/delivery.ts';
import { saveParts } from '../store/delivery-part.ts';
import type { EarlyReceipt } from '../store/early-receipt.ts';
import { lockReceiptsOf, takeEarlyReceipts } from '../store/early-receipt.ts';
import { saveMessageExternalId } from '../store/message-edit.ts';
import type { DeliveryRow } from '../store/message-row.ts';
import type { Change } from './change.ts';
import { automation, change } from './change.ts';
import { applyReceipt, applyToPart, failDelivery, leaveUnknown, tellOfCopy } from './change-delivery.ts';
import { composeOutgoing } from './compose-outgoing.ts';
import { patienceMinutes } from './continue-elsewhere.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { getAccount } from './inbox-account.ts';
import { recordSending } from './record-health.ts';
import { untilStored } from './until-stored.ts';

/** A dead worker's deliveries are looked at again after this long; a living one prolongs its lease every third of it. */
export const leaseSeconds = 15;
/** How many are handed over at once by one worker, and at most about so many of one inbox: a slow server holds up its own only. */
const mostInHand = 16;
const mostOfInbox = 4;

export type SendIo = (account: InboxAccount) => ChannelIo;

export interface Outbox {
  /** Takes what is due and what there is a hand free for, without waiting until it is sent. @returns how many were taken */
  take(): Promise<number>;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

/**
 * While the database is away or full, what was taken is held until it can be written down, or until `stopping`.
 * @param onFree called when a hand is free again
 */
export function openOutbox(desk: Desk, io: SendIo, stopping: AbortSignal, onFree: () => void): Outbox {
  const inHand = new Map<string, { readonly inbox: string; readonly done: Promise<void> }>();
  const deliver = async (delivery: Taken): Promise<void> => {
    try {
      await deliverOne(desk, io, delivery, stopping);
    } catch (error) {
      desk.log.warn({ delivery: delivery.id, error: messageOf(error) }, 'A delivery could not be finished; it is looked at again when its lease has run out.');
    } finally {
      inHand.delete(delivery.id);
      onFree();
    }
  };
  return {
    take: async () => {
      const free = Math.min(mostInHand - inHand.size, mostOfInbox);
      if (free <= 0) return 0;
      const byInbox = Map.groupBy(inHand.values(), (one) => one.inbox);
      const taken = await takeDueDeliveries(desk.db, desk.now(), leaseEnd(desk), free, {
        deliveries: [...inHand.keys()], inboxes: [...byInbox].flatMap(([inbox, ones]) => (ones.length >= mostOfInbox ? [inbox] : [])),
      });
      // Entered before any begins: one that is done at once must not be entered afterwards.
      const { promise: entered, resolve: begin } = Promise.withResolvers<void>();
      for (const delivery of taken) inHand.set(delivery.id, { inbox: delivery.inbox, done: entered.then(() => deliver(delivery)) });
      begin();
      return taken.length;
    },
    idle: async () => {
      while (inHand.size > 0) await Promise.all([...inHand.values()].map((one) => one.done));
    },
  };
}

type Taken = TakenDelivery & { readonly interrupted: boolean };
type Ready = { readonly account: InboxAccount; readonly number: number; readonly outgoing: Outgoing };

async function deliverOne(desk: Desk, io: SendIo, delivery: Taken, stopping: AbortSignal): Promise<void> {
  const lease = setInterval(() => void prolongLease(desk.db, delivery.workspace, delivery.id, leaseEnd(desk)).catch(() => undefined), (leaseSeconds * 1_000) / 3);
  try {
    const takenAt = Date.now();
    const ready = await untilStored(() => prepare(desk, delivery), stopping);
    if (ready === null) return;
    // After a long wait somebody else may have taken it over, and even have told its author that it may have been sent.
    if (Date.now() - takenAt > (leaseSeconds * 1_000) / 3 && !(await untilStored(() => isStillOurs(desk, delivery, ready.number), stopping))) return;
    const sent = await sendSafely(desk, ready.account, ready.outgoing, io(ready.account));
    await untilStored(() => recordOutcome(desk, delivery, ready.account, ready.number, sent), stopping);
  } finally {
    clearInterval(lease);
  }
}

/** null: there is nothing to send. */
async function prepare(desk: Desk, delivery: Taken): Promise<Ready | null> {
  const account = await openOrRecord(desk, delivery);
  if (!account) return null;
  if (delivery.interrupted && !account.channel.can.idempotent) {
    await recordInterrupted(desk, delivery);
    return null;
  }
  desk.passing('out-6');
  const outgoing = await composeOutgoing(desk.db, account, delivery);
  const number = delivery.interrupted ? await saveAttemptAgain(desk.db, delivery.workspace, delivery.id, desk.now()) : delivery.attempts;
  return { account, number, outgoing };
}

async function isStillOurs(desk: Desk, delivery: Taken, number: number): Promise<boolean> {
  const row = await findDelivery(desk.db, delivery.workspace, delivery.id);
  return row?.state === 'sending' && row.attempts === number;
}

/** An inbox whose settings cannot be read right now fails the attempt, not the worker. */
async function openOrRecord(desk: Desk, delivery: TakenDelivery): Promise<InboxAccount | null> {
  try {
    return await getAccount(desk, desk.db, delivery.workspace, delivery.inbox);
  } catch (error) {
    if (!(error instanceof InvalidConfig || error instanceof Refusal)) throw error;
    await record(desk, delivery, delivery.attempts, { ok: false, retry: 'later', code: 'inbox-settings-wrong', reason: error.message }, null);
    return null;
  }
}

/** A channel that throws has a fault of ours; whether the message went out before it is not known. */
async function sendSafely(desk: Desk, account: InboxAccount, outgoing: Outgoing, io: ChannelIo): Promise<Sent> {
  try {
    const sent = await account.channel.send(outgoing, account.config, io);
    desk.passing('out-7');
    return sent;
  } catch (error) {
    return { ok: false, retry: 'unknown', code: 'send-broke', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function recordInterrupted(desk: Desk, delivery: TakenDelivery): Promise<void> {
  await change(desk, { workspace: delivery.workspace, actor: automation }, async (within) => {
    const row = await lockDelivery(within.db, delivery.workspace, delivery.id);
    if (row?.state === 'sending') await leaveUnknown(desk, within, row, { code: 'send-interrupted', detail: '' });
  });
}

async function recordOutcome(desk: Desk, delivery: TakenDelivery, account: InboxAccount, number: number, sent: Sent): Promise<void> {
  await record(desk, delivery, number, sent, account.channel);
  if (sent.ok) await recordSending(desk, account.row, null);
  else if (sent.ofInbox) await recordSending(desk, account.row, { code: sent.code, detail: sent.reason });
}

async function record(desk: Desk, delivery: TakenDelivery, number: number, sent: Sent, channel: Channel | null): Promise<void> {
  await change(desk, { workspace: delivery.workspace, actor: automation }, async (within) => {
    const row = await lockDelivery(within.db, delivery.workspace, delivery.id);
    if (!row) return;
    const problem = sent.ok ? null : { code: sent.code, detail: sent.reason };
    await saveAttemptEnded(within.db, delivery.workspace, row.id, number, within.now, sent.ok ? 'accepted' : sent.retry, problem);
    desk.passing('out-8');
    if (sent.ok) return accept(desk, within, row, sent, channel);
    // Another worker took over, or a receipt came first: what is known now stands.
    if (row.state !== 'sending') return;
    const again = sent.retry === 'later' || (sent.retry === 'unknown' && channel?.can.idempotent === true);
    const dueAt = again ? nextAttempt(row.attempts, row.queued_at.toISOString(), within.now, sent.retryAfterSeconds ?? null) : null;
    if (dueAt !== null) return queueAgain(within, row, dueAt, problem!);
    if (sent.retry === 'unknown') return leaveUnknown(desk, within, row, problem!);
    return failDelivery(desk, within, row, problem!, within.now);
  });
}

async function accept(desk: Desk, within: Change, row: DeliveryRow, { externalId, copiesMissed, parts = [] }: Extract<Sent, { ok: true }>, channel: Channel | null): Promise<void> {
  const early = channel?.externalIdOf ? [] : await receiptsOf(within, row.inbox, externalId);
  await saveMessageExternalId(within.db, within.workspace, row.message, row.id, externalId);
  await applyReceipt(desk, within, row, { state: 'accepted', at: within.now }, null);
  for (const receipt of early) {
    const now = await lockDelivery(within.db, within.workspace, row.id);
    if (now) await applyReceipt(desk, within, now, receipt, receipt.problem);
  }
  if (parts.length > 0) await acceptParts(desk, within, row, parts);
  if (copiesMissed !== undefined) await tellOfCopy(desk, within, { ...row, state: 'accepted', problem_code: null, due_at: null }, copiesMissed);
  if (channel?.can.customersLeave) await saveNextLook(within.db, within.workspace, row.id, new Date(Date.parse(within.now) + patienceMinutes * 60_000).toISOString());
}

async function acceptParts(desk: Desk, within: Change, { id, inbox }: DeliveryRow, parts: readonly string[]): Promise<void> {
  await saveParts(within.db, within.workspace, inbox, id, parts);
  // Always in the same order, since each is locked.
  for (const part of [...new Set(parts)].toSorted()) for (const receipt of await receiptsOf(within, inbox, part)) await applyToPart(desk, within, inbox, part, receipt);
}

/** What the vendor said of this message before its answer to us was written down. */
async function receiptsOf(within: Change, inbox: string, externalId: string): Promise<readonly EarlyReceipt[]> {
  await lockReceiptsOf(within.db, inbox, externalId);
  return takeEarlyReceipts(within.db, within.workspace, inbox, externalId);
}

async function queueAgain(within: Change, row: DeliveryRow, dueAt: string, problem: { readonly code: string; readonly detail: string }): Promise<void> {
  for (const one of await lockTogether(within.db, within.workspace, row)) {
    await saveDeliveryChange(within.db, within.workspace, one.id, { state: 'queued', due_at: dueAt, problem_code: problem.code, problem_detail: problem.detail.slice(0, 2_000) });
    within.record('delivery-changed', { conversation: one.conversation, data: { message: one.message, delivery: one.id, state: 'queued', code: problem.code } });
  }
}

function leaseEnd(desk: Desk): string {
  return new Date(Date.parse(desk.now()) + leaseSeconds * 1_000).toISOString();
}
