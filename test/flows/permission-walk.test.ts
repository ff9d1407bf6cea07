// Every route as a stranger, as an agent without access, from another workspace: made from the route table, so that a new route
// is walked without anybody remembering to. A route whose parameters this walk does not know fails it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../src/server/route.ts';
import { scopeOfRoute } from '../../src/server/scope-of-route.ts';
import type { Walk } from '../setup/walk.ts';
import { openWalk } from '../setup/walk.ts';
import { databaseKinds } from '../setup/clone.ts';

describe.each(databaseKinds())('permission walk on %s', (kind) => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await openWalk(kind);
  });
  afterAll(() => walk.stop());

  const guarded = (route: Route) => route.who !== 'anyone' && route.who !== 'outside';

  test('every path parameter is known to the walk, and every route with a subject names it in its path', () => {
    for (const route of walk.routes) {
      for (const name of parametersOf(route)) expect(Object.keys(walk.ids), `${route.method} ${route.path}`).toContain(name);
      if (route.sees) expect(parametersOf(route), `${route.method} ${route.path}`).toContain(route.sees);
    }
    expect(walk.routes.filter(guarded).length).toBeGreaterThan(40);
  });

  test('a stranger is asked to sign in, whatever the route', async () => {
    for (const route of walk.routes.filter(guarded)) {
      const answer = await walk.ask(null, route, pathOf(route, walk.ids));
      expect([answer.status, answer.code], `${route.method} ${route.path}`).toEqual([401, 'not-signed-in']);
    }
  });

  test('a role that is too low is refused', async () => {
    for (const route of walk.routes.filter((one) => one.who === 'administrator' || one.who === 'lead')) {
      const answer = await walk.ask('agent', route, pathOf(route, walk.ids));
      expect([answer.status, answer.code], `${route.method} ${route.path}`).toEqual([403, 'not-allowed']);
    }
  });

  test('every route behind sign-in says which scope a token needs, and a token without it is refused', async () => {
    for (const route of walk.routes.filter(guarded)) {
      const name = `${route.method} ${route.path}`;
      const scope = scopeOfRoute(route);
      expect(scope, `${name}: add its noun to src/server/scope-of-route.ts, or give it a scope of its own`).not.toBeNull();
      // What goes to customers needs the scope for it, whatever the noun.
      if (route.refuses.includes('recipient-wrong')) expect(scope, name).toBe('send');
      const answer = await walk.ask(`lacking-${scope === 'nobody' || scope === null ? 'webhooks' : scope}`, route, pathOf(route, walk.ids));
      expect([answer.status, answer.code], name).toEqual([403, scope === 'nobody' ? 'not-for-tokens' : 'scope-missing']);
    }
  });

  test('a token with every scope can do no more than its agent', async () => {
    for (const route of walk.routes.filter((one) => guarded(one) && scopeOfRoute(one) !== 'nobody' && (one.who !== 'agent' || one.sees))) {
      const answer = await walk.ask('agent-token', route, pathOf(route, walk.ids));
      expect([answer.status, answer.code], `${route.method} ${route.path}`).toEqual(route.who === 'agent' ? [404, 'not-found'] : [403, 'not-allowed']);
    }
  });

  test('what an agent without access may not see is not there', async () => {
    for (const route of walk.routes.filter((one) => one.sees && one.who === 'agent')) {
      const answer = await walk.ask('agent', route, pathOf(route, walk.ids));
      expect([answer.status, answer.code], `${route.method} ${route.path}`).toEqual([404, 'not-found']);
    }
  });

  test('another workspace is another world, for its administrator too', async () => {
    // A language pack belongs to the product, not to a workspace.
    for (const route of walk.routes.filter((one) => guarded(one) && parametersOf(one).some((name) => name !== 'code'))) {
      const answer = await walk.ask('stranger-administrator', route, pathOf(route, walk.ids));
      expect(answer.status, `${route.method} ${route.path}`).toBe(404);
    }
  });

  test('ids that do not exist or are no ids are not found, never a fault', async () => {
    for (const route of walk.routes.filter((one) => guarded(one) && parametersOf(one).length > 0)) {
      for (const id of [randomUUID(), 'x', "' or 1=1 --", '%00']) {
        const answer = await walk.ask('administrator', route, pathOf(route, Object.fromEntries(Object.keys(walk.ids).map((name) => [name, id]))));
        expect([400, 404], `${route.method} ${route.path} ${id}`).toContain(answer.status);
      }
    }
  });

  test('bodies that are wrong are refused with the names of their fields', async () => {
    for (const route of walk.routes.filter((one) => guarded(one) && one.body && !one.sees)) {
      const answer = await walk.ask('administrator', route, pathOf(route, walk.ids), { nonsense: { deeply: ['wrong', 1, null] } }, true);
      expect(answer.status, `${route.method} ${route.path}`).toBeLessThan(500);
    }
  });

  test('what was walked over is unchanged', async () => {
    expect(await walk.untouched()).toBe(true);
  });
});

function parametersOf(route: Route): readonly string[] {
  return [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}

function pathOf(route: Route, ids: Readonly<Record<string, string>>): string {
  return route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(ids[name] ?? ''));
}
