// Puts the corpus into a database, readings included, in large statements: it is what is measured against, not what is measured.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Engine } from '../src/language/engine.ts';
import { indexSearch } from '../src/operations/index-search.ts';
import type { Db } from '../src/store/open.ts';
import { json } from '../src/store/receive.ts';
import { onBareTables } from './bare-tables.ts';
import type { Size, Talk } from './corpus.ts';
import { customer, talks } from './corpus.ts';
import type { Crew, Place } from './crew.ts';
import { filedUnder, saveCrew } from './crew.ts';

const together = 500;

type Say = (line: string) => void;

export async function loadCorpus(db: Db, engine: Engine, place: Place, size: Size, say: Say): Promise<void> {
  const now = new Date();
  const read = readAlike(engine);
  const crew = await saveCrew(db, place);
  await onBareTables(db, async () => {
    await saveCustomers(db, place.workspace, size, now);
    let batch: Talk[] = [];
    let done = 0;
    for (const talk of talks(size, now)) {
      batch.push(talk);
      if (batch.length < together && talk.number < size.conversations) continue;
      await save(db, { read, crew, size }, batch);
      done += batch.length;
      batch = [];
      if (done % 25_000 === 0) say(`${done} conversations loaded`);
    }
    await sql`update workspace_counter set conversation = ${size.conversations} where workspace = ${place.workspace}`.execute(db);
    await sql`analyze`.execute(db);
    await takeInSearch(db, place.workspace, say);
    say('making indexes');
  });
  await untilNothingIsDue(db);
  await sql`vacuum analyze`.execute(db);
}

/** As it takes in what was there before it was installed: from the newest backwards. */
async function takeInSearch(db: Db, workspace: string, say: Say): Promise<void> {
  for (const kind of ['contact', 'conversation', 'message'] as const) {
    await sql`insert into search_fill (workspace, kind, total) select ${workspace}, ${kind}, count(*) from ${sql.table(kind)}`.execute(db);
  }
  let [taken, told] = [0, 0];
  for (let some = await indexSearch({ db }, 3_000); some > 0; some = await indexSearch({ db }, 3_000)) {
    taken += some;
    if (taken - told < 100_000) continue;
    told = taken;
    say(`${taken} things can be found`);
  }
}

async function untilNothingIsDue(db: Db): Promise<void> {
  while ((await indexSearch({ db })) > 0 || (await db.selectFrom('search_due').select('number').limit(1).executeTakeFirst())) await pause(5);
}

async function saveCustomers(db: Db, workspace: string, size: Size, now: Date): Promise<void> {
  for (let place = 0; place < size.customers; place += 5_000) {
    const some = Array.from({ length: Math.min(5_000, size.customers - place) }, (_nothing, index) => customer(place + index));
    await sql`with rows as (select * from jsonb_to_recordset(${json(some)}::jsonb) as row (id uuid, name text, address text, language text)),
      contacts as (insert into contact (workspace, id, name, language, created_at) select ${workspace}::uuid, id, name, language, ${now} from rows)
      insert into identity (workspace, channel, external_id, contact, name, created_at) select ${workspace}::uuid, 'web-chat', address, id, name, ${now} from rows`.execute(db);
  }
}

type Read = { readonly value: string; readonly mood: string; readonly urgency: string };

/** The corpus says the same sentences again and again. Only the numbers of orders differ, and all of them are as long. */
function readAlike(engine: Engine): (text: string, language: string, at: Date) => Read {
  const known = new Map<string, Read>();
  return (text, language, at) => {
    const alike = text.replaceAll(/A\d{6}/g, 'A100000');
    const before = known.get(alike);
    if (before) return before;
    const reading = engine.read(alike, { now: at.toISOString(), language });
    const read = { value: json(reading), mood: reading.mood, urgency: reading.urgency.value };
    if (known.size < 100_000) known.set(alike, read);
    return read;
  };
}

type Given = { readonly read: ReturnType<typeof readAlike>; readonly crew: Crew; readonly size: Size };

async function save(db: Db, { read, crew, size }: Given, batch: readonly Talk[]): Promise<void> {
  const { workspace } = crew;
  const filed = new Map(batch.map((talk) => [talk.id, filedUnder(talk, crew, size)]));
  const readings = new Map(batch.flatMap((talk) => talk.lines.filter((line) => line.incoming).map((line) => [line.id, read(line.text, talk.customer.language, line.at)] as const)));
  const conversations = batch.map((talk) => {
    const last = talk.lines.at(-1)!;
    const { inbox, assignee, team } = filed.get(talk.id)!;
    const said = readings.get(talk.lines.findLast((line) => line.incoming)?.id ?? '');
    return {
      id: talk.id, number: talk.number, key: talk.key, contact: talk.customer.id, subject: talk.subject, language: talk.customer.language, ...stateOf(talk),
      inbox, assignee, team, last_message: last.id, last_at: last.at, last_text: last.text.slice(0, 200),
      last_direction: last.incoming ? 'in' : 'out', message_count: talk.lines.length, mood: said?.mood ?? 'neutral', urgency: said?.urgency ?? 'none', created_at: talk.lines[0]!.at,
    };
  });
  const messages = batch.flatMap((talk) => talk.lines.map((line) => ({
    id: line.id, conversation: talk.id, inbox: filed.get(talk.id)!.inbox, direction: line.incoming ? 'in' : 'out', author_kind: line.incoming ? 'contact' : 'agent', author: line.incoming ? talk.customer.id : (filed.get(talk.id)!.assignee ?? crew.agents[0]!), text: line.text, at: line.at, language: talk.customer.language,
  })));
  await sql`insert into conversation (workspace, inbox, id, number, key, contact, subject, language, state, waiting_for, snoozed_until, waiting_since, closed_at, closed_because, assignee, team, last_message, last_at, last_text, last_direction, message_count, mood, urgency, created_at)
    select ${workspace}::uuid, inbox, id, number, key, contact, subject, language, state, waiting_for, snoozed_until, waiting_since, closed_at, closed_because, assignee, team, last_message, last_at, last_text, last_direction, message_count, mood, urgency, created_at
    from jsonb_to_recordset(${json(conversations)}::jsonb) as row (id uuid, inbox uuid, number bigint, key text, contact uuid, subject text, language text, state text, waiting_for text, snoozed_until timestamptz, waiting_since timestamptz,
      closed_at timestamptz, closed_because text, assignee uuid, team uuid, last_message uuid, last_at timestamptz, last_text text, last_direction text, message_count int, mood text, urgency text, created_at timestamptz)`.execute(db);
  await sql`insert into message (workspace, inbox, id, conversation, direction, author_kind, author, language, text, sent_at, created_at)
    select ${workspace}::uuid, inbox, id, conversation, direction, author_kind, author, language, text, at, at
    from jsonb_to_recordset(${json(messages)}::jsonb) as row (id uuid, conversation uuid, inbox uuid, direction text, author_kind text, author text, language text, text text, at timestamptz)`.execute(db);
  const tagged = [...filed].flatMap(([id, { tags }]) => tags.map((tag) => [id, tag] as const));
  await sql`insert into conversation_tag (workspace, conversation, tag) select ${workspace}::uuid, conversation, tag
    from unnest(${tagged.map(([id]) => id)}::uuid[], ${tagged.map(([, tag]) => tag)}::uuid[]) as row (conversation, tag)`.execute(db);
  await sql`insert into reading (workspace, message, value, engine, created_at) select ${workspace}::uuid, message, value, 'bench', now()
    from unnest(${[...readings.keys()]}::uuid[], ${[...readings.values()].map((one) => one.value)}::jsonb[]) as row (message, value)`.execute(db);
}

/** What is open waits for us where the customer had the last word, and mostly for them where we had it. */
function stateOf(talk: Talk) {
  const nothing = { state: 'open', waiting_for: null, snoozed_until: null, waiting_since: null, closed_at: null, closed_because: null };
  const last = talk.lines.at(-1)!;
  if (!talk.open) return { ...nothing, state: 'closed', closed_at: last.at, closed_because: talk.number % 40 === 3 ? 'spam' : talk.number % 7 === 2 ? 'no answer' : 'solved' };
  if (last.incoming) return { ...nothing, waiting_since: last.at };
  if (talk.number % 4 === 0) return nothing;
  if (talk.number % 12 === 1) return { ...nothing, state: 'snoozed', snoozed_until: new Date(last.at.getTime() + 400 * 86_400_000) };
  return { ...nothing, state: 'waiting', waiting_for: talk.number % 50 === 0 ? 'third party' : 'customer' };
}
