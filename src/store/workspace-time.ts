// By which clock a workspace lives.
import type { Db } from './open.ts';

export type WorkspaceTime = { readonly timeZone: string; readonly workingHours: unknown; readonly language: string };

export async function findWorkspaceTime(db: Db, workspace: string): Promise<WorkspaceTime> {
  const row = await db.selectFrom('workspace').select(['time_zone', 'working_hours', 'language']).where('id', '=', workspace).executeTakeFirstOrThrow();
  return { timeZone: row.time_zone, workingHours: row.working_hours, language: row.language };
}
