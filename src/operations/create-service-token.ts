// A token for a machine that calls the API. Its value is told once and never again.
import { randomBytes } from 'node:crypto';
import type { Role } from '../domain/access/permission.ts';
import type { Scope } from '../domain/access/scope.ts';
import { mayHandOn } from '../domain/access/scope.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ServiceTokenRow } from '../store/service-token.ts';
import { hashToken, listServiceTokens, saveServiceToken } from '../store/service-token.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export type NewToken = { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresAt: string | null };

/** `holds`: the scopes of the token that asks, if it is one. */
export async function createServiceToken(desk: Desk, who: { readonly workspace: string; readonly actor: Actor; readonly holds: readonly Scope[] | null }, wanted: NewToken & { readonly role: Role }): Promise<{ readonly token: ServiceTokenRow; readonly value: string }> {
  checkNewToken(desk, who.holds, wanted);
  const id = desk.newId();
  const value = `attune_${randomBytes(32).toString('base64url')}`;
  return change(desk, who, async ({ db, workspace, now, record }) => {
    await saveServiceToken(db, workspace, { id, ...wanted, from_environment: false, hash: hashToken(value), at: now });
    record('service-token-created', { data: { serviceToken: id } });
    const token = (await listServiceTokens(db, workspace)).find((row) => row.id === id)!;
    return { token, value };
  });
}

/** A token that makes tokens must not become more than it is by it. */
export function checkNewToken(desk: Desk, holds: readonly Scope[] | null, wanted: NewToken): void {
  if (!mayHandOn(holds, wanted.scopes)) throw new Refusal('scope-missing', { scope: wanted.scopes.find((scope) => !holds?.includes(scope)) ?? '' });
  if (wanted.expiresAt !== null && wanted.expiresAt <= desk.now()) throw new Refusal('expiry-in-the-past');
}
