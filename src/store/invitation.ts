// Invitations: found by the hash of the token in their link.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type InvitationRow = {
  readonly workspace: string; readonly id: string; readonly email: string; readonly role: 'administrator' | 'lead' | 'agent';
  readonly teams: readonly string[]; readonly language: string; readonly invited_by: string | null; readonly created_at: Date; readonly expires_at: Date;
  readonly accepted_at: Date | null; readonly withdrawn_at: Date | null;
};

const columns = ['workspace', 'id', 'email', 'role', 'teams', 'language', 'invited_by', 'created_at', 'expires_at', 'accepted_at', 'withdrawn_at'] as const;

/** Newest first. */
export async function listInvitations(db: Db, workspace: string): Promise<readonly InvitationRow[]> {
  const rows = await db.selectFrom('invitation').select(columns).where('workspace', '=', workspace).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(500).execute();
  return rows as unknown as readonly InvitationRow[];
}

export async function findInvitationByToken(db: Db, hash: string): Promise<InvitationRow | null> {
  return as(await db.selectFrom('invitation').select(columns).where('token_hash', '=', hash).executeTakeFirst());
}

/** The same, its row locked until the transaction ends: a link opens one door once. */
export async function lockInvitationByToken(db: Db, hash: string): Promise<InvitationRow | null> {
  return as(await db.selectFrom('invitation').select(columns).where('token_hash', '=', hash).forUpdate().executeTakeFirst());
}

export async function lockInvitation(db: Db, workspace: string, id: string): Promise<InvitationRow | null> {
  return as(await db.selectFrom('invitation').select(columns).where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst());
}

export type NewInvitation = Pick<InvitationRow, 'id' | 'email' | 'role' | 'teams' | 'language' | 'invited_by'> & { readonly hash: string; readonly at: string; readonly expiresAt: string };

export async function saveInvitation(db: Db, workspace: string, invitation: NewInvitation): Promise<void> {
  const { hash, at, expiresAt, teams, ...rest } = invitation;
  await db.insertInto('invitation').values({ workspace, ...rest, teams: JSON.stringify(teams), token_hash: hash, created_at: at, expires_at: expiresAt }).execute();
}

export async function saveInvitationAccepted(db: Db, workspace: string, id: string, at: string): Promise<void> {
  await db.updateTable('invitation').set({ accepted_at: at }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function saveInvitationWithdrawn(db: Db, workspace: string, id: string, at: string): Promise<void> {
  await db.updateTable('invitation').set({ withdrawn_at: at }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** Open ones to an address, whether or not their time has passed. @returns the withdrawn ones */
export async function withdrawInvitationsTo(db: Db, workspace: string, email: string, at: string): Promise<readonly string[]> {
  const rows = await db.updateTable('invitation').set({ withdrawn_at: at })
    .where('workspace', '=', workspace).where(sql`lower(email)`, '=', email.toLowerCase()).where('accepted_at', 'is', null).where('withdrawn_at', 'is', null)
    .returning('id').execute();
  return rows.map((row) => row.id);
}

function as(row: unknown): InvitationRow | null {
  return (row as InvitationRow | undefined) ?? null;
}
