// Parts of a message that get receipts of their own.
import type { Part } from '../domain/delivery/parts.ts';
import type { EarlyReceipt } from './early-receipt.ts';
import type { Db } from './open.ts';

export async function saveParts(db: Db, workspace: string, inbox: string, delivery: string, ids: readonly string[]): Promise<void> {
  await db.insertInto('delivery_part').values([...new Set(ids)].map((external_id) => ({ workspace, inbox, external_id, delivery }))).onConflict((conflict) => conflict.doNothing()).execute();
}

/** The newest message whose part it is: centres use their ids again. Its first outcome stands. @returns the delivery with all its parts */
export async function settlePart(db: Db, workspace: string, inbox: string, externalId: string, { state, at, problem }: EarlyReceipt): Promise<{ readonly delivery: string; readonly parts: readonly Part[] } | null> {
  const found = await db.selectFrom('delivery_part').innerJoin('delivery', (join) => join.onRef('delivery.workspace', '=', 'delivery_part.workspace').onRef('delivery.id', '=', 'delivery_part.delivery'))
    .select('delivery_part.delivery').where('delivery_part.workspace', '=', workspace).where('delivery_part.inbox', '=', inbox).where('delivery_part.external_id', '=', externalId)
    .orderBy('delivery.queued_at', 'desc').limit(1).forUpdate('delivery').executeTakeFirst();
  if (!found) return null;
  await db.updateTable('delivery_part').set({ state: state === 'bounced' ? 'bounced' : 'delivered', at, problem_code: problem?.code ?? null, problem_detail: problem?.detail.slice(0, 2_000) ?? null })
    .where('workspace', '=', workspace).where('inbox', '=', inbox).where('external_id', '=', externalId).where('delivery', '=', found.delivery).where('state', 'is', null).execute();
  const rows = await db.selectFrom('delivery_part').select(['state', 'at', 'problem_code', 'problem_detail']).where('workspace', '=', workspace).where('delivery', '=', found.delivery).execute();
  return {
    delivery: found.delivery,
    parts: rows.map((row) => ({ state: row.state as Part['state'], at: row.at?.toISOString() ?? null, problem: row.problem_code === null ? null : { code: row.problem_code, detail: row.problem_detail ?? '' } })),
  };
}
