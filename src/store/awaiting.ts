// Conversations whose agent wants to know when the customer answers: one who said so, or who has a device that may ring.
import { sql } from 'kysely';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type Awaiting = { readonly conversation: string; readonly agent: string; readonly name: string | null };

export async function listAwaiting(db: Db, workspace: string, conversations: readonly string[]): Promise<readonly Awaiting[]> {
  if (conversations.length === 0) return [];
  const { rows } = await sql<Awaiting>`
    select conversation.id as conversation, conversation.assignee as agent, contact.name
    from conversation join contact on contact.workspace = conversation.workspace and contact.id = conversation.contact
    where conversation.workspace = ${workspace} and conversation.id = ${oneOf(conversations)} and conversation.assignee is not null
      and (exists (select from push_subscription device where device.workspace = ${workspace} and device.agent = conversation.assignee)
        or exists (select from notification_choice choice where choice.workspace = ${workspace} and choice.agent = conversation.assignee and choice.places->>'customer-answered' in ('bell', 'devices')))
    order by conversation.id`.execute(db);
  return rows;
}
