// Media that a vendor still holds: what is to be fetched, by whom it is being fetched, and what could not be.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type DueMedia = {
  readonly workspace: string; readonly attachment: string; readonly inbox: string; readonly remote: string; readonly attempts: number;
  readonly message: string; readonly conversation: string; readonly bytes: number; readonly created_at: Date;
};

export type NewMedia = { readonly attachment: string; readonly inbox: string; readonly remote: string };

/** After the attachments that they are to become. */
export async function saveMedia(db: Db, workspace: string, at: string, media: readonly NewMedia[]): Promise<void> {
  if (media.length === 0) return;
  await db.insertInto('media_due').values(media.map((one) => ({ workspace, ...one, due_at: at, created_at: at }))).execute();
}

/** Taken media are nobody else's until `leaseUntil`: whoever dies with them leaves them to the next. */
export async function takeDueMedia(db: Db, now: string, leaseUntil: string, limit: number): Promise<readonly DueMedia[]> {
  const { rows } = await sql<DueMedia>`
    with due as (
      select workspace, attachment from media_due where due_at <= ${now}::timestamptz order by due_at limit ${limit} for update skip locked
    ), taken as (
      update media_due set due_at = ${leaseUntil}::timestamptz, attempts = attempts + 1
      from due where media_due.workspace = due.workspace and media_due.attachment = due.attachment
      returning media_due.*
    )
    select taken.workspace, taken.attachment, taken.inbox, taken.remote, taken.attempts, taken.created_at, attachment.message, attachment.bytes::int, message.conversation
    from taken join attachment on attachment.workspace = taken.workspace and attachment.id = taken.attachment
      join message on message.workspace = taken.workspace and message.id = attachment.message`.execute(db);
  return rows;
}

export async function findNextDueMedia(db: Db): Promise<Date | null> {
  const row = await db.selectFrom('media_due').select((select) => select.fn.min('due_at').as('due')).where('due_at', 'is not', null).executeTakeFirst();
  return row?.due ?? null;
}

/** @returns where it belongs by now; null: it is there already, or its message is gone */
export async function saveMediaFetched(db: Db, workspace: string, attachment: string, fetched: { readonly hash: string; readonly bytes: number; readonly name?: string; readonly mediaType?: string }): Promise<{ readonly message: string; readonly conversation: string } | null> {
  const due = await db.deleteFrom('media_due').where('workspace', '=', workspace).where('attachment', '=', attachment).returning('attachment').executeTakeFirst();
  if (!due) return null;
  await db.updateTable('attachment').set({
    hash: fetched.hash, bytes: fetched.bytes, ...(fetched.name === undefined ? {} : { name: fetched.name }), ...(fetched.mediaType === undefined ? {} : { media_type: fetched.mediaType }),
  }).where('workspace', '=', workspace).where('id', '=', attachment).execute();
  return findPlace(db, workspace, attachment);
}

/** `dueAt` null: given up until somebody asks again. */
export async function saveMediaProblem(db: Db, workspace: string, attachment: string, problem: { readonly code: string; readonly detail: string; readonly dueAt: string | null }): Promise<{ readonly message: string; readonly conversation: string } | null> {
  const row = await db.updateTable('media_due').set({ due_at: problem.dueAt, problem_code: problem.code, problem_detail: problem.detail.slice(0, 2_000) })
    .where('workspace', '=', workspace).where('attachment', '=', attachment).returning('attachment').executeTakeFirst();
  return row ? findPlace(db, workspace, attachment) : null;
}

/** Looked for again now. @returns whether it was waiting for that */
export async function saveMediaWanted(db: Db, workspace: string, attachment: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('media_due').set({ due_at: at, attempts: 0, created_at: at })
    .where('workspace', '=', workspace).where('attachment', '=', attachment).where('due_at', 'is', null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function findPlace(db: Db, workspace: string, attachment: string): Promise<{ readonly message: string; readonly conversation: string } | null> {
  const row = await db.selectFrom('attachment').innerJoin('message', (join) => join.onRef('message.workspace', '=', 'attachment.workspace').onRef('message.id', '=', 'attachment.message'))
    .select(['message.id as message', 'message.conversation']).where('attachment.workspace', '=', workspace).where('attachment.id', '=', attachment).executeTakeFirst();
  return row ?? null;
}
