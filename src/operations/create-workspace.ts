// A workspace and its first administrator, who can sign in.
import type { AgentId, WorkspaceId } from '../domain/identifier.ts';
import { Refusal } from '../domain/refusal.ts';
import { isTimeZone } from '../domain/time/check-working-hours.ts';
import { usualWorkingHours } from '../domain/time/working-time.ts';
import { saveAgent } from '../store/agent.ts';
import { isUniqueViolation } from '../store/failure.ts';
import { saveSignIn } from '../store/sign-in.ts';
import { findFirstWorkspace, lockSetUp, saveWorkspace } from '../store/workspace.ts';
import { saveShipped } from './add-shipped-templates.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export type NewWorkspace = {
  readonly workspace: { readonly name: string; readonly language: string; readonly timeZone: string };
  readonly administrator: { readonly name: string; readonly email: string; readonly passwordHash: string };
};

/** With `onlyAsFirst`, of several who try at once, in one process or many, one succeeds and the others are told. */
export async function createWorkspace(desk: Desk, given: NewWorkspace, options: { readonly onlyAsFirst: boolean }): Promise<{ readonly workspace: WorkspaceId; readonly agent: AgentId }> {
  const { name, language, timeZone } = given.workspace;
  if (!isTimeZone(timeZone)) throw new Refusal('input-wrong', { 'workspace.timeZone': 'There is no time zone of this name.' });
  const [workspace, agent, signIn] = [desk.newId(), desk.newId(), desk.newId()];
  try {
    return await change(desk, { workspace, actor: { kind: 'agent', id: agent } }, async ({ db, now, record }) => {
      if (options.onlyAsFirst) {
        await lockSetUp(db);
        if (await findFirstWorkspace(db)) throw new Refusal('already-set-up');
      }
      await saveWorkspace(db, { id: workspace, name, language, time_zone: timeZone, working_hours: usualWorkingHours, at: now });
      await saveSignIn(db, { id: signIn, email: given.administrator.email, passwordHash: given.administrator.passwordHash, at: now });
      await saveAgent(db, workspace, { id: agent, sign_in: signIn, name: given.administrator.name, email: given.administrator.email, role: 'administrator', language, at: now });
      await saveShipped(desk, { db, workspace, now });
      record('workspace-created');
      record('agent-joined', { data: { agent } });
      return { workspace, agent };
    });
  } catch (error) {
    if (isUniqueViolation(error, 'sign_in_user_email_key')) throw new Refusal('address-taken');
    throw error;
  }
}
