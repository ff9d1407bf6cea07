// Who is signed in, and the rows by which people can sign in. Times are real ones: the library that makes sessions knows no other clock.
import { sql } from 'kysely';
import { teamsOfAgent } from './agent.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Db } from './open.ts';

export type SessionRow = { readonly workspace: string; readonly id: string; readonly role: 'administrator' | 'lead' | 'agent'; readonly teams: readonly string[] };

/** The agent of a session that has not ended; null also when the agent was switched off. */
export async function findSession(db: Db, token: string): Promise<SessionRow | null> {
  return (await sessions(db, token))[0] ?? null;
}

const sessions = compiledOnce((db, token: string) => db.selectFrom('sign_in_session')
  .innerJoin('agent', 'agent.sign_in', 'sign_in_session.user_id')
  .select(['agent.workspace', 'agent.id', 'agent.role']).select(teamsOfAgent.as('teams'))
  .where('sign_in_session.token', '=', token).where('sign_in_session.expires_at', '>', sql<Date>`clock_timestamp()`).where('agent.active', '=', true)
  .limit(1).compile());

/** Whether it was written down longer ago than this that the session is used. */
export async function isAged(db: Db, token: string, seconds: number): Promise<boolean> {
  const row = await db.selectFrom('sign_in_session').select('id').where('token', '=', token)
    .where('updated_at', '<', sql<Date>`clock_timestamp() - ${seconds} * interval '1 second'`).executeTakeFirst();
  return row !== undefined;
}

export type PersonRow = { readonly workspace: string; readonly agent: string; readonly name: string; readonly email: string; readonly language: string };

/** The active agent behind a sign-in; null where there is none. */
export async function findPerson(db: Db, signIn: string): Promise<PersonRow | null> {
  const row = await db.selectFrom('agent').select(['workspace', 'id as agent', 'name', 'email', 'language'])
    .where('sign_in', '=', signIn).where('active', '=', true).limit(1).executeTakeFirst();
  return row ?? null;
}

export async function findPersonByEmail(db: Db, email: string): Promise<PersonRow | null> {
  const row = await db.selectFrom('agent').innerJoin('sign_in_user', 'sign_in_user.id', 'agent.sign_in').select(['agent.workspace', 'agent.id as agent', 'agent.name', 'agent.email', 'agent.language'])
    .where('sign_in_user.email', '=', email.toLowerCase()).where('agent.active', '=', true).limit(1).executeTakeFirst();
  return row ?? null;
}

export async function hasSecondFactor(db: Db, signIn: string): Promise<boolean> {
  const row = await db.selectFrom('sign_in_user').select('two_factor_enabled').where('id', '=', signIn).executeTakeFirst();
  return row?.two_factor_enabled ?? false;
}

/** Agents whose sign-in asks for a second factor. */
export async function listSecondFactors(db: Db, workspace: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('agent').innerJoin('sign_in_user', 'sign_in_user.id', 'agent.sign_in').select('agent.id')
    .where('agent.workspace', '=', workspace).where('sign_in_user.two_factor_enabled', '=', true).orderBy('agent.id').execute();
  return rows.map((row) => row.id);
}

/** Throws a unique violation (`sign_in_user_email_key`) where the address can sign in already. */
export async function saveSignIn(db: Db, signIn: { readonly id: string; readonly email: string; readonly passwordHash: string; readonly at: string }): Promise<void> {
  const { id, at } = signIn;
  // The name stands in `agent`; this column is the library's and stays empty. It looks addresses up in lower case.
  await db.insertInto('sign_in_user').values({ id, name: '', email: signIn.email.toLowerCase(), email_verified: true, created_at: at, updated_at: at }).execute();
  await db.insertInto('sign_in_account').values({ id, account_id: id, provider_id: 'credential', user_id: id, password: signIn.passwordHash, created_at: at, updated_at: at }).execute();
}

/** The app's secret, the backup codes, and the count of wrong codes. @returns whether there was one in force */
export async function removeSecondFactor(db: Db, signIn: string): Promise<boolean> {
  await db.deleteFrom('sign_in_second_factor').where('user_id', '=', signIn).execute();
  const row = await db.updateTable('sign_in_user').set({ two_factor_enabled: false }).where('id', '=', signIn).where('two_factor_enabled', '=', true).returning('id').executeTakeFirst();
  return row !== undefined;
}

export async function savePassword(db: Db, signIn: string, passwordHash: string, at: string): Promise<void> {
  await db.updateTable('sign_in_account').set({ password: passwordHash, updated_at: at }).where('user_id', '=', signIn).where('provider_id', '=', 'credential').execute();
}

export async function endSessions(db: Db, signIn: string): Promise<void> {
  await db.deleteFrom('sign_in_session').where('user_id', '=', signIn).execute();
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('sign_in_session').where('token', '=', token).execute();
}

/** What nobody can use any more: sessions that ended, links and challenges that ran out, counted attempts that are over. */
export async function removeEnded(db: Db, at: string): Promise<void> {
  await db.deleteFrom('sign_in_session').where('expires_at', '<', sql<Date>`clock_timestamp()`).execute();
  await db.deleteFrom('sign_in_verification').where('expires_at', '<', sql<Date>`clock_timestamp()`).execute();
  await db.deleteFrom('sign_in_attempt').where('until', '<', new Date(at)).execute();
}
