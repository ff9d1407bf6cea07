// An agent's token that opens nothing any more, from the next request on.
import { Refusal } from '../domain/refusal.ts';
import { listPersonalTokens, savePersonalTokenWithdrawn } from '../store/personal-token.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function withdrawPersonalToken(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, agent: string, id: string): Promise<void> {
  await change(desk, who, async ({ db, workspace, now, record }) => {
    if (await savePersonalTokenWithdrawn(db, workspace, agent, id, now)) record('personal-token-withdrawn', { onlyAgent: agent, data: { personalToken: id } });
    else if (!(await listPersonalTokens(db, workspace, agent)).some((token) => token.id === id)) throw new Refusal('not-found');
  });
}
