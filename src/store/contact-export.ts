// Which contacts go out as a table, and how wide it is.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Db } from './open.ts';
import { storable } from './receive.ts';

export type ExportFilter = {
  readonly language?: string | undefined; readonly channel?: string | undefined; readonly createdFrom?: string | undefined; readonly createdTo?: string | undefined;
  readonly attribute?: string | undefined; readonly value?: string | undefined;
};

/** More identities of one channel, or more attributes, than a table can hold. */
const mostOfChannel = 20;
const mostAttributes = 500;

function fits(workspace: string, filter: ExportFilter): RawBuilder<unknown> {
  const found = [sql`contact.workspace = ${workspace} and contact.merged_into is null`];
  if (filter.language !== undefined) found.push(sql`contact.language = ${storable(filter.language)}`);
  if (filter.channel !== undefined) found.push(sql`exists (select from identity where identity.workspace = contact.workspace and identity.contact = contact.id and identity.channel = ${storable(filter.channel)})`);
  if (filter.createdFrom !== undefined) found.push(sql`contact.created_at >= ${filter.createdFrom}::timestamptz`);
  if (filter.createdTo !== undefined) found.push(sql`contact.created_at < ${filter.createdTo}::timestamptz`);
  if (filter.attribute !== undefined) {
    const value = sql`contact.attributes ->> ${storable(filter.attribute)}::text`;
    found.push(filter.value === undefined ? sql`${value} is not null` : sql`${value} = ${storable(filter.value)}`);
  }
  return sql.join(found, sql` and `);
}

export async function findExportColumns(db: Db, workspace: string, filter: ExportFilter): Promise<{ readonly identities: readonly { readonly channel: string; readonly most: number }[]; readonly attributes: readonly string[] }> {
  const [identities, attributes] = await Promise.all([
    sql<{ channel: string; most: number }>`
      select channel, least(max(count), ${mostOfChannel})::int as most from (
        select identity.channel, identity.contact, count(*) as count from identity join contact on contact.workspace = identity.workspace and contact.id = identity.contact
        where ${fits(workspace, filter)} group by 1, 2) counted
      group by 1 order by 1`.execute(db),
    sql<{ name: string }>`select distinct attribute.name from contact, jsonb_object_keys(contact.attributes) attribute (name) where ${fits(workspace, filter)} order by 1 limit ${mostAttributes}`.execute(db),
  ]);
  return { identities: identities.rows, attributes: attributes.rows.map((row) => row.name) };
}

/** In the order of their ids, which is nearly that in which they came. */
export async function listContactIds(db: Db, workspace: string, filter: ExportFilter, after: string | null, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select contact.id from contact where ${fits(workspace, filter)} ${after === null ? sql`` : sql`and contact.id > ${after}::uuid`} order by contact.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}
