// Lists that can grow without end come in pages, all in the same way; lists that are told whole are those that stay short.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from '../../src/server/route.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { refused, startAgentsDesk, well } from './agents-desk.ts';

/** As long as a workspace has people, teams, inboxes and the like; or held to a number for another reason. */
const whole = new Set([
  'GET /api/agents', 'GET /api/teams', 'GET /api/tags', 'GET /api/inboxes', 'GET /api/invitations', 'GET /api/service-tokens', 'GET /api/personal-tokens', 'GET /api/webhooks',
  // By number, as events are: `since`.
  'GET /api/events',
]);

describe.each(databaseKinds())('pages on %s', (kind) => {
  let desk: AgentsDesk;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
  });
  afterAll(() => desk.stop());

  const shapeOf = (schema: unknown) => (schema instanceof z.ZodObject ? (schema.shape as Readonly<Record<string, z.ZodType>>) : {});
  const lists = (route: Route) => route.method === 'GET' && route.path.startsWith('/api/') && !route.path.includes('{') && Object.values(shapeOf(route.reply)).some((part) => part instanceof z.ZodArray);

  test('a list takes cursor and limit and tells the next, or is known to stay short', () => {
    const named = desk.routes.filter(lists).map((route) => ({ name: `${route.method} ${route.path}`, takes: Object.keys(shapeOf(route.query)), tells: Object.keys(shapeOf(route.reply)) }));
    expect(named.length).toBeGreaterThan(10);
    for (const { name, takes, tells } of named) {
      if (tells.includes('next')) expect(takes, name).toEqual(expect.arrayContaining(['cursor', 'limit']));
    }
    const growing = desk.routes.filter((route) => ['/api/conversations', '/api/commitments', '/api/deliveries/held', '/api/notifications', '/api/raw-inputs', '/api/webhooks/{webhook}/deliveries', '/api/contacts/{contact}/conversations'].includes(route.path) && route.method === 'GET');
    for (const route of growing) expect(Object.keys(shapeOf(route.reply)), route.path).toContain('next');
    expect(named.filter(({ name }) => whole.has(name)).every(({ tells }) => !tells.includes('next'))).toBe(true);
  });

  test.each(['notifications', 'rawInputs'] as const)('%s page by page, each once, the newest first', async (name) => {
    const path = name === 'notifications' ? '/api/notifications' : '/api/raw-inputs';
    const ids = Array.from({ length: 7 }, () => randomUUID());
    for (const [index, id] of ids.entries()) {
      // Two of the same moment: the id decides.
      const at = new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(index / 2))).toISOString();
      if (name === 'notifications') await desk.database.pool.query(`insert into notification (workspace, id, agent, kind, created_at) values ($1, $2, $3, 'mentioned', $4)`, [desk.workspace, id, desk.annaId, at]);
      else await desk.database.pool.query(`insert into raw_input (workspace, id, inbox, kind, headers, body, bytes, received_at, due_at, state, problem_code) values ($1, $2, $3, 'message', '{}', 'x', 1, $4, $4, 'failed', 'fault')`, [desk.workspace, id, desk.chat.id, at]);
    }
    const seen: { id: string; at: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await well(desk.anna.get(`${path}?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`))) as unknown as { next: string | null } & Record<typeof name, { id: string; createdAt?: string; receivedAt?: string }[]>;
      expect(page[name].length).toBeLessThanOrEqual(3);
      seen.push(...page[name].map(({ id, createdAt, receivedAt }) => ({ id, at: createdAt ?? receivedAt ?? '' })));
      cursor = page.next;
    }
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    const moments = seen.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted().toReversed());
    for (const query of ['cursor=nonsense', 'limit=0', 'limit=101', 'limit=x']) await refused(desk.anna.get(`${path}?${query}`), 400, 'input-wrong', query.split('=')[0]!);
    if (name === 'rawInputs') expect(((await well(desk.anna.get(`${path}?inbox=${randomUUID()}`))) as { rawInputs: unknown[] }).rawInputs).toEqual([]);
  });
});
