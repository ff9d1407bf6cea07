// Inboxes as the contract shows them: never their secrets.
import type { InboxView } from '../../contract/views.ts';
import { getChannel } from '../../operations/inbox-account.ts';
import type { Desk } from '../../operations/desk.ts';
import type { InboxRow } from '../../store/inbox.ts';
import { iso, isoOrNull } from './conversation.ts';

export function presentInbox(desk: Desk, row: InboxRow, teams: readonly string[]): InboxView {
  const { can, link } = getChannel(desk, row.channel);
  return {
    id: row.id,
    name: row.name,
    channel: row.channel,
    token: row.token,
    senders: row.senders.map((sender) => ({ ...sender })),
    undoSeconds: row.undo_seconds,
    teams: [...teams],
    can: {
      formats: [...can.formats],
      attachments: can.attachments === false ? null : { maxBytes: can.attachments.maxBytes, types: [...can.attachments.types] },
      receipts: [...can.receipts],
      maxLength: can.maxLength,
      replyWindow: can.replyWindow,
      startsConversations: can.startsConversations,
      links: link !== undefined,
      reachesKnown: can.reachesKnown === true || can.startsConversations,
      copies: can.copies,
    },
    ...presentHealth(row),
    archivedAt: row.archived_at === null ? null : iso(row.archived_at),
  };
}

/** What does not come in is told before what does not go out. */
function presentHealth({ health, health_at: at, sending_problem: sending }: InboxRow): Pick<InboxView, 'health' | 'healthAt'> {
  if (health.is === 'failing') return { health: { is: 'failing', problem: health.problem ?? { code: 'fault', detail: '' } }, healthAt: isoOrNull(at) };
  if (sending) return { health: { is: 'failing', problem: { code: sending.code, detail: sending.detail } }, healthAt: sending.at };
  return { health: { is: health.is }, healthAt: isoOrNull(at) };
}
