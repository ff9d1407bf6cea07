// A service token that opens nothing any more, from the next request on.
import { Refusal } from '../domain/refusal.ts';
import { listServiceTokens, saveServiceTokenWithdrawn } from '../store/service-token.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function withdrawServiceToken(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, id: string): Promise<void> {
  await change(desk, who, async ({ db, workspace, now, record }) => {
    if (await saveServiceTokenWithdrawn(db, workspace, id, now)) record('service-token-withdrawn', { data: { serviceToken: id } });
    else if (!(await listServiceTokens(db, workspace)).some((token) => token.id === id)) throw new Refusal('not-found');
  });
}
