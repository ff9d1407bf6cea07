// What a send's outcome or a receipt makes of a delivery, of its conversation and of what its author is told.
import { afterFailure } from '../domain/conversation/transition.ts';
import { wholeOf } from '../domain/delivery/parts.ts';
import type { Receipt } from '../domain/delivery/progress.ts';
import { afterReceipt } from '../domain/delivery/progress.ts';
import type { MessageBrief } from '../store/conversation.ts';
import { findMessageBrief, lockConversation, saveConversationUpdate, stateOf } from '../store/conversation.ts';
import { lockDelivery, lockTogether, saveDeliveryChange } from '../store/delivery.ts';
import { settlePart } from '../store/delivery-part.ts';
import type { EarlyReceipt } from '../store/early-receipt.ts';
import type { DeliveryRow } from '../store/message-row.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import { notifyAgent } from './notify-agent.ts';

export type DeliveryProblem = { readonly code: string; readonly detail: string };

/** A receipt of one part: what it says of the whole, if it settles that. @returns whether it is a part of anything */
export async function applyToPart(desk: Desk, within: Change, inbox: string, part: string, receipt: EarlyReceipt): Promise<boolean> {
  const settled = await settlePart(within.db, within.workspace, inbox, part, receipt);
  if (!settled) return false;
  const whole = wholeOf(settled.parts);
  const delivery = whole && (await lockDelivery(within.db, within.workspace, settled.delivery));
  if (whole && delivery) await applyReceipt(desk, within, delivery, whole, whole.problem);
  return true;
}

/** What becomes of a delivery becomes of those that travel along with it. Locks the conversation before the delivery, as every operation does. Nothing is told where nothing changed. */
export async function applyReceipt(desk: Desk, within: Change, delivery: DeliveryRow, receipt: Receipt, problem: DeliveryProblem | null): Promise<void> {
  const told = new Set<string>();
  for (const one of await lockTogether(within.db, within.workspace, delivery)) await applyToOne(desk, within, one, receipt, problem, told);
}

async function applyToOne(desk: Desk, within: Change, delivery: DeliveryRow, receipt: Receipt, problem: DeliveryProblem | null, told: Set<string>): Promise<void> {
  const progress = {
    state: delivery.state, acceptedAt: iso(delivery.accepted_at), deliveredAt: iso(delivery.delivered_at), readAt: iso(delivery.read_at), failedAt: iso(delivery.failed_at),
  };
  const next = afterReceipt(progress, receipt);
  if (next === null) return;
  if (next.state === 'failed' && delivery.state !== 'failed') return failOne(desk, within, delivery, problem ?? { code: 'bounced', detail: '' }, receipt.at, told);
  await saveDeliveryChange(within.db, within.workspace, delivery.id, {
    state: next.state, accepted_at: next.acceptedAt, delivered_at: next.deliveredAt, read_at: next.readAt, failed_at: next.failedAt, due_at: null,
    ...(delivery.problem_code === copyMissed ? {} : { problem_code: null, problem_detail: null }),
  });
  if (isTrouble(delivery.state) && !isTrouble(next.state)) await saveConversationUpdate(within.db, within.workspace, delivery.conversation, { failed: -1 });
  within.record('delivery-changed', { conversation: delivery.conversation, data: { message: delivery.message, delivery: delivery.id, state: next.state } });
}

const copyMissed = 'copy-not-delivered';

/** The customer has it, as far as is known; somebody who was copied in has not. Its author is told, and nothing is opened again for it. */
export async function tellOfCopy(desk: Desk, within: Change, delivery: DeliveryRow, detail: string): Promise<void> {
  if (delivery.problem_code === copyMissed && delivery.problem_detail?.includes(detail)) return;
  const all = [...(delivery.problem_code === copyMissed ? [delivery.problem_detail] : []), detail].join('\n');
  await saveDeliveryChange(within.db, within.workspace, delivery.id, { state: delivery.state, due_at: iso(delivery.due_at), problem_code: copyMissed, problem_detail: all.slice(0, 2_000) });
  const message = await findMessageBrief(within.db, within.workspace, delivery.message);
  if (message) await tellAuthor(desk, within, message, copyMissed, new Set());
  within.record('delivery-changed', { conversation: delivery.conversation, data: { message: delivery.message, delivery: delivery.id, state: delivery.state, code: copyMissed } });
}

/** The message did not arrive, nor what travelled along with it: the authors are told, and the conversation is open again. */
export async function failDelivery(desk: Desk, within: Change, delivery: DeliveryRow, problem: DeliveryProblem, at: string): Promise<void> {
  const told = new Set<string>();
  for (const one of await lockTogether(within.db, within.workspace, delivery)) await failOne(desk, within, one, problem, at, told);
}

async function failOne(desk: Desk, within: Change, delivery: DeliveryRow, problem: DeliveryProblem, at: string, told: Set<string>): Promise<void> {
  await saveDeliveryChange(within.db, within.workspace, delivery.id, { state: 'failed', failed_at: at, due_at: null, problem_code: problem.code, problem_detail: problem.detail.slice(0, 2_000) });
  await reopenAndTell(desk, within, delivery, problem, told);
  within.record('delivery-changed', { conversation: delivery.conversation, data: { message: delivery.message, delivery: delivery.id, state: 'failed', code: problem.code } });
}

/** Whether it went out is not known and cannot be asked: said so, instead of risking a second one. */
export async function leaveUnknown(desk: Desk, within: Change, delivery: DeliveryRow, problem: DeliveryProblem): Promise<void> {
  const told = new Set<string>();
  for (const one of await lockTogether(within.db, within.workspace, delivery)) await leaveOneUnknown(desk, within, one, problem, told);
}

async function leaveOneUnknown(desk: Desk, within: Change, delivery: DeliveryRow, problem: DeliveryProblem, told: Set<string>): Promise<void> {
  await saveDeliveryChange(within.db, within.workspace, delivery.id, { state: 'unknown', due_at: null, problem_code: problem.code, problem_detail: problem.detail.slice(0, 2_000) });
  await reopenAndTell(desk, within, delivery, problem, told);
  within.record('delivery-changed', { conversation: delivery.conversation, data: { message: delivery.message, delivery: delivery.id, state: 'unknown', code: problem.code } });
}

async function reopenAndTell(desk: Desk, within: Change, delivery: DeliveryRow, problem: DeliveryProblem, told: Set<string>): Promise<void> {
  const conversation = await lockConversation(within.db, within.workspace, delivery.conversation);
  const message = await findMessageBrief(within.db, within.workspace, delivery.message);
  if (!conversation || !message) return;
  const before = stateOf(conversation);
  const after = afterFailure({ state: before, waitingSince: iso(conversation.waiting_since) }, { sentAt: message.direction === 'out' ? message.sent_at.toISOString() : null });
  await saveConversationUpdate(within.db, within.workspace, conversation.id, { state: after.state, waitingSince: after.waitingSince, failed: 1 });
  if (before.is !== 'open' && after.state.is === 'open') within.record('conversation-reopened', { conversation: conversation.id, data: { because: 'delivery-failed' } });
  await tellAuthor(desk, within, message, problem.code, told);
}

/** `told`: who knows already of what travelled with it. */
async function tellAuthor(desk: Desk, within: Change, message: MessageBrief, code: string, told: Set<string>): Promise<void> {
  if (message.author_kind !== 'agent' || told.has(message.author)) return;
  told.add(message.author);
  await notifyAgent(desk, within, { agent: message.author, kind: 'delivery-failed', conversation: message.conversation, message: message.id, data: { code } });
}

export function isTrouble(state: DeliveryRow['state']): boolean {
  return state === 'failed' || state === 'unknown';
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
