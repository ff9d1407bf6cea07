// Finds who is asking: the cookie's signature is checked here, and one query finds session, agent, role and teams.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import { personalTokenStart } from '../operations/create-personal-token.ts';
import type { Db } from '../store/open.ts';
import { findPersonalToken } from '../store/personal-token.ts';
import { findServiceToken, hashToken } from '../store/service-token.ts';
import { findSession } from '../store/sign-in.ts';
import { readCookies } from './cookies.ts';
import { Remembered } from './remembered.ts';
import type { SignedIn } from './route.ts';
import type { SignIn } from './sign-in.ts';

export type CookieKey = { readonly name: string; readonly secret: string };

export function buildSignIn(desk: Desk, key: CookieKey): SignIn {
  const last = new Remembered<SignedIn>(mostRemembered);
  const tokenOf = tokenReader(key);
  const findByCookie = async (header: string | undefined, db = desk.db): Promise<SignedIn | null> => {
    const token = tokenOf(header);
    return token === null ? null : asAgent(await findSession(db, token));
  };
  const find = async ({ authorization, cookie }: IncomingHttpHeaders, db: Db): Promise<SignedIn | null> => {
    if (authorization === undefined) return findByCookie(cookie, db);
    const [, value] = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(authorization) ?? [];
    return value === undefined ? null : findByToken(desk, db, value);
  };
  return {
    findByCookie,
    findByToken: async (value) => findByToken(desk, desk.db, value),
    find: async ({ headers }, db = desk.db) => {
      const found = await find(headers, db);
      const name = nameOf(headers);
      if (found) last.set(name, found);
      else last.forget(name);
      return found;
    },
    lastFound: ({ headers }) => last.get(nameOf(headers)) ?? null,
  };
}

/** Sessions and tokens that are in use at one time. */
const mostRemembered = 5_000;

function nameOf({ authorization, cookie }: IncomingHttpHeaders): string {
  return authorization === undefined ? `cookie ${cookie ?? ''}` : `token ${authorization}`;
}

/** A signature that was right stays right: it need not be computed again for every request. */
function tokenReader(key: CookieKey): (header: string | undefined) => string | null {
  const right = new Remembered<string>(mostRemembered);
  return (header) => {
    if (header === undefined) return null;
    const known = right.get(header);
    if (known !== undefined) return known;
    const token = readToken(header, key);
    if (token !== null) right.set(header, token);
    return token;
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
async function findByToken(desk: Desk, db: Db, value: string): Promise<SignedIn | null> {
  const now = desk.now();
  if (value.startsWith(personalTokenStart)) {
    const row = await findPersonalToken(db, hashToken(value), now);
    if (!row) return null;
    refuseExpired(row, now);
    return { ...asAgent(row)!, token: { kind: 'personal', id: row.token, scopes: row.scopes } };
  }
  const row = await findServiceToken(db, hashToken(value), now);
  if (!row) return null;
  refuseExpired(row, now);
  const { workspace, id, role, scopes } = row;
  return { workspace, viewer: { id, kind: 'service', role, teams: [] }, actor: { kind: 'service', id }, token: { kind: 'service', id, scopes } };
}

function refuseExpired({ expires_at: end }: { readonly expires_at: Date | null }, now: string): void {
  if (end !== null && end.getTime() <= Date.parse(now)) throw new Refusal('token-expired');
}
