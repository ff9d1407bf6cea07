// Pages of conversations in other orders than newest first: one stretch after another, each read along an index.
import type { ConversationRow, ListFilter, Position } from './conversation-row.ts';
import { listConversationRows, listLongestWaiting } from './conversation-row.ts';
import type { Db } from './open.ts';

export type Order = 'newest' | 'waiting' | 'urgency';
export type OrderedPosition = Position & { readonly stretch: number };

type Stretch = { readonly filter: Pick<ListFilter, 'urgencies' | 'waits'>; readonly by: 'last' | 'waiting' };

const stretches: Readonly<Record<Order, readonly Stretch[]>> = {
  newest: [{ filter: {}, by: 'last' }],
  waiting: [{ filter: { waits: true }, by: 'waiting' }, { filter: { waits: false }, by: 'last' }],
  urgency: [{ filter: { urgencies: ['now'] }, by: 'last' }, { filter: { urgencies: ['soon'] }, by: 'last' }, { filter: { urgencies: ['none'] }, by: 'last' }],
};

export type OrderedRow = { readonly row: ConversationRow; readonly position: OrderedPosition };

export async function listInOrder(db: Db, workspace: string, filter: ListFilter, order: Order, after: OrderedPosition | null, limit: number): Promise<readonly OrderedRow[]> {
  const found: OrderedRow[] = [];
  for (const [stretch, { filter: part, by }] of stretches[order].entries()) {
    if (after && stretch < after.stretch) continue;
    const narrowed = narrow(filter, part);
    if (narrowed === null) continue;
    const from = after?.stretch === stretch ? after : null;
    // A whole page every time: a statement with a size of its own would be a new one to the database.
    const rows = await (by === 'last' ? listConversationRows : listLongestWaiting)(db, workspace, narrowed, from, limit);
    found.push(...rows.slice(0, limit - found.length).map((row) => ({ row, position: { stretch, at: new Date(by === 'last' ? row.last_at : row.waiting_since!), id: row.id } })));
    if (found.length >= limit) break;
  }
  return found;
}

/** null: the filter leaves nothing of this stretch. */
function narrow(filter: ListFilter, part: Stretch['filter']): ListFilter | null {
  if (part.waits === false && filter.waitingFor === 'us') return null;
  if (!part.urgencies || !filter.urgencies) return { ...filter, ...part };
  const both = filter.urgencies.filter((urgency) => part.urgencies!.includes(urgency));
  return both.length === 0 ? null : { ...filter, urgencies: both };
}
