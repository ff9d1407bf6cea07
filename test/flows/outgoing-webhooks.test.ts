// Outgoing webhooks: events signed and in order, once at least, through every failing of the address; its log, and everything again.
import type { WebhookDeliveryView, WebhookView } from '../../src/contract/webhook.ts';
import { webhookPayload } from '../../src/contract/webhook.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { presentToMachine } from '../../src/server/live/machine-events.ts';
import { holdOutgoing } from '../../src/store/restore-hold.ts';
import { openPost } from '../../src/worker/post-webhook.ts';
import type { WebhookWork } from '../../src/worker/send-webhooks.ts';
import { sendWebhooks } from '../../src/worker/send-webhooks.ts';
import { databaseKinds } from '../setup/clone.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import type { Receiver } from '../setup/receiver.ts';
import { startReceiver } from '../setup/receiver.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, open, refused, startAgentsDesk, tellingEvents, well } from './agents-desk.ts';

type Made = WebhookView & { readonly secret: string };

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

describe.each(databaseKinds())('outgoing webhooks (create-webhook, change-webhook) on %s', (kind) => {
  let desk: AgentsDesk;
  let receiver: Receiver;
  let workers: WebhookWork[] = [];
  let made: Made;
  const close: (() => void)[] = [];
  beforeAll(async () => {
    desk = await startAgentsDesk(kind, { ATTUNE_PRIVATE_WEBHOOKS: 'yes' });
    for (let count = 0; count < 2; count += 1) {
      const post = openPost({ privateAllowed: true, userAgent: 'Attune/test', timeoutMs: 1_500 });
      workers.push(sendWebhooks(desk.desk, { post: post.post, present: presentToMachine }));
      close.push(post.close);
    }
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    for (const one of close) one();
    await desk.stop();
  });
  beforeEach(async () => {
    receiver = await startReceiver();
    made = (await well(desk.anna.post('/api/webhooks', { name: 'Shop', address: receiver.address, groups: ['people', 'messages'] }))) as unknown as Made;
    receiver.secret = made.secret;
  });
  afterEach(async () => {
    desk.letClockGo();
    await desk.anna.remove(`/api/webhooks/${made.id}`);
    await receiver.stop();
  });

  const look = () => {
    for (const worker of workers) worker.look(null);
  };
  const later = (milliseconds: number) => {
    desk.advance(milliseconds);
    look();
  };
  /** Where the clock is held nothing wakes a worker that looked while the turn before was not put away yet: it looks again and again. */
  const holds = (check: () => unknown) =>
    eventuallyHolds(async () => {
      look();
      await check();
    });
  let teams = 0;
  const happen = async (count = 1): Promise<readonly string[]> => {
    const names: string[] = [];
    for (let one = 0; one < count; one += 1) names.push(String((await well(desk.anna.post('/api/teams', { name: `Team ${(teams += 1)}` })))['name']));
    look();
    return names;
  };
  const namesOf = (answered = 200) => receiver.received.filter((one) => one.answered === answered).map(({ body }) => (body['views'] as { teams?: { name: string }[] }).teams?.[0]?.name ?? body.kind);
  const webhook = async () => ((await well(desk.anna.get('/api/webhooks')))['webhooks'] as WebhookView[]).find(({ id }) => id === made.id)!;
  const log = async (query = '') => (await well(desk.anna.get(`/api/webhooks/${made.id}/deliveries${query}`)))['deliveries'] as WebhookDeliveryView[];

  test('what was chosen comes signed, in order, as a service sees it; what is one agent\'s own does not', async () => {
    const names = await happen(3);
    const conversation = await desk.write('Where is my parcel? I am angry.');
    await well(desk.anna.post(`/api/conversations/${conversation}/assign`, { agent: (await joinAs(desk, 'agent')).id }));
    const { conversation: { version } } = await open(desk.anna, conversation);
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: crypto.randomUUID(), text: 'It is on its way.', version }));
    look();
    await eventuallyHolds(() => expect(receiver.received.map(({ body }) => body.kind)).toContain('reply-sent'));
    expect(namesOf().slice(0, 3)).toEqual(names);
    const numbers = receiver.received.map(({ body }) => body.number!);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    expect(new Set(receiver.received.map(({ body }) => body.kind))).toEqual(new Set(['team-created', 'message-received', 'agent-invited', 'agent-joined', 'reply-sent']));
    for (const one of receiver.received) {
      expect([one.signed, one.attempt, one.headers['user-agent'], one.headers['attune-event'], one.headers['content-type']]).toEqual([true, 1, 'Attune/test', one.body.kind, 'application/json']);
      expect(webhookPayload.safeParse(one.body).error).toBeUndefined();
      expect(one.body).toMatchObject({ id: one.id, workspace: desk.workspace });
    }
    const message = receiver.received.find(({ body }) => body.kind === 'message-received')!.body;
    expect(message['views']).toMatchObject({ conversations: [{ id: conversation }], messages: [{ text: 'Where is my parcel? I am angry.', reading: { mood: expect.any(String) } }] });
    expect(JSON.stringify(receiver.received.map(({ body }) => body))).not.toContain(made.secret);
    expect(await webhook()).toMatchObject({ on: true, failures: 0, failingSince: null, deliveredAt: expect.any(String) });
  });

  test('its secret is told once and lies sealed; a new one signs beside the old for a day', async () => {
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const rows = JSON.stringify((await desk.database.pool.query('select *, encode(secrets, \'escape\') as shown from webhook')).rows);
    expect(rows).not.toContain(made.secret.slice(6));
    expect(JSON.stringify((await desk.anna.get('/api/webhooks')).body)).not.toContain('secret');
    const { secret } = (await well(desk.anna.post(`/api/webhooks/${made.id}/secret`))) as { secret: string };
    await happen();
    await eventuallyHolds(() => expect(receiver.received).toHaveLength(1));
    expect(receiver.received[0]!.signed, 'by the old secret').toBe(true);
    receiver.secret = secret;
    await happen();
    await eventuallyHolds(() => expect(receiver.received[1]?.signed, 'by the new one').toBe(true));
    receiver.secret = made.secret;
    later(day + second);
    await happen();
    await eventuallyHolds(() => expect(receiver.received[2]?.signed, 'the old one is over').toBe(false));
  });

  test('an address that fails is tried again with growing pauses, under the same ids, and then gets everything in order', async () => {
    desk.holdClock();
    receiver.answer = () => 503;
    const names = await happen(3);
    for (const [tries, pause] of [[1, 5 * second], [2, 15 * second], [3, 45 * second], [4, 135 * second]] as const) {
      await holds(() => expect(receiver.received).toHaveLength(tries));
      await holds(async () => expect(await webhook()).toMatchObject({ failures: tries, nextTry: expect.any(String) }));
      const wait = Date.parse((await webhook()).nextTry!) - Date.parse(desk.now());
      expect(wait).toBeGreaterThan(pause - 3 * second);
      expect(wait).toBeLessThanOrEqual(pause);
      later(wait - 2 * second);
      expect(receiver.received).toHaveLength(tries);
      if (tries === 4) receiver.answer = () => 200;
      later(2 * second);
    }
    await holds(() => expect(receiver.received).toHaveLength(7));
    expect(namesOf()).toEqual(names);
    expect(new Set(receiver.received.slice(0, 5).map(({ id }) => id)).size).toBe(1);
    expect(receiver.received.slice(0, 5).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
    expect(await webhook()).toMatchObject({ failures: 0, failingSince: null, nextTry: null });
    const entries = await log();
    expect(entries.map(({ state, attempts, status }) => [state, attempts, status])).toEqual([['delivered', 1, 200], ['delivered', 1, 200], ['delivered', 5, 200]]);
  });

  test('an address that is not there, is too slow, leads elsewhere or talks without end', async () => {
    desk.holdClock();
    const first = receiver.address;
    await receiver.stop();
    await happen();
    await holds(async () => expect((await log())[0]).toMatchObject({ state: 'waiting', problem: 'unreachable', status: null, answer: expect.stringContaining('ECONNREFUSED'), attempts: 1, nextTry: expect.any(String) }));
    receiver = Object.assign(await startReceiver(), { secret: made.secret });
    expect(receiver.address).not.toBe(first);
    receiver.answer = () => null;
    await well(desk.anna.patch(`/api/webhooks/${made.id}`, { address: receiver.address }));
    look();
    await holds(async () => expect((await log())[0]).toMatchObject({ problem: 'timeout', status: null, attempts: 2, durationMs: expect.any(Number) }));
    receiver.answer = (_body, response) => {
      response.writeHead(307, { location: `${receiver.address}?elsewhere` }).end('go there');
      return null;
    };
    later(minute);
    await holds(async () => expect((await log())[0]).toMatchObject({ problem: 'redirected', status: 307, answer: 'go there' }));
    expect(receiver.received, 'not followed').toHaveLength(2);
    receiver.answer = (_body, response) => {
      response.writeHead(200);
      const talk = setInterval(() => response.write('é'.repeat(40_000)), 1);
      response.on('close', () => clearInterval(talk));
      return null;
    };
    later(10 * minute);
    await holds(async () => expect((await log())[0]).toMatchObject({ state: 'delivered', status: 200 }));
    expect(Buffer.byteLength((await log())[0]!.answer!)).toBeLessThanOrEqual(1_000);
  });

  test('an event that is refused for itself lets the others pass, is tried for a day, and is then given up; the webhook goes on', async () => {
    desk.holdClock();
    const bad = `Team ${teams + 1}`;
    receiver.answer = (body) => ((body['views'] as { teams?: { name: string }[] }).teams?.[0]?.name === bad ? 422 : 200);
    const names = await happen(3);
    for (const [failures, pause] of [[1, 5], [2, 15]] as const) {
      await holds(async () => expect((await webhook()).failures).toBe(failures));
      later((pause + 1) * second);
    }
    await holds(() => expect(namesOf()).toEqual(names.slice(1)));
    expect(await log('?state=waiting')).toMatchObject([{ status: 422, problem: 'refused', answer: 'answered 422' }]);
    for (let hours = 0; hours <= 25; hours += 1) {
      later(hour);
      const [waiting] = await log('?state=waiting');
      if (!waiting) break;
      await holds(async () => expect(Date.parse((await log())[2]?.nextTry ?? '9999')).toBeGreaterThan(Date.parse(desk.now())));
    }
    await holds(async () => expect(await log('?state=failed')).toMatchObject([{ status: 422, nextTry: null }]));
    expect(await webhook()).toMatchObject({ on: true, failures: 0 });
    receiver.answer = () => 200;
    const [entry] = await log('?state=failed');
    const again = (await well(desk.anna.post(`/api/webhooks/${made.id}/deliveries/${entry!.id}/replay`))) as unknown as WebhookDeliveryView;
    expect(again).toMatchObject({ id: entry!.id, state: 'waiting', attempts: 0 });
    look();
    await holds(() => expect(namesOf()).toEqual([...names.slice(1), bad]));
    expect(await log('?state=failed')).toEqual([]);
  });

  test('410 ends it at once and administrators are told; switched on again it goes on where it stopped, or from now on', async () => {
    receiver.answer = () => 410;
    const events = await tellingEvents(desk.anna, async () => {
      await happen(2);
      await eventuallyHolds(async () => expect(await webhook()).toMatchObject({ on: false, off: { because: 'gone' } }));
    });
    expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining(['webhook-changed', 'notification-added']));
    expect(events.find((event) => event.kind === 'notification-added')?.views.notifications).toMatchObject([{ kind: 'webhook-off', data: { webhook: made.id, name: 'Shop', because: 'gone' } }]);
    expect(receiver.received).toHaveLength(1);
    await refused(desk.anna.post(`/api/webhooks/${made.id}/test`), 409, 'webhook-off');
    await refused(desk.anna.post(`/api/webhooks/${made.id}/replay`, { since: desk.now() }), 409, 'webhook-off');
    receiver.answer = () => 200;
    const missed = [...(await happen(1))];
    expect(receiver.received).toHaveLength(1);
    await well(desk.anna.patch(`/api/webhooks/${made.id}`, { on: true }));
    look();
    await eventuallyHolds(() => expect(namesOf()).toHaveLength(3));
    expect(namesOf().at(-1)).toBe(missed[0]);
    await well(desk.anna.patch(`/api/webhooks/${made.id}`, { on: false }));
    await happen(2);
    await well(desk.anna.patch(`/api/webhooks/${made.id}`, { on: true, missed: 'pass-over' }));
    const after = await happen(1);
    await eventuallyHolds(() => expect(namesOf()).toHaveLength(4));
    expect(namesOf().at(-1)).toBe(after[0]);
  });

  test('after three days of failing it is switched off, and administrators are told', async () => {
    receiver.answer = () => 503;
    await happen();
    await eventuallyHolds(async () => expect((await webhook()).failures).toBe(1));
    for (let hours = 0; hours < 71; hours += 1) {
      const { failures } = await webhook();
      later(hour);
      await eventuallyHolds(async () => expect((await webhook()).failures).not.toBe(failures));
      if (hours === 30) await happen();
    }
    expect(await webhook()).toMatchObject({ on: true });
    later(2 * hour);
    await eventuallyHolds(async () => expect(await webhook()).toMatchObject({ on: false, off: { because: 'failing' } }));
    const { notifications } = (await well(desk.anna.get('/api/notifications'))) as { notifications: { kind: string; data: unknown }[] };
    expect(notifications[0]).toMatchObject({ kind: 'webhook-off', data: { because: 'failing' } });
  });

  test('everything from a moment on comes again, in order, with the ids it had; what is new comes after it', async () => {
    const [early = ''] = await happen(1);
    await eventuallyHolds(() => expect(namesOf()).toEqual([early]));
    desk.advance(minute);
    const since = desk.now();
    const names = await happen(3);
    await eventuallyHolds(() => expect(namesOf()).toEqual([early, ...names]));
    const ids = receiver.received.slice(1).map(({ id }) => id);
    desk.advance(minute);
    expect((await desk.anna.post(`/api/webhooks/${made.id}/replay`, { since })).status).toBe(204);
    const fresh = await happen(1);
    await eventuallyHolds(() => expect(namesOf()).toEqual([early, ...names, ...names, ...fresh]));
    expect(receiver.received.slice(4, 7).map(({ id }) => id)).toEqual(ids);
    expect((await desk.anna.post(`/api/webhooks/${made.id}/replay`, { since: '2099-01-01T00:00:00.000Z' })).status).toBe(204);
    await happen(1);
    await eventuallyHolds(() => expect(receiver.received).toHaveLength(9));
  });

  test('a test is sent like an event and stands in the log', async () => {
    const sent = (await well(desk.anna.post(`/api/webhooks/${made.id}/test`))) as unknown as WebhookDeliveryView;
    expect(sent).toMatchObject({ kind: 'test', event: null, state: 'waiting' });
    look();
    await eventuallyHolds(async () => expect(await log()).toMatchObject([{ id: sent.id, state: 'delivered', status: 200, answer: 'answered 200', attempts: 1, durationMs: expect.any(Number) }]));
    expect(receiver.received).toMatchObject([{ id: sent.id, signed: true, body: { kind: 'test', number: null } }]);
  });

  test('the log comes in pages and by state', async () => {
    await happen(5);
    await eventuallyHolds(() => expect(receiver.received).toHaveLength(5));
    await eventuallyHolds(async () => expect(await log()).toHaveLength(5));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await well(desk.anna.get(`/api/webhooks/${made.id}/deliveries?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`))) as { deliveries: WebhookDeliveryView[]; next: string | null };
      seen.push(...page.deliveries.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(receiver.received.map(({ id }) => id).toReversed());
    expect(await log('?state=failed')).toEqual([]);
    await refused(desk.anna.get(`/api/webhooks/${made.id}/deliveries?cursor=nonsense`), 400, 'input-wrong', 'cursor');
  });

  test('an address that hangs holds up neither the desk nor another webhook', async () => {
    receiver.answer = () => null;
    const other = await startReceiver();
    const beside = (await well(desk.anna.post('/api/webhooks', { name: 'Other', address: other.address, groups: ['messages'] }))) as unknown as Made;
    const conversation = await desk.write('Are you there?');
    look();
    await eventuallyHolds(() => expect(other.received.map(({ body }) => body.kind)).toEqual(['message-received']));
    expect((await open(desk.anna, conversation)).messages).toHaveLength(1);
    await desk.anna.remove(`/api/webhooks/${beside.id}`);
    await other.stop();
  });

  test('what is removed is sent nothing more, and its log is gone', async () => {
    await happen();
    await eventuallyHolds(async () => expect(await log()).toHaveLength(1));
    const [{ id } = { id: '' }] = await log();
    expect((await desk.anna.remove(`/api/webhooks/${made.id}`)).status).toBe(204);
    await refused(desk.anna.get(`/api/webhooks/${made.id}/deliveries`), 404, 'not-found');
    await refused(desk.anna.post(`/api/webhooks/${made.id}/deliveries/${id}/replay`), 404, 'not-found');
    await happen();
    expect(receiver.received).toHaveLength(1);
  });

  test('after a restore nothing is told to anybody until somebody says so', async () => {
    const client = await desk.database.pool.connect();
    await holdOutgoing(client);
    client.release();
    expect(await webhook()).toMatchObject({ on: false, off: { because: 'restored' } });
    await happen();
    expect(receiver.received).toEqual([]);
    await well(desk.anna.patch(`/api/webhooks/${made.id}`, { on: true, missed: 'send' }));
    look();
    await eventuallyHolds(() => expect(receiver.received).toHaveLength(1));
  });

  test('wrong input is named', async () => {
    await refused(desk.anna.post('/api/webhooks', { name: '', address: 'x', groups: ['weather'] }), 400, 'input-wrong', 'name', 'groups.0');
    for (const address of ['x', 'ftp://shop.example/', 'https://user:word@shop.example/', 'javascript:alert(1)']) await refused(desk.anna.post('/api/webhooks', { name: 'x', address }), 400, 'webhook-address-wrong');
    await refused(desk.anna.patch(`/api/webhooks/${made.id}`, { address: 'nowhere' }), 400, 'webhook-address-wrong');
    await refused(desk.anna.post(`/api/webhooks/${made.id}/replay`, { since: 'yesterday' }), 400, 'input-wrong', 'since');
  });
});

describe.each(databaseKinds())('addresses that webhooks may not have, on %s', (kind) => {
  let desk: AgentsDesk;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
  });
  afterAll(() => desk.stop());

  test('nothing inside private networks, and nothing unencrypted, unless a setting allows it', async () => {
    for (const address of ['https://127.0.0.1/x', 'https://localhost:8443/', 'https://[::1]/', 'https://10.1.2.3/', 'https://169.254.169.254/latest/meta-data', 'https://2130706433/', 'https://[::ffff:192.168.1.1]/']) {
      await refused(desk.anna.post('/api/webhooks', { name: 'x', address }), 400, 'webhook-address-private');
    }
    await refused(desk.anna.post('/api/webhooks', { name: 'x', address: 'http://hooks.example/' }), 400, 'webhook-address-wrong');
    expect(await well(desk.anna.post('/api/webhooks', { name: 'x', address: 'https://hooks.example/take?a=1#part' }))).toMatchObject({ address: 'https://hooks.example/take?a=1' });
  });
});
