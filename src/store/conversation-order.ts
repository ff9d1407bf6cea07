// Pages of conversations in other orders than newest first: one stretch after another, each read along an index.
import type { By, Position } from './conversation-page.ts';
import { isDirect, listConversationRows, listPlaces } from './conversation-page.ts';
import type { ConversationRow, ListFilter } from './conversation-row.ts';
import { listedRows } from './conversation-row.ts';
import type { Db } from './open.ts';

export type Order = 'newest' | 'waiting' | 'urgency';
export type OrderedPosition = Position & { readonly stretch: number };

type Stretch = { readonly filter: Pick<ListFilter, 'urgencies' | 'waits'>; readonly by: By };

const stretches: Readonly<Record<Order, readonly Stretch[]>> = {
  newest: [{ filter: {}, by: 'last' }],
  waiting: [{ filter: { waits: true }, by: 'waiting' }, { filter: { waits: false }, by: 'last' }],
  urgency: [{ filter: { urgencies: ['now'] }, by: 'last' }, { filter: { urgencies: ['soon'] }, by: 'last' }, { filter: { urgencies: ['none'] }, by: 'last' }],
};

export type OrderedRow = { readonly row: ConversationRow; readonly position: OrderedPosition };

export async function listInOrder(db: Db, workspace: string, filter: ListFilter, order: Order, after: OrderedPosition | null, limit: number): Promise<readonly OrderedRow[]> {
  if (order === 'newest' && isDirect(filter)) return rowsInOrder(db, workspace, filter, order, after, limit);
  const places = await inStretches(filter, order, after, limit, async (part, by, from) => listPlaces(db, workspace, part, by, from, limit));
  const rows = await listedRows(db, workspace, places.map(({ found }) => found));
  // One that was changed in between may not belong to the page any more.
  if (rows.length < places.length) return rowsInOrder(db, workspace, filter, order, after, limit);
  return rows.map((row, place) => ({ row, position: { stretch: places[place]!.stretch, at: places[place]!.found.at, id: row.id } }));
}

async function rowsInOrder(db: Db, workspace: string, filter: ListFilter, order: Order, after: OrderedPosition | null, limit: number): Promise<readonly OrderedRow[]> {
  const found = await inStretches(filter, order, after, limit, async (part, by, from) => listConversationRows(db, workspace, part, by, from, limit));
  return found.map(({ found: row, stretch, by }) => ({ row, position: { stretch, at: new Date(by === 'last' ? row.last_at : row.waiting_since!), id: row.id } }));
}

/** @param list a whole page every time: a statement with a size of its own would be a new one to the database */
async function inStretches<Found>(filter: ListFilter, order: Order, after: OrderedPosition | null, limit: number, list: (part: ListFilter, by: By, from: Position | null) => Promise<readonly Found[]>): Promise<readonly { readonly found: Found; readonly stretch: number; readonly by: By }[]> {
  const all: { readonly found: Found; readonly stretch: number; readonly by: By }[] = [];
  for (const [stretch, { filter: part, by }] of stretches[order].entries()) {
    if (after && stretch < after.stretch) continue;
    const narrowed = narrow(filter, part);
    if (narrowed === null) continue;
    const some = await list(narrowed, by, after?.stretch === stretch ? after : null);
    all.push(...some.slice(0, limit - all.length).map((found) => ({ found, stretch, by })));
    if (all.length >= limit) break;
  }
  return all;
}

/** null: the filter leaves nothing of this stretch. */
function narrow(filter: ListFilter, part: Stretch['filter']): ListFilter | null {
  if (part.waits === false && filter.waitingFor === 'us') return null;
  if (!part.urgencies || !filter.urgencies) return { ...filter, ...part };
  const both = filter.urgencies.filter((urgency) => part.urgencies!.includes(urgency));
  return both.length === 0 ? null : { ...filter, urgencies: both };
}
