// Puts the corpus into a database, readings included, in large statements: it is what is measured against, not what is measured.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Engine } from '../src/language/engine.ts';
import type { Schema } from '../src/store/schema.ts';
import { json } from '../src/store/receive.ts';
import type { Size, Talk } from './corpus.ts';
import { customer, talks } from './corpus.ts';

const together = 500;

/** Which of the size's conversations, by their place: the first of a part is there, the last is not. */
export type Part = { readonly from: number; readonly until: number };
type Place = { readonly workspace: string; readonly inbox: string; readonly agent: string };

export async function loadCorpus(db: Kysely<Schema>, engine: Engine, place: Place, size: Size, part: Part, progress: (done: number) => void): Promise<void> {
  const now = new Date();
  if (part.from === 0) await saveCustomers(db, place.workspace, size, now);
  let batch: Talk[] = [];
  let done = 0;
  for (const talk of talks(size, now)) {
    if (talk.number > part.until) break;
    if (talk.number <= part.from) continue;
    batch.push(talk);
    if (batch.length < together) continue;
    await save(db, engine, place, batch);
    done += batch.length;
    batch = [];
    progress(done);
  }
  if (batch.length > 0) await save(db, engine, place, batch);
  await sql`update workspace_counter set conversation = ${part.until} where workspace = ${place.workspace}`.execute(db);
  await sql`analyze`.execute(db);
}

async function saveCustomers(db: Kysely<Schema>, workspace: string, size: Size, now: Date): Promise<void> {
  for (let place = 0; place < size.customers; place += 5_000) {
    const some = Array.from({ length: Math.min(5_000, size.customers - place) }, (_nothing, index) => customer(place + index));
    await sql`with rows as (select * from jsonb_to_recordset(${json(some)}::jsonb) as row (id uuid, name text, address text, language text)),
      contacts as (insert into contact (workspace, id, name, language, created_at) select ${workspace}::uuid, id, name, language, ${now} from rows)
      insert into identity (workspace, channel, external_id, contact, name, created_at) select ${workspace}::uuid, 'web-chat', address, id, name, ${now} from rows`.execute(db);
  }
}

async function save(db: Kysely<Schema>, engine: Engine, place: Place, batch: readonly Talk[]): Promise<void> {
  const { workspace, inbox, agent } = place;
  const read = batch.map((talk) => talk.lines.map((line) => (line.incoming ? engine.read(line.text, { now: line.at.toISOString(), language: talk.customer.language }) : null)));
  const conversations = batch.map((talk, index) => {
    const last = talk.lines.at(-1)!;
    const reading = read[index]!.findLast((one) => one !== null);
    return {
      id: talk.id, number: talk.number, key: talk.id.replaceAll('-', '').slice(0, 20), contact: talk.customer.id, subject: talk.subject, language: talk.customer.language, state: talk.open ? 'open' : 'closed',
      closed_at: talk.open ? null : last.at, closed_because: talk.open ? null : 'solved', assignee: talk.number % 5 === 0 ? agent : null, last_message: last.id, last_at: last.at, last_text: last.text.slice(0, 200),
      last_direction: last.incoming ? 'in' : 'out', message_count: talk.lines.length, mood: reading?.mood ?? 'neutral', urgency: reading?.urgency.value ?? 'none',
    };
  });
  const messages = batch.flatMap((talk) => talk.lines.map((line) => ({
    id: line.id, conversation: talk.id, direction: line.incoming ? 'in' : 'out', author_kind: line.incoming ? 'contact' : 'agent', author: line.incoming ? talk.customer.id : agent, text: line.text, at: line.at, language: talk.customer.language,
  })));
  const readings = batch.flatMap((talk, index) => talk.lines.flatMap((line, at) => (read[index]![at] ? [{ message: line.id, value: read[index]![at], engine: 'bench' }] : [])));
  await sql`insert into conversation (workspace, inbox, id, number, key, contact, subject, language, state, closed_at, closed_because, assignee, last_message, last_at, last_text, last_direction, message_count, mood, urgency, created_at)
    select ${workspace}::uuid, ${inbox}::uuid, id, number, key, contact, subject, language, state, closed_at, closed_because, assignee, last_message, last_at, last_text, last_direction, message_count, mood, urgency, last_at
    from jsonb_to_recordset(${json(conversations)}::jsonb) as row (id uuid, number bigint, key text, contact uuid, subject text, language text, state text, closed_at timestamptz, closed_because text, assignee uuid, last_message uuid,
      last_at timestamptz, last_text text, last_direction text, message_count int, mood text, urgency text)`.execute(db);
  await sql`insert into message (workspace, inbox, id, conversation, direction, author_kind, author, language, text, sent_at, created_at)
    select ${workspace}::uuid, ${inbox}::uuid, id, conversation, direction, author_kind, author, language, text, at, at
    from jsonb_to_recordset(${json(messages)}::jsonb) as row (id uuid, conversation uuid, direction text, author_kind text, author text, language text, text text, at timestamptz)`.execute(db);
  await sql`insert into reading (workspace, message, value, engine, created_at) select ${workspace}::uuid, message, value, engine, now()
    from jsonb_to_recordset(${json(readings)}::jsonb) as row (message uuid, value jsonb, engine text)`.execute(db);
}
