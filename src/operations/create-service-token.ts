// A token for a machine that calls the API. Its value is told once and never again.
import { randomBytes } from 'node:crypto';
import type { ServiceTokenRow } from '../store/service-token.ts';
import { hashToken, listServiceTokens, saveServiceToken } from '../store/service-token.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function createServiceToken(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: { readonly name: string; readonly role: ServiceTokenRow['role'] }): Promise<{ readonly token: ServiceTokenRow; readonly value: string }> {
  const id = desk.newId();
  const value = `attune_${randomBytes(32).toString('base64url')}`;
  return change(desk, who, async ({ db, workspace, now, record }) => {
    await saveServiceToken(db, workspace, { id, ...wanted, from_environment: false, hash: hashToken(value), at: now });
    record('service-token-created', { data: { serviceToken: id } });
    const token = (await listServiceTokens(db, workspace)).find((row) => row.id === id)!;
    return { token, value };
  });
}
