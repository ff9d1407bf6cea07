// Incoming that is not a message: receipts, edits, removals, and further addresses that a customer gave.
import type { Incoming } from '../channels/channel.ts';
import { listContactConversationIds } from '../store/conversation.ts';
import { findCopied, lockDeliveriesByExternalId, saveNextLook } from '../store/delivery.ts';
import { saveContactAttribute, saveContactChange } from '../store/contact.ts';
import { addIdentity } from '../store/message-edit.ts';
import type { DeliveryRow } from '../store/message-row.ts';
import { ensureIdentities, storable } from '../store/receive.ts';
import type { Change } from './change.ts';
import { applyReceipt, tellOfCopy } from './change-delivery.ts';
import { unseenMinutes } from './continue-elsewhere.ts';
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
    }
  }
}

async function takeReceipt(desk: Desk, within: Change, source: Interpreted, receipt: Of<'receipt'>): Promise<void> {
  const [delivery] = await lockDeliveriesByExternalId(within.db, within.workspace, source.row.inbox, receipt.externalId);
  if (!delivery) return;
  desk.passing('out-9');
  if (receipt.state === 'bounced' && isOfEarlierAttempt(delivery, receipt.at)) return;
  if (receipt.state === 'bounced' && (await isOfCopies(within, delivery, receipt.recipients ?? []))) return tellOfCopy(desk, within, delivery, receipt.detail ?? '');
  await applyReceipt(desk, within, delivery, { state: receipt.state, at: receipt.at }, receipt.state === 'bounced' ? { code: receipt.code ?? 'bounced', detail: receipt.detail ?? '' } : null);
  const { receipts } = source.account.channel.can;
  if (receipt.state === 'delivered' && isUnseen(delivery) && receipts.includes('read')) await saveNextLook(within.db, within.workspace, delivery.id, new Date(Date.parse(within.now) + unseenMinutes * 60_000).toISOString());
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
  within.record('contact-changed', { actor: { kind: 'contact', id: contact }, data: { contact, conversations: await listContactConversationIds(within.db, within.workspace, contact) } });
}
