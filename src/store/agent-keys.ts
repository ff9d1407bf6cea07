// The keys that agents gave themselves, as they were written down.
import type { Db } from './open.ts';

export async function findAgentKeys(db: Db, workspace: string, agent: string): Promise<unknown> {
  const row = await db.selectFrom('agent').select('keys').where('workspace', '=', workspace).where('id', '=', agent).executeTakeFirst();
  return row?.keys ?? null;
}

export async function saveAgentKeys(db: Db, workspace: string, agent: string, keys: object): Promise<void> {
  await db.updateTable('agent').set({ keys: JSON.stringify(keys) }).where('workspace', '=', workspace).where('id', '=', agent).execute();
}
