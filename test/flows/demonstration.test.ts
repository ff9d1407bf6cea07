// Scenarios played into a real desk: every one on both databases, twice, and broken off in the middle. Nothing may be doubled
// and nothing sent.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channels } from '../../src/channels/registry.ts';
import { readConfig } from '../../src/config.ts';
import { playScenario } from '../../src/demonstration/play.ts';
import { readScenario, scenarioNames } from '../../src/demonstration/scenario.ts';
import { seedScenarios } from '../../src/demonstration/seed.ts';
import type { Installation } from '../../src/installation.ts';
import { openInstallation } from '../../src/installation.ts';
import { createWorkspace } from '../../src/operations/create-workspace.ts';
import { retryDelivery } from '../../src/operations/retry-delivery.ts';
import type { Desk } from '../../src/operations/desk.ts';
import { silentLog } from '../../src/store/connection.ts';
import { startWork } from '../../src/worker/work.ts';
import type { Clone, DatabaseKind } from '../setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../setup/clone.ts';
import { until } from './chat-desk.ts';

type Place = { readonly installation: Installation; readonly workspace: string; readonly administrator: string; readonly clone: Clone; readonly data: string; readonly sent: string[]; stop(): Promise<void> };

/** A desk whose worker runs, and whose channels write down what they are asked to send. */
async function open(kind: DatabaseKind): Promise<Place> {
  const data = await mkdtemp(join(tmpdir(), 'attune-test-'));
  const clone = await cloneDatabase(kind);
  const installation = await openInstallation({ config: configFor(data, clone), log: silentLog });
  const sent: string[] = [];
  const watched = new Map([...channels].map(([name, channel]) => [name, { ...channel, send: async (...given: Parameters<typeof channel.send>) => { sent.push(given[0].to); return channel.send(...given); } }]));
  const { workspace, agent } = await createWorkspace(installation.desk, {
    workspace: { name: 'Lamps', language: 'en', timeZone: 'Europe/Rome' }, administrator: { name: 'Anna Ferri', email: 'anna@example.test', passwordHash: 'none' },
  }, { onlyAsFirst: true });
  const work = startWork({ ...installation.desk, channels: watched }, { rawDays: 30 });
  const forget = installation.announcements.on((what) => work.look(what));
  return {
    installation: { ...installation, desk: { ...installation.desk, channels: watched } }, workspace, administrator: agent, clone, data, sent,
    stop: async () => {
      forget();
      await work.stop();
      await installation.close();
      await clone.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

function configFor(data: string, clone: Clone) {
  return readConfig({ PORT: '0', ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '6', ATTUNE_KEY: '5f'.repeat(32), ATTUNE_LOG: 'silent' });
}

async function count(place: Place, what: ReturnType<typeof sql<{ count: number }>>): Promise<number> {
  return (await what.execute(place.installation.desk.db)).rows[0]!.count;
}

const tables = ['agent', 'team', 'inbox', 'contact', 'identity', 'conversation', 'conversation_tag', 'message', 'reading', 'attachment', 'delivery', 'attempt', 'commitment', 'event', 'raw_input', 'notification'] as const;

async function counts(place: Place): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of tables) found[table] = await count(place, sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`);
  return found;
}

/** What people see, without what differs from one desk to another. */
async function outline(place: Place): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select conversation.subject, conversation.state, conversation.message_count, conversation.failed_deliveries, conversation.last_text, assignee.name as assignee, team.name as team,
      array(select message.direction || ' ' || message.text from message where message.conversation = conversation.id order by created_at, id) as messages,
      array(select delivery.state from delivery where delivery.conversation = conversation.id order by queued_at, id) as deliveries,
      array(select promise || ' ' || commitment.state from commitment where commitment.conversation = conversation.id order by promise) as promises,
      array(select tag.name from conversation_tag join tag on tag.id = conversation_tag.tag where conversation_tag.conversation = conversation.id order by tag.name) as tags
    from conversation left join agent assignee on assignee.id = conversation.assignee left join team on team.id = conversation.team
    order by conversation.subject, messages`.execute(place.installation.desk.db);
  return rows;
}

describe.each(databaseKinds())('scenarios on %s', (kind) => {
  let place: Place;
  beforeAll(async () => {
    place = await open(kind);
  });
  afterAll(async () => place.stop());

  const play = async (name: string) => playScenario(place.installation.desk, place.workspace, place.administrator, readScenario(name));

  test.each(scenarioNames())('%s: each conversation is there, read, and settled', async (name) => {
    const scenario = readScenario(name);
    const before = await counts(place);
    const played = await play(name);
    expect(new Set(played.map((one) => one.conversation)).size).toBe(scenario.conversations.length);
    expect((await counts(place))['conversation']! - before['conversation']!).toBe(scenario.conversations.length);
    for (const { conversation, described } of played) {
      const messages = await place.installation.desk.db.selectFrom('message').select(['direction', 'created_at']).where('conversation', '=', conversation).orderBy('created_at').orderBy('id').execute();
      expect(messages.map((message) => message.direction)).toEqual(described.steps.flatMap((step) => ('customer' in step ? ['in'] : 'reply' in step ? ['out'] : 'note' in step ? ['note'] : [])));
      for (const message of messages) expect(message.created_at.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  test('every customer was read, in their own language', async () => {
    expect(await count(place, sql`select count(*)::int as count from message left join reading on reading.message = message.id where direction = 'in' and (reading.message is null or message.language not in ('en', 'it', 'ru', 'zh'))`)).toBe(0);
    const { rows } = await sql<{ language: string }>`select distinct language from message where direction = 'in' order by language`.execute(place.installation.desk.db);
    expect(rows.map((row) => row.language)).toEqual(['en', 'it', 'ru', 'zh']);
  });

  test('all input was understood, and no delivery waits to be sent', async () => {
    expect(await count(place, sql`select count(*)::int as count from raw_input where state <> 'done'`)).toBe(0);
    expect(await count(place, sql`select count(*)::int as count from delivery where due_at is not null or state in ('queued', 'sending', 'unknown')`)).toBe(0);
    expect(place.sent).toEqual([]);
  });

  test('a chat shows how far a reply came, a mail claims nothing it cannot know, a bounce reopens and tells its author', async () => {
    const { rows } = await sql<{ via: string; states: string[] }>`select via, array_agg(distinct state order by state) as states from delivery group by via order by via`.execute(place.installation.desk.db);
    expect(rows).toEqual([{ via: 'email', states: ['accepted', 'failed'] }, { via: 'web-chat', states: ['read'] }]);
    expect(await count(place, sql`select count(*)::int as count from conversation where failed_deliveries > 0 and state <> 'open'`)).toBe(0);
    expect(await count(place, sql`select count(*)::int as count from notification where kind = 'delivery-failed'`)).toBe(2);
  });

  test('promises are kept, missed and to come', async () => {
    const { rows } = await sql<{ state: string }>`select distinct state from commitment order by state`.execute(place.installation.desk.db);
    expect(rows.map((row) => row.state)).toEqual(['kept', 'missed', 'open']);
    expect(await count(place, sql`select count(*)::int as count from commitment where state = 'missed' and missed_at <> due_at`)).toBe(0);
  });

  test('nobody invented can sign in', async () => {
    expect(await count(place, sql`select count(*)::int as count from agent where sign_in is not null`)).toBe(1);
    expect(await count(place, sql`select count(*)::int as count from sign_in_user`)).toBe(1);
  });

  test('played again, nothing is doubled and nothing that people did is undone', async () => {
    const [first] = await play('first-day');
    await place.installation.desk.db.updateTable('conversation').set({ state: 'closed', closed_at: new Date(), closed_because: 'solved', snoozed_until: null, waiting_for: null }).where('id', '=', first!.conversation).execute();
    const [before, outlined] = [await counts(place), await outline(place)];
    for (const name of scenarioNames()) expect((await play(name)).every((one) => one.scenes === 0), name).toBe(true);
    expect(await counts(place)).toEqual(before);
    expect(await outline(place)).toEqual(outlined);
  });

  test('a failed reply that somebody sends again reaches nobody, and says why', async () => {
    const failed = await place.installation.desk.db.selectFrom('delivery').select(['id', 'recipient']).where('state', '=', 'failed').executeTakeFirstOrThrow();
    await retryDelivery(place.installation.desk, { workspace: place.workspace, actor: { kind: 'agent', id: place.administrator } }, failed.id);
    const now = await until(async () => place.installation.desk.db.selectFrom('delivery').select(['state', 'problem_code']).where('id', '=', failed.id).executeTakeFirstOrThrow(), (row) => row.problem_code !== null);
    expect(now).toEqual({ state: 'failed', problem_code: 'email.not-connected' });
  });
});

/** The same desk, whose transactions fail after so many, as when the process is killed. */
function breaking(desk: Desk, after: number): Desk {
  let left = after;
  const db = new Proxy(desk.db, {
    get: (target, name) => {
      if (name === 'transaction' && (left -= 1) < 0) throw new Error('killed');
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { ...desk, db };
}

describe.each(databaseKinds())('a playing that is broken off on %s', (kind) => {
  test('goes on where it ended, and ends as one that was not', { timeout: 180_000 }, async () => {
    const [whole, broken] = [await open(kind), await open(kind)];
    try {
      const scenario = readScenario('first-day');
      await playScenario(whole.installation.desk, whole.workspace, whole.administrator, scenario);
      let kills = 0;
      for (let after = 1; ; after += 1) {
        const killed = await playScenario(breaking(broken.installation.desk, after), broken.workspace, broken.administrator, scenario).then(() => false, (error: unknown) => String(error) === 'Error: killed' || Promise.reject(error));
        if (!killed) break;
        kills += 1;
      }
      expect(kills).toBeGreaterThan(5);
      expect(await outline(broken)).toEqual(await outline(whole));
      expect(await counts(broken)).toEqual(await counts(whole));
      expect(broken.sent).toEqual([]);
    } finally {
      await whole.stop();
      await broken.stop();
    }
  });
});

describe('npm run seed', () => {
  test('makes a workspace where there is none, says how to sign in, and prints where to look', async () => {
    const data = await mkdtemp(join(tmpdir(), 'attune-test-'));
    const clone = await cloneDatabase(databaseKinds()[0]!);
    const lines: string[] = [];
    try {
      await seedScenarios(configFor(data, clone), silentLog, ['quiet-evening-zh'], (line) => lines.push(line));
      expect(lines[0]).toMatch(/^Made a workspace\. Sign in as admin@example\.org with the password .{10,}$/);
      expect(lines[1]).toBe('quiet-evening-zh: 6 conversations.');
      expect(lines[2]).toMatch(/\/inbox\/all\/[0-9a-f-]{36} {2}陈丽华$/);
      lines.length = 0;
      await seedScenarios(configFor(data, clone), silentLog, ['quiet-evening-zh'], (line) => lines.push(line));
      expect(lines[0]).toBe('quiet-evening-zh: is there already, nothing was changed.');
    } finally {
      await clone.drop();
      await rm(data, { recursive: true, force: true });
    }
  });

  test('beside a running desk it uses that desk, which goes on', { timeout: 120_000 }, async () => {
    const data = await mkdtemp(join(tmpdir(), 'attune-test-'));
    const config = readConfig({ PORT: '0', ATTUNE_DATA: data, DATABASE_POOL: '4', ATTUNE_LOG: 'silent', ATTUNE_ADMIN_EMAIL: 'anna@example.test', ATTUNE_ADMIN_PASSWORD: 'three yellow lemons' });
    const running = await openInstallation({ config, log: silentLog });
    const told: string[] = [];
    const forget = running.announcements.on((what) => what?.news.includes('events') && told.push(what.workspace));
    try {
      const lines: string[] = [];
      await seedScenarios(config, silentLog, ['missed-promise'], (line) => lines.push(line));
      expect(lines[0]).toBe('Made a workspace. Sign in as anna@example.test');
      const [workspace] = await running.desk.db.selectFrom('workspace').select('id').execute();
      expect(await running.desk.db.selectFrom('conversation').select('id').where('workspace', '=', workspace!.id).execute()).toHaveLength(5);
      await until(() => told, (workspaces) => workspaces.includes(workspace!.id));
    } finally {
      forget();
      await running.close();
      await rm(data, { recursive: true, force: true });
    }
  });

  test('without a name it lists them; with a wrong one it names those there are, and touches nothing', async () => {
    const clone = await cloneDatabase(databaseKinds()[0]!);
    const lines: string[] = [];
    try {
      const config = configFor(await mkdtemp(join(tmpdir(), 'attune-test-')), clone);
      await seedScenarios(config, silentLog, [], (line) => lines.push(line));
      for (const name of scenarioNames()) expect(lines.some((line) => line.trim().startsWith(`${name} `)), name).toBe(true);
      await seedScenarios(config, silentLog, ['first-day', 'no-such'], (line) => lines.push(line));
      expect(lines.at(-1)).toBe(`There is no scenario "no-such". There are: ${scenarioNames().join(', ')}.`);
      expect(process.exitCode).toBe(1);
    } finally {
      process.exitCode = 0;
      await clone.drop();
    }
  });
});
