// Loading millions of rows into bare tables: an index that is made at the end costs a tenth of one that is kept all the way.
import { sql } from 'kysely';
import type { Db } from '../src/store/open.ts';

const tables = ['conversation', 'message', 'reading', 'search_entry', 'conversation_mark', 'conversation_tag'] as const;
/** What is loaded is not noted as due one by one: the search takes it in as what was there before. */
const noted = [['message', 'message_search_added'], ['conversation', 'conversation_search_added'], ['contact', 'contact_search_added'], ['identity', 'identity_search_added']] as const;

/** Takes away every index that no rule stands on, and gives it back after `work`. Whoever is cut off in between has to load anew. */
export async function onBareTables(db: Db, work: () => Promise<void>): Promise<void> {
  const indexes = await secondary(db);
  for (const { name } of indexes) await sql`drop index ${sql.id(name)}`.execute(db);
  for (const [table, trigger] of noted) await sql`alter table ${sql.table(table)} disable trigger ${sql.id(trigger)}`.execute(db);
  await work();
  for (const [table, trigger] of noted) await sql`alter table ${sql.table(table)} enable trigger ${sql.id(trigger)}`.execute(db);
  await db.connection().execute(async (connection) => {
    await sql`set maintenance_work_mem = '1GB'`.execute(connection);
    for (const { definition } of indexes) await sql.raw(definition).execute(connection);
  });
}

async function secondary(db: Db): Promise<readonly { readonly name: string; readonly definition: string }[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = any(${[...tables]}::regclass[]) and not indisunique and not indisprimary`.execute(db);
  return rows;
}
