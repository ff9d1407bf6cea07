// Every route with every kind of wrong request, made from the route table: each is answered by the catalogue, with a status that
// OpenAPI names for that route; none is a fault of ours, and what was refused has changed nothing.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusals } from '../../src/contract/refusals.ts';
import type { RefusalBody } from '../../src/contract/refusals.ts';
import type { Route } from '../../src/server/route.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Described } from '../setup/described-client.ts';
import { hostileRequests } from '../setup/hostile-requests.ts';
import type { Known } from '../setup/sample.ts';
import type { Walk } from '../setup/walk.ts';
import { openWalk } from '../setup/walk.ts';

describe.each(databaseKinds())('hostile requests on %s', (kind) => {
  let walk: Walk;
  let described: Described;
  let letters: string;
  let chat: { readonly token: string; readonly visitor: string };
  const asJson = { 'content-type': 'application/json' };
  const told = async <Body>(method: string, path: string, body?: unknown): Promise<Body> =>
    JSON.parse((await walk.send('administrator', method, { path, headers: body === undefined ? {} : asJson, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })).text) as Body;

  beforeAll(async () => {
    walk = await openWalk(kind);
    described = (await (await fetch(`${walk.address}/api/openapi.json`)).json()) as Described;
    const mail = { imap: { host: '127.0.0.1', port: 9, secure: false, user: 'x', password: 'x' }, smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' } };
    letters = (await told<{ id: string }>('POST', '/api/inboxes', { channel: 'email', name: 'Letters', config: mail, senders: [{ name: 'Desk', address: 'desk@example.test', signature: '' }] })).id;
    const { token } = await told<{ token: string }>('GET', `/api/inboxes/${walk.ids['inbox']}`);
    const session = await fetch(`${walk.address}/chat/${token}/sessions`, { method: 'POST', headers: asJson, body: '{}' });
    chat = { token, visitor: ((await session.json()) as { token: string }).token };
  });
  afterAll(() => walk.stop());

  test('none is a fault, each refusal is one that the route announces, and changes nothing', { timeout: 600_000 }, async () => {
    const wrong = new Set<string>();
    const answered: Record<string, Set<number>> = {};
    let asked = 0;
    let before = await walk.lastAsked();
    for (const route of walk.routes.toSorted((one, other) => destroys(one) - destroys(other))) {
      for (const request of hostileRequests(route, pathOf(route), knownFor(route))) {
        asked += 1;
        // Each from an address of its own: how often one may ask is another matter.
        const headers = { ...(route.path.startsWith('/chat/') ? { 'x-visitor-token': chat.visitor } : {}), ...request.headers, 'x-forwarded-for': `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}` };
        const answer = await walk.send(endsSession(route) ? null : 'administrator', route.method, { ...request, headers });
        const now = await walk.lastAsked();
        const problem = judge(route, answer) ?? (answer.status >= 400 && now !== before ? `refused with ${answer.status}, and something happened` : null);
        before = now;
        if (problem !== null) wrong.add(`${route.method} ${route.path} with ${request.what}: ${problem}`);
        (answered[`${route.method} ${route.path}`] ??= new Set()).add(answer.status);
      }
    }
    expect([...wrong]).toEqual([]);
    expect(asked).toBeGreaterThan(5_000);
    // Had sign-in been lost on the way, everything would have been refused for one reason.
    expect(Object.values(answered).filter((statuses) => statuses.has(200) || statuses.has(204)).length).toBeGreaterThan(55);
  });

  const endsSession = (route: Route) => route.path === '/api/session' && route.method === 'DELETE';
  const destroys = (route: Route) => Number(route.method === 'DELETE' || /\/(undo|retry|block|unblock)$/.test(route.path));

  function pathOf(route: Route): string {
    return route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => (name === 'inboxToken' ? chat.token : encodeURIComponent(walk.ids[name] ?? '')));
  }

  function knownFor(route: Route): Known {
    const { agent, team, attachment } = walk.ids;
    return {
      agent, team, inbox: route.path === '/api/conversations' ? letters : walk.ids['inbox'], teams: [team], members: [agent], attachments: [attachment], notifications: [randomUUID()], version: 1_000_000, sender: null, copy: [], blindCopy: [],
      address: 'somebody@example.test', timeZone: 'Europe/Rome', channel: 'web-chat', config: { teamName: 'Help' }, workingHours: {}, commitments: [{ start: 0, end: 1, due: null }],
    };
  }

  function judge(route: Route, { status, text }: { readonly status: number; readonly text: string }): string | null {
    const announced = Object.keys(described.paths[route.path]?.[route.method.toLowerCase()]?.responses ?? {});
    if (status < 400) return announced.includes(String(status)) || status === 304 ? null : `${status} is not announced`;
    const body = readRefusal(text);
    if (body === null) return `${status} without a refusal: ${text.slice(0, 100)}`;
    if (status >= 500) return `${status} ${body.code}`;
    if (refusals[body.code].status !== status) return `${body.code} with status ${status}`;
    if (body.message === '' || body.whatToDo === '' || /\{\w+\}/.test(body.message + body.whatToDo)) return `words are missing: ${text}`;
    if (body.code === 'input-wrong' && Object.keys(body.values).length === 0) return 'it is not said what is wrong';
    return announced.includes(String(status)) ? null : `${status} ${body.code} is not announced`;
  }
});

function readRefusal(text: string): RefusalBody | null {
  try {
    const body = JSON.parse(text) as RefusalBody;
    return body.code in refusals ? body : null;
  } catch {
    return null;
  }
}
