// For somebody whose app and backup codes are lost: an administrator removes their second factor, their sessions end, and they are
// told by mail, since only they know whether they asked for it.
import { Refusal } from '../domain/refusal.ts';
import { findAgent } from '../store/agent.ts';
import { endSessions, removeSecondFactor as removeRow } from '../store/sign-in.ts';
import { findWorkspace } from '../store/workspace.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { sendNotice } from './send-notice.ts';

/** A mail that comes later than this is not sent any more. */
const worthTellingMs = 7 * 86_400_000;

/** Not for oneself: who is signed in proves by their password who they are, and an unlocked screen must not be enough. `mailed`: the desk can send mail. */
export async function removeSecondFactor(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, id: string, mailed: boolean): Promise<void> {
  if (id === who.actor.id) throw new Refusal('not-allowed');
  await change(desk, who, async ({ db, workspace, now, record }) => {
    const agent = await findAgent(db, workspace, id);
    if (!agent) throw new Refusal('not-found');
    if (agent.sign_in === null || !(await removeRow(db, agent.sign_in))) return;
    await endSessions(db, agent.sign_in);
    record('agent-changed', { data: { agent: id } });
    if (!mailed || !agent.active) return;
    const by = who.actor.kind === 'agent' ? await findAgent(db, workspace, who.actor.id) : null;
    await sendNotice(desk, db, workspace, {
      kind: 'second-factor-removed', to: agent.email, language: agent.language, workspace: (await findWorkspace(db, workspace))?.name ?? '', invitedBy: by?.name ?? null,
      link: `${desk.publicAddress}/settings/me`, expiresAt: new Date(Date.parse(now) + worthTellingMs).toISOString(),
    });
  });
}
