// By which clock a workspace lives.
import type { Db } from './open.ts';

export async function findWorkspaceTime(db: Db, workspace: string): Promise<{ readonly timeZone: string; readonly workingHours: unknown; readonly language: string }> {
  const row = await db.selectFrom('workspace').select(['time_zone', 'working_hours', 'language']).where('id', '=', workspace).executeTakeFirstOrThrow();
  return { timeZone: row.time_zone, workingHours: row.working_hours, language: row.language };
}
