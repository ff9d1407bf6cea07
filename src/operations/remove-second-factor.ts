// For somebody whose app and backup codes are lost: an administrator switches their second factor off, and their sessions end.
import { Refusal } from '../domain/refusal.ts';
import { findAgent } from '../store/agent.ts';
import { endSessions, removeSecondFactor as removeRow } from '../store/sign-in.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

/** Not for oneself: who is signed in proves by their password who they are, and an unlocked screen must not be enough. */
export async function removeSecondFactor(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, id: string): Promise<void> {
  if (id === who.actor.id) throw new Refusal('not-allowed');
  await change(desk, who, async ({ db, workspace, record }) => {
    const agent = await findAgent(db, workspace, id);
    if (!agent) throw new Refusal('not-found');
    if (agent.sign_in === null || !(await removeRow(db, agent.sign_in))) return;
    await endSessions(db, agent.sign_in);
    record('agent-changed', { data: { agent: id } });
  });
}
