// Third parties of conversations: who was written to as one, and what an incoming letter of theirs would belong to.
import { sql } from 'kysely';
import type { Relation } from '../domain/conversation/third-party.ts';
import type { Address } from '../domain/conversation/content.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

/** An incoming letter, by its place among those that are looked at together. */
export type Letter = {
  readonly place: number; readonly channel: string; readonly sender: string;
  readonly key: string | null; readonly references: readonly string[]; readonly number: number | null;
};

export type RelationRow = Relation & { readonly place: number };

/** How each letter stands to the conversations that it names; nothing where it names none. Nothing is locked. */
export async function findRelations(db: Db, workspace: string, letters: readonly Letter[]): Promise<readonly RelationRow[]> {
  if (letters.length === 0) return [];
  const { rows } = await sql<RelationRow>`
    with letter as materialized (
      select * from jsonb_to_recordset(${json(letters)}::jsonb) as row (place int, channel text, sender text, key text, "references" jsonb, number bigint)
    ), named as (
      select letter.place, 'third-party key' as by, true as theirs, coalesce(found.merged_into, found.id) as conversation
      from letter join conversation found on found.workspace = ${workspace} and found.third_party_key = letter.key
      union all
      select letter.place, 'key', false, coalesce(found.merged_into, found.id)
      from letter join conversation found on found.workspace = ${workspace} and found.key = letter.key
      union all
      select letter.place, 'number', false, coalesce(found.merged_into, found.id)
      from letter join conversation found on found.workspace = ${workspace} and found.number = letter.number
      union all
      select letter.place, 'reference', message.direction in ('to third party', 'from third party'), message.conversation
      from letter cross join lateral jsonb_array_elements_text(letter."references") as reference (id)
      join message on message.workspace = ${workspace} and message.external_id = reference.id
    )
    select named.place, named.by, named.theirs as "withThirdParty",
      exists (select from identity join conversation own on own.workspace = identity.workspace and own.contact = identity.contact
        where identity.workspace = ${workspace} and identity.channel = letter.channel and identity.external_id = letter.sender
          and (own.id = named.conversation or own.merged_into = named.conversation)) as customer,
      coalesce(bool_or(participant.third_party), false) as "thirdParty",
      coalesce(bool_or(not participant.third_party), false) as "customersSide"
    from named join letter on letter.place = named.place
    left join conversation merged on merged.workspace = ${workspace} and merged.merged_into = named.conversation
    left join participant on participant.workspace = ${workspace} and participant.conversation = any(array[named.conversation, merged.id])
      and participant.channel = letter.channel and participant.external_id = letter.sender
    group by named.place, named.by, named.theirs, named.conversation, letter.channel, letter.sender`.execute(db);
  return rows;
}

/** Under which answers of third parties come back; made by the first letter to one. */
export async function ensureThirdPartyKey(db: Db, workspace: string, conversation: string, made: string): Promise<string> {
  const row = await db.updateTable('conversation').set((update) => ({ third_party_key: update.fn.coalesce('third_party_key', sql<string>`${made}`) }))
    .where('workspace', '=', workspace).where('id', '=', conversation).returning('third_party_key').executeTakeFirstOrThrow();
  return row.third_party_key!;
}

/** Addresses that are third parties of a conversation, or of one that lies in it, in small letters. */
export async function listThirdParties(db: Db, workspace: string, conversation: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('participant').select('external_id').distinct().where('workspace', '=', workspace).where('third_party', '=', true)
    .where(sql<boolean>`conversation = any(array(select ${conversation}::uuid union all select merged.id from conversation merged where merged.workspace = ${workspace} and merged.merged_into = ${conversation}))`)
    .execute();
  return rows.map((row) => row.external_id);
}

export type ExchangedWithThird = { readonly id: string; readonly external_id: string | null; readonly direction: 'to third party' | 'from third party'; readonly author: string; readonly to: readonly Address[] };

/** The newest messages to and from third parties, newest last. */
export async function listWithThirdParties(db: Db, workspace: string, conversation: string, limit: number): Promise<readonly ExchangedWithThird[]> {
  const rows = await db.selectFrom('message').select(['id', 'external_id', 'direction', 'author', 'recipients'])
    .where('workspace', '=', workspace).where('conversation', '=', conversation).where('direction', 'in', ['to third party', 'from third party'])
    .orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.toReversed().map((row) => ({
    id: row.id, external_id: row.external_id, author: row.author, direction: row.direction as ExchangedWithThird['direction'], to: (row.recipients as { readonly to: readonly Address[] }).to,
  }));
}

/** Whoever nothing was exchanged with after all (a letter was taken back) is no third party. */
export async function forgetThirdParties(db: Db, workspace: string, conversation: string): Promise<void> {
  await sql`
    delete from participant where workspace = ${workspace} and conversation = ${conversation} and third_party
      and not exists (select from message where message.workspace = ${workspace} and message.conversation = ${conversation} and message.direction in ('to third party', 'from third party')
        and (message.author = participant.external_id
          or exists (select from jsonb_array_elements((message.recipients->'to') || (message.recipients->'copy')) as one where lower(one->>'address') = participant.external_id)))`.execute(db);
}
