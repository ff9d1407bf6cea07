// Finds who is asking: the cookie's signature is checked here, and one query finds session, agent, role and teams.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import { personalTokenStart } from '../operations/create-personal-token.ts';
import { findPersonalToken } from '../store/personal-token.ts';
import { findServiceToken, hashToken } from '../store/service-token.ts';
import { findSession } from '../store/sign-in.ts';
import { readCookies } from './cookies.ts';
import type { SignedIn } from './route.ts';
import type { SignIn } from './sign-in.ts';

export type CookieKey = { readonly name: string; readonly secret: string };

export function buildSignIn(desk: Desk, key: CookieKey): SignIn {
  const findByCookie = async (header: string | undefined): Promise<SignedIn | null> => {
    const token = readToken(header, key);
    return token === null ? null : asAgent(await findSession(desk.db, token));
  };
  return {
    findByCookie,
    findByToken: async (value) => findByToken(desk, value),
    find: async (request) => {
      const { authorization } = request.headers;
      if (authorization === undefined) return findByCookie(request.headers.cookie);
      const [, value] = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(authorization) ?? [];
      return value === undefined ? null : findByToken(desk, value);
    },
  };
}

/** The session's token from a `Cookie` header, where its signature is ours. Made by better-auth as `token.signature`, base64 of HMAC-SHA256. */
export function readToken(header: string | undefined, { name, secret }: CookieKey): string | null {
  const value = readCookies(header).get(name);
  const dot = value?.lastIndexOf('.') ?? -1;
  if (value === undefined || dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', secret).update(token).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

type Row = { readonly workspace: string; readonly id: string; readonly role: 'administrator' | 'lead' | 'agent' };

function asAgent(row: (Row & { readonly teams: readonly string[] }) | null): SignedIn | null {
  if (!row) return null;
  const { workspace, id, role, teams } = row;
  return { workspace, viewer: { id, kind: 'agent', role, teams }, actor: { kind: 'agent', id }, token: null };
}

/** A token that has expired is told so: whoever holds it knows that it was one. */
async function findByToken(desk: Desk, value: string): Promise<SignedIn | null> {
  const now = desk.now();
  if (value.startsWith(personalTokenStart)) {
    const row = await findPersonalToken(desk.db, hashToken(value), now);
    if (!row) return null;
    refuseExpired(row, now);
    return { ...asAgent(row)!, token: { kind: 'personal', id: row.token, scopes: row.scopes } };
  }
  const row = await findServiceToken(desk.db, hashToken(value), now);
  if (!row) return null;
  refuseExpired(row, now);
  const { workspace, id, role, scopes } = row;
  return { workspace, viewer: { id, kind: 'service', role, teams: [] }, actor: { kind: 'service', id }, token: { kind: 'service', id, scopes } };
}

function refuseExpired({ expires_at: end }: { readonly expires_at: Date | null }, now: string): void {
  if (end !== null && end.getTime() <= Date.parse(now)) throw new Refusal('token-expired');
}
