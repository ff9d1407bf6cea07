// Receipts that came before it was written down which message they are of.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type EarlyReceipt = { readonly state: 'delivered' | 'read' | 'bounced'; readonly at: string; readonly problem: { readonly code: string; readonly detail: string } | null };

/** Until the transaction ends, nobody else says what this id is, or keeps a receipt for it: one of the two always sees the other. */
export async function lockReceiptsOf(db: Db, inbox: string, externalId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${inbox} ${externalId}`}, 0))`.execute(db);
}

export async function keepEarlyReceipt(db: Db, workspace: string, inbox: string, externalId: string, now: string, receipt: EarlyReceipt): Promise<void> {
  await db.insertInto('early_receipt').values({
    workspace, inbox, external_id: externalId, state: receipt.state, at: receipt.at, problem_code: receipt.problem?.code ?? null, problem_detail: receipt.problem?.detail.slice(0, 2_000) ?? null, created_at: now,
  }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** In the order in which they happened; they are forgotten by it. */
export async function takeEarlyReceipts(db: Db, workspace: string, inbox: string, externalId: string): Promise<readonly EarlyReceipt[]> {
  const rows = await db.deleteFrom('early_receipt').where('workspace', '=', workspace).where('inbox', '=', inbox).where('external_id', '=', externalId).returning(['state', 'at', 'problem_code', 'problem_detail']).execute();
  return rows.toSorted((one, other) => one.at.getTime() - other.at.getTime()).map((row) => ({
    state: row.state as EarlyReceipt['state'], at: row.at.toISOString(), problem: row.problem_code === null ? null : { code: row.problem_code, detail: row.problem_detail ?? '' },
  }));
}

export async function removeEarlyReceipts(db: Db, before: string): Promise<void> {
  await db.deleteFrom('early_receipt').where('created_at', '<', new Date(before)).execute();
}
