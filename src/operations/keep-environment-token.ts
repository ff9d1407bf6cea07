// The service token that a setting names (ATTUNE_API_TOKEN): made once, replaced when the setting changes.
import { scopes } from '../domain/access/scope.ts';
import { findEnvironmentTokens, hashToken, saveServiceToken, saveServiceTokenWithdrawn } from '../store/service-token.ts';
import { findFirstWorkspace, lockSetUp } from '../store/workspace.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';

/** Several processes may do so at once. A value that was withdrawn on the screen stays withdrawn. */
export async function keepEnvironmentToken(desk: Desk, value: string): Promise<'made' | 'there' | 'withdrawn' | 'no workspace'> {
  const first = await findFirstWorkspace(desk.db);
  if (!first) return 'no workspace';
  const id = desk.newId();
  return change(desk, { workspace: first.id, actor: automation }, async ({ db, workspace, now, record }) => {
    await lockSetUp(db);
    const known = await findEnvironmentTokens(db, workspace);
    const same = known.find((token) => token.token_hash === hashToken(value));
    if (same) return same.withdrawn_at === null ? 'there' : 'withdrawn';
    for (const old of known.filter((token) => token.withdrawn_at === null)) {
      await saveServiceTokenWithdrawn(db, workspace, old.id, now);
      record('service-token-withdrawn', { data: { serviceToken: old.id } });
    }
    await saveServiceToken(db, workspace, { id, name: 'ATTUNE_API_TOKEN', role: 'administrator', from_environment: true, scopes, expiresAt: null, hash: hashToken(value), at: now });
    record('service-token-created', { data: { serviceToken: id } });
    return 'made';
  });
}
