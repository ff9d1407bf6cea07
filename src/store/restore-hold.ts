// What a backup still had to send may have gone since: nothing of it leaves by itself (docs/decisions/0014).
import type { Client } from 'pg';

/** On deliveries and in the catalogue of problems: they wait for a person's word. */
export const heldCode = 'held-after-restore';

/** When a held plan would be sent. */
export const heldPlanAt = '9999-12-31T23:59:59.999Z';

/**
 * In the transaction of the restore, so that no worker ever sees these rows as due. They are told of when a worker starts
 * (operations/hold-restored.ts). @returns how many replies wait
 */
export async function holdOutgoing(client: Client): Promise<number> {
  await client.query(`
    UPDATE attempt SET ended_at = now(), outcome = 'lost' FROM delivery
    WHERE attempt.workspace = delivery.workspace AND attempt.delivery = delivery.id AND attempt.ended_at IS NULL AND delivery.state = 'sending'`);
  // What a visitor did not see in time is sent to them by mail: that may have happened as well.
  await client.query(`UPDATE delivery SET due_at = NULL WHERE state = 'accepted' AND due_at IS NOT NULL`);
  // A backup of an older version has no such tables yet; what they will hold then begins empty.
  // Other programs were told of these events long ago, and a copy of a desk must not speak to them at all until somebody says so.
  if (await isThere(client, 'webhook')) await client.query(`UPDATE webhook SET off_at = now(), off_because = 'restored', due_at = NULL, leased_until = NULL WHERE off_at IS NULL`);
  // Devices belong to the people of the desk that was backed up; a copy must not ring them. Their browsers subscribe again by themselves.
  if (await isThere(client, 'push_subscription')) await client.query('DELETE FROM push_subscription');
  // What was planned for a time that has passed was sent at that time, or the desk was gone by then: its author decides anew.
  if (await isThere(client, 'planned_reply')) await client.query('UPDATE planned_reply SET send_at = $1 WHERE send_at <= now()', [heldPlanAt]);
  if (await isThere(client, 'planned_start')) await client.query('UPDATE planned_start SET send_at = $1 WHERE send_at <= now()', [heldPlanAt]);
  const { rowCount } = await client.query(`UPDATE delivery SET due_at = NULL, leased_until = NULL, problem_code = $1, problem_detail = NULL WHERE state IN ('queued', 'sending')`, [heldCode]);
  return rowCount ?? 0;
}

async function isThere(client: Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return rows[0]?.there === true;
}
