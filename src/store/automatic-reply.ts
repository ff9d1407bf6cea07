// How often an address was answered automatically on a day.
import { sql } from 'kysely';
import type { Db } from './open.ts';

/** Counts one more. @returns how many it is now */
export async function countAutomaticReply(db: Db, workspace: string, inbox: string, address: string, day: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    insert into automatic_reply (workspace, inbox, address, day, count) values (${workspace}, ${inbox}, ${address}, ${day}::date, 1)
    on conflict (workspace, inbox, address, day) do update set count = automatic_reply.count + 1 returning count`.execute(db);
  return rows[0]!.count;
}

/** Whether the newest message from outside was sent by a machine. */
export async function isLastFromMachine(db: Db, workspace: string, conversation: string): Promise<boolean> {
  const row = await db.selectFrom('message').select('machine_sent').where('workspace', '=', workspace).where('conversation', '=', conversation).where('direction', '=', 'in')
    .orderBy('created_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.machine_sent === true;
}
