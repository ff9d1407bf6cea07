// For whoever runs the machine, when nobody can let somebody in from the screen: a new password, and no second factor.
import { findAgent } from '../store/agent.ts';
import { endSessions, findPersonByEmail, removeSecondFactor, savePassword } from '../store/sign-in.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';

export type Recovered = { readonly name: string; readonly role: string; readonly hadSecondFactor: boolean };

/** null: nobody who is switched on signs in with this address. */
export async function recoverAgent(desk: Desk, email: string, passwordHash: string): Promise<Recovered | null> {
  const person = await findPersonByEmail(desk.db, email);
  if (!person) return null;
  return change(desk, { workspace: person.workspace, actor: automation }, async ({ db, workspace, now, record }) => {
    const agent = await findAgent(db, workspace, person.agent);
    if (!agent?.active || agent.sign_in === null) return null;
    await savePassword(db, agent.sign_in, passwordHash, now);
    const hadSecondFactor = await removeSecondFactor(db, agent.sign_in);
    await endSessions(db, agent.sign_in);
    record('agent-changed', { data: { agent: agent.id } });
    return { name: agent.name, role: agent.role, hadSecondFactor };
  });
}
