// Batches as the contract shows them.
import type { BatchView, DecidedAction, LeftReply } from '../../contract/batch.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { maySeeConversation } from '../../domain/access/permission.ts';
import type { Desk } from '../../operations/desk.ts';
import { listConversationAccess } from '../../store/access.ts';
import type { BatchRow } from '../../store/batch.ts';
import { countReasons, listLeft } from '../../store/batch-item.ts';
import { findConversationRows } from '../../store/conversation-row.ts';
import { iso, isoOrNull, presentConversation } from './conversation.ts';

export function presentBatch(row: BatchRow): BatchView {
  const { id, state, total, done, skipped, failed, undone, kept, own_drafts: ownDrafts } = row;
  return {
    id, by: { kind: row.actor_kind, id: row.actor }, action: row.action as DecidedAction, state, total, done, skipped, failed, undone, kept, ownDrafts,
    createdAt: iso(row.created_at), finishedAt: isoOrNull(row.finished_at),
  };
}

/** A page of what was left out, as far as the viewer may see it. */
export async function presentLeft(desk: Desk, viewer: Viewer, batch: BatchRow, after: number, limit: number): Promise<LeftReply> {
  const rows = await listLeft(desk.db, batch, after, limit + 1);
  const page = rows.slice(0, limit);
  const ids = page.map((row) => row.conversation);
  const access = await listConversationAccess(desk.db, batch.workspace, ids);
  const seen = access.filter((one) => maySeeConversation(viewer, one)).map((one) => one.id);
  const shown = new Map((await findConversationRows(desk.db, batch.workspace, seen)).map((row) => [row.id, presentConversation(row)]));
  return {
    left: page.flatMap((row) => {
      const conversation = shown.get(row.conversation);
      return conversation ? [{ state: row.state, reason: row.reason ?? row.state, conversation }] : [];
    }),
    reasons: await countReasons(desk.db, batch),
    next: rows.length > limit ? String(page.at(-1)!.place) : null,
  };
}
