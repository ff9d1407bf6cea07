// Reading messages with what hangs on them: attachments, readings, deliveries. A fixed number of queries for any number of messages.
import type { Expression } from 'kysely';
import { sql } from 'kysely';
import type { Mention } from '../domain/conversation/mention.ts';
import type { Author, Direction } from '../domain/conversation/message.ts';
import type { Span } from '../language/text/span.ts';
import { atMost } from './at-most.ts';
import { compiledOnce } from './compiled-once.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type MessageRow = {
  readonly id: string;
  readonly conversation: string;
  readonly home: string | null;
  readonly inbox: string | null;
  readonly direction: Direction;
  readonly author_kind: Author['kind'];
  readonly author: string;
  readonly author_name: string | null;
  readonly external_id: string | null;
  readonly language: string | null;
  readonly subject: string | null;
  readonly text: string;
  readonly formatted: boolean;
  readonly recipients: unknown;
  readonly sender: unknown;
  readonly machine_sent: boolean;
  readonly sent_at: Date;
  readonly created_at: Date;
  readonly edited_at: Date | null;
  readonly removed_at: Date | null;
  readonly raw_input: string | null;
  readonly notices: unknown;
  readonly page: unknown;
  readonly own_words: readonly Span[] | null;
  readonly mentions: readonly Mention[];
  readonly answers: string | null;
};

export type AttachmentRow = { readonly id: string; readonly message: string; readonly name: string; readonly media_type: string; readonly bytes: number; readonly content_id: string | null; readonly hash: string | null;
  /** Of what the vendor still holds: null while it is being fetched, or why it was given up. */
  readonly problem: { readonly code: string; readonly detail: string } | null;
};
/** `value`: as it counts, with what people corrected in it; `corrections`: those that hold, null where there are none. */
export type ReadingRow = { readonly message: string; readonly value: unknown; readonly corrections: unknown };
export type DeliveryRow = {
  readonly id: string; readonly message: string; readonly conversation: string; readonly step: number; readonly via: string; readonly inbox: string; readonly recipient: string;
  readonly state: 'queued' | 'sending' | 'accepted' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled';
  readonly attempts: number; readonly external_id: string | null;
  readonly queued_at: Date; readonly accepted_at: Date | null; readonly delivered_at: Date | null; readonly read_at: Date | null; readonly failed_at: Date | null;
  readonly due_at: Date | null; readonly problem_code: string | null; readonly problem_detail: string | null;
  /** The delivery whose mail carries this one too. */
  readonly along_with: string | null;
};

/** `together`: the other messages that its letter carries. */
export type ShownDeliveryRow = DeliveryRow & { readonly together: readonly string[] };

export type MessageParts = {
  readonly rows: readonly MessageRow[];
  readonly attachments: readonly AttachmentRow[];
  readonly readings: readonly ReadingRow[];
  readonly deliveries: readonly ShownDeliveryRow[];
};

function messageRows(db: Db, workspace: string) {
  return db.selectFrom('message')
    .where('message.workspace', '=', workspace)
    .select(['message.id', 'message.conversation', 'message.home', 'message.inbox', 'message.direction', 'message.author_kind', 'message.author', 'message.external_id',
      'message.language', 'message.subject', 'message.text', 'message.recipients', 'message.sender', 'message.machine_sent', 'message.sent_at',
      'message.created_at', 'message.edited_at', 'message.removed_at', 'message.raw_input', 'message.notices', 'message.page', 'message.own_words', 'message.mentions', 'message.answers'])
    .select(sql<boolean>`message.html is not null`.as('formatted'))
    // The author is made an id, not the id a text: otherwise every message reads through all contacts.
    .select(sql<string | null>`case message.author_kind
      when 'contact' then (select contact.name from contact where contact.workspace = message.workspace and contact.id = message.author::uuid)
      when 'agent' then (select agent.name from agent where agent.workspace = message.workspace and agent.id = message.author::uuid)
      when 'third party' then message.sender->>'name'
    end`.as('author_name'));
}

export async function findMessages(db: Db, workspace: string, ids: readonly string[]): Promise<MessageParts> {
  if (ids.length === 0) return { rows: [], attachments: [], readings: [], deliveries: [] };
  const wanted = oneOf(ids);
  const [rows, attachments, readings, deliveries] = await Promise.all([
    messageRows(db, workspace).where('message.id', '=', wanted).orderBy('message.created_at').orderBy('message.id').execute(),
    attachmentsOf(db, workspace, wanted).execute(), readingsOf(workspace, wanted).execute(db), deliveriesOf(db, workspace, wanted).execute(),
  ]);
  return { rows: rows as unknown as readonly MessageRow[], attachments: attachments as unknown as AttachmentRow[], readings: readings.rows, deliveries: deliveries as unknown as ShownDeliveryRow[] };
}

/** What comes in between two statements must not take the parts from the oldest message of a page. */
const spare = 20;

type Before = { readonly at: Date; readonly id: string };

/**
 * A page of a conversation, oldest first, ending before `before` (a message's time and id) or at the newest. What hangs on the
 * messages is asked for in the same breath, not by their ids: each way to the database and back costs more than its statements.
 */
export async function listMessages(db: Db, workspace: string, conversation: string, before: Before | null, limit: number): Promise<MessageParts> {
  const { id, at } = before ?? last;
  const page = pageOf(limit);
  const [rows, attachments, readings, deliveries] = await Promise.all([
    page.rows(db, workspace, conversation, at, id), page.attachments(db, workspace, conversation, at, id), page.readings(db, workspace, conversation, at, id), page.deliveries(db, workspace, conversation, at, id),
  ]);
  return { rows: (rows as unknown as MessageRow[]).toReversed(), attachments: attachments as unknown as AttachmentRow[], readings, deliveries: deliveries as unknown as ShownDeliveryRow[] };
}

/** After every message. */
const last = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' } as const;

const pages = new Map<number, ReturnType<typeof makePage>>();

/** Pages have few sizes. */
function pageOf(limit: number): ReturnType<typeof makePage> {
  const page = pages.get(limit) ?? makePage(limit);
  pages.set(limit, page);
  return page;
}

function makePage(limit: number) {
  type Moment = Date | 'infinity';
  const ids = (workspace: string, conversation: string, at: Moment, id: string) => sql<string>`any(array(
    select message.id from message where message.workspace = ${workspace} and message.conversation = ${conversation} and (message.created_at, message.id) < (${at}, ${id})
    order by message.created_at desc, message.id desc limit ${atMost(limit + spare)}))`;
  return {
    rows: compiledOnce((db, workspace: string, conversation: string, at: Moment, id: string) => messageRows(db, workspace).where('message.conversation', '=', conversation)
      .where(sql<boolean>`(message.created_at, message.id) < (${at}, ${id})`).orderBy('message.created_at', 'desc').orderBy('message.id', 'desc').limit(atMost(limit)).compile()),
    attachments: compiledOnce((db, workspace: string, conversation: string, at: Moment, id: string) => attachmentsOf(db, workspace, ids(workspace, conversation, at, id)).compile()),
    readings: compiledOnce((db, workspace: string, conversation: string, at: Moment, id: string) => readingsOf(workspace, ids(workspace, conversation, at, id)).compile(db)),
    deliveries: compiledOnce((db, workspace: string, conversation: string, at: Moment, id: string) => deliveriesOf(db, workspace, ids(workspace, conversation, at, id)).compile()),
  };
}

function attachmentsOf(db: Db, workspace: string, messages: Expression<string>) {
  return db.selectFrom('attachment').select(['id', 'message', 'name', 'media_type', 'bytes', 'content_id', 'hash'])
    // Looked for only where the bytes are not there.
    .select(sql<AttachmentRow['problem']>`case when hash is null then (
      select jsonb_build_object('code', media_due.problem_code, 'detail', coalesce(media_due.problem_detail, '')) from media_due
      where media_due.workspace = attachment.workspace and media_due.attachment = attachment.id and media_due.due_at is null) end`.as('problem'))
    .where('workspace', '=', workspace).where('message', '=', messages).orderBy('id');
}

function readingsOf(workspace: string, messages: Expression<string>) {
  return sql<ReadingRow>`
      select message, coalesce(corrected, value) as value, case when corrected is not null then (
        select jsonb_agg(jsonb_build_object('id', held.id, 'field', held.field, 'value', held.value, 'before', held.before, 'kind', held.author_kind, 'author', held.author, 'at', held.made_at) order by held.made_at, held.id)
        from (select distinct on (field) * from reading_correction correction
          where correction.workspace = reading.workspace and correction.message = reading.message and withdrawn_at is null order by field, made_at desc, id desc) held
      ) end as corrections
      from reading where workspace = ${workspace} and message = ${messages}`;
}

function deliveriesOf(db: Db, workspace: string, messages: Expression<string>) {
  return shownDeliveries(db, workspace).where('delivery.message', '=', messages).orderBy('delivery.queued_at').orderBy('delivery.id');
}

/** Only on another way than the first does one letter carry several. */
function shownDeliveries(db: Db, workspace: string) {
  return db.selectFrom('delivery').selectAll('delivery').where('delivery.workspace', '=', workspace).select(sql<readonly string[]>`case when delivery.step = 0 then '{}'::text[] else array(
    select other.message::text from delivery other join message on message.workspace = other.workspace and message.id = other.message
    where other.workspace = delivery.workspace and other.id <> delivery.id and (other.along_with = coalesce(delivery.along_with, delivery.id) or other.id = delivery.along_with)
    order by message.created_at, message.id) end`.as('together'));
}

export async function findShownDelivery(db: Db, workspace: string, id: string): Promise<ShownDeliveryRow | null> {
  return ((await shownDeliveries(db, workspace).where('delivery.id', '=', id).executeTakeFirst()) as unknown as ShownDeliveryRow | undefined) ?? null;
}

/** The formatted form, cleaned, and the attachments that its pictures refer to. */
export async function findFormatted(db: Db, workspace: string, message: string): Promise<{ readonly html: string | null; readonly raw: string | null } | null> {
  const row = await db.selectFrom('message').select(['html', 'raw_input as raw']).where('workspace', '=', workspace).where('id', '=', message).executeTakeFirst();
  return row ?? null;
}
