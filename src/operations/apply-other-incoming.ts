// Incoming that is not a message: receipts, edits, removals, and further addresses that a customer gave.
import type { Incoming } from '../channels/channel.ts';
import { listContactConversationIds } from '../store/conversation.ts';
import { findCopied, lockDeliveriesByExternalId, saveNextLook } from '../store/delivery.ts';
import { saveContactAttribute, saveContactChange } from '../store/contact.ts';
import { addIdentity } from '../store/message-edit.ts';
import type { DeliveryRow } from '../store/message-row.ts';
import { keepEarlyReceipt, lockReceiptsOf } from '../store/early-receipt.ts';
import { findOnChannel, lockUnreadUntil, saveReachable } from '../store/identity.ts';
import { ensureIdentities, storable } from '../store/receive.ts';
import type { Change } from './change.ts';
import { applyReceipt, applyToPart, tellOfCopy } from './change-delivery.ts';
import { unseenMinutes } from './continue-elsewhere.ts';
import { readContactLink } from './contact-link.ts';
import type { Desk } from './desk.ts';
import { editMessage } from './edit-message.ts';
import type { Interpreted } from './interpret-raw.ts';

type Of<Kind extends Incoming['kind']> = Extract<Incoming, { readonly kind: Kind }>;

export async function applyOtherIncoming(desk: Desk, within: Change, interpreted: readonly Interpreted[]): Promise<void> {
  for (const source of interpreted) {
    for (const one of source.incoming) {
      if (one.kind === 'receipt') await takeReceipt(desk, within, source, one);
      else if (one.kind === 'edit' || one.kind === 'removal') await editMessage(desk, within, source, one);
      else if (one.kind === 'contact-details') await takeDetails(desk, within, source, one);
      else if (one.kind === 'read-until') await takeReadUntil(desk, within, source, one);
      else if (one.kind === 'press') await takePress(desk, within, source, one);
      else if (one.kind === 'reachable') await takeReachable(within, source, one);
    }
  }
}

/** Before the messages that came with it: who opened the chat by a link of ours writes as the contact whose link it was. */
export async function applyBegun(desk: Desk, within: Change, interpreted: readonly Interpreted[]): Promise<void> {
  for (const source of interpreted) for (const one of source.incoming) if (one.kind === 'begun') await takeBegun(desk, within, source, one);
}

async function takeReceipt(desk: Desk, within: Change, source: Interpreted, receipt: Of<'receipt'>): Promise<void> {
  const delivery = await findOrKeep(desk, within, source, receipt);
  if (!delivery) return;
  desk.passing('out-9');
  if (receipt.state === 'bounced' && isOfEarlierAttempt(delivery, receipt.at)) return;
  if (receipt.state === 'bounced' && (await isOfCopies(within, delivery, receipt.recipients ?? []))) return tellOfCopy(desk, within, delivery, receipt.detail ?? '');
  await applyReceipt(desk, within, delivery, { state: receipt.state, at: receipt.at }, receipt.state === 'bounced' ? { code: receipt.code ?? 'bounced', detail: receipt.detail ?? '' } : null);
  if (receipt.state === 'delivered' && isUnseen(delivery) && source.account.channel.can.customersLeave) await saveNextLook(within.db, within.workspace, delivery.id, new Date(Date.parse(within.now) + unseenMinutes * 60_000).toISOString());
}

async function takeReadUntil(desk: Desk, within: Change, source: Interpreted, { to, externalId, at }: Of<'read-until'>): Promise<void> {
  for (const delivery of await lockUnreadUntil(within.db, within.workspace, source.row.inbox, to, externalId)) await applyReceipt(desk, within, delivery, { state: 'read', at }, null);
}

/** Whoever presses a button under a message has it before them. */
async function takePress(desk: Desk, within: Change, source: Interpreted, press: Of<'press'>): Promise<void> {
  await takeReachable(within, source, { ...press, reachable: true });
  if (source.account.channel.answerPress) await desk.jobs.add(within.db, 'answer-press', { workspace: within.workspace, inbox: source.row.inbox, press: press.externalId });
  if (press.message === null) return;
  const [delivery] = await lockDeliveriesByExternalId(within.db, within.workspace, source.row.inbox, press.message);
  const own = [press.from.externalId, ...(press.from.also ?? []).map(({ externalId }) => externalId)];
  if (delivery && own.includes(delivery.recipient)) await applyReceipt(desk, within, delivery, { state: 'read', at: press.at }, null);
}

async function takeReachable(within: Change, source: Interpreted, { from, reachable, at }: Pick<Of<'reachable'>, 'from' | 'reachable' | 'at'>): Promise<void> {
  const contact = await saveReachable(within.db, within.workspace, { channel: source.account.channel.name, externalId: from.externalId }, reachable, at);
  if (contact !== null) await tellOfContact(within, contact);
}

/** A link that we gave to a contact says who opened it, once: after that it is known who they are there. */
async function takeBegun(desk: Desk, within: Change, source: Interpreted, { from, payload, at }: Of<'begun'>): Promise<void> {
  await takeReachable(within, source, { from, reachable: true, at });
  const { workspace, db } = within;
  const channel = source.account.channel.name;
  const contact = payload === null ? null : readContactLink(desk, { workspace, inbox: source.row.inbox, at }, payload);
  if (contact === null) return;
  const { there, known } = await findOnChannel(db, workspace, contact, channel);
  if (!there) return;
  const added = !known && (await addIdentity(db, workspace, within.now, { contact, channel, externalId: from.externalId, name: from.name, verified: true }));
  // They have written there before as somebody else, or somebody else opened the link too: for a person to decide.
  if (!added) await saveContactAttribute(db, workspace, contact, `said:${channel}`, storable(from.externalId));
  await tellOfContact(within, contact);
}

async function tellOfContact(within: Change, contact: string): Promise<void> {
  within.record('contact-changed', { actor: { kind: 'contact', id: contact }, data: { contact, conversations: await listContactConversationIds(within.db, within.workspace, contact) } });
}

/** Where the vendor makes the ids, a receipt may be here before the answer that says whose it is: it is kept until then. */
async function findOrKeep(desk: Desk, within: Change, { row: { inbox }, account }: Interpreted, receipt: Of<'receipt'>): Promise<DeliveryRow | null> {
  const { db, workspace, now } = within;
  const find = async () => (await lockDeliveriesByExternalId(db, workspace, inbox, receipt.externalId))[0] ?? null;
  const found = await find();
  if (found || account.channel.externalIdOf) return found;
  await lockReceiptsOf(db, inbox, receipt.externalId);
  const stored = await find();
  if (stored) return stored;
  const problem = receipt.state === 'bounced' ? { code: receipt.code ?? 'bounced', detail: receipt.detail ?? '' } : null;
  const told = { state: receipt.state, at: receipt.at, problem };
  if (!(await applyToPart(desk, within, inbox, receipt.externalId, told))) await keepEarlyReceipt(db, workspace, inbox, receipt.externalId, now, told);
  return null;
}

function isUnseen({ state }: DeliveryRow): boolean {
  return state === 'accepted' || state === 'sending';
}

/** Clocks may differ by so much. */
const toleranceMs = 600_000;

/** A mailbox that is read once more (new UIDs after a restore) brings old bounces again; what was sent anew since is not undone by them. */
function isOfEarlierAttempt(delivery: DeliveryRow, at: string): boolean {
  return Date.parse(at) < delivery.queued_at.getTime() - toleranceMs;
}

/** Only where every address that failed is one that was copied in: in doubt it was the customer's. */
async function isOfCopies(within: Change, delivery: DeliveryRow, failed: readonly string[]): Promise<boolean> {
  if (failed.length === 0 || failed.includes(delivery.recipient.toLowerCase())) return false;
  const copied = await findCopied(within.db, within.workspace, delivery.message);
  return failed.every((address) => copied.has(address));
}

/** A further address becomes an identity of the contact unless somebody else has it: people are never merged silently. */
async function takeDetails(desk: Desk, within: Change, source: Interpreted, details: Of<'contact-details'>): Promise<void> {
  const { identities, created } = await ensureIdentities(within.db, within.workspace, within.now, [{
    channel: source.account.channel.name, externalId: details.from.externalId, name: details.from.name, verified: details.from.verified, language: details.from.language ?? null, newContact: desk.newId(),
  }]);
  for (const contact of created) within.record('contact-created', { data: { contact } });
  const contact = identities[0]!.contact;
  if (details.address) {
    const added = await addIdentity(within.db, within.workspace, within.now, { contact, channel: details.address.channel, externalId: details.address.externalId, name: details.name, verified: false });
    // Somebody else's address is noted as said, for a person to decide.
    if (!added) await saveContactAttribute(within.db, within.workspace, contact, `said:${details.address.channel}`, storable(details.address.externalId));
  }
  if (details.name) await saveContactChange(within.db, within.workspace, contact, { name: storable(details.name).slice(0, 200) });
  await tellOfContact(within, contact);
}
