// What is told where (notify-agent, choose-notifications, tell-answered), and web push up to the encrypted request (subscribe-device,
// push-key): a real push service of ours opens what was sent as a browser would.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NotificationView } from '../../src/contract/views.ts';
import type { JobQueue } from '../../src/jobs/open.ts';
import { watchCommitments } from '../../src/operations/watch-commitments.ts';
import { sendPushes } from '../../src/worker/send-pushes.ts';
import { openPost } from '../../src/worker/post-webhook.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import { eventually, eventuallyHolds } from '../setup/eventually.ts';
import type { PushService, Rung } from '../setup/push-service.ts';
import { startPushService } from '../setup/push-service.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, open, refused, startAgentsDesk, telling, well } from './agents-desk.ts';

const minute = 60_000;

describe.each(databaseKinds())('notifications on %s', (kind) => {
  let desk: AgentsDesk;
  let service: PushService;
  let bruno: { readonly browser: Browser; readonly id: string };
  const post = openPost({ privateAllowed: true, userAgent: 'Attune/test', timeoutMs: 2_000 });
  beforeAll(async () => {
    desk = await startAgentsDesk(kind, { ATTUNE_PRIVATE_WEBHOOKS: 'yes' });
    await sendPushes({ desk: desk.desk, jobs: desk.desk.jobs as JobQueue }, post);
  });
  afterAll(async () => {
    post.close();
    await desk?.stop();
  });
  beforeEach(async () => {
    service = await startPushService();
    bruno = await joinAs(desk, 'agent');
  });
  afterEach(() => service.stop());

  const subscribe = async (browser = bruno.browser, device?: string) => {
    const { path, ...body } = service.subscribe(device);
    return { path, body, view: await well(browser.post('/api/me/devices', body)) };
  };
  const devices = async (browser = bruno.browser) => (await well(browser.get('/api/me/devices'))) as { devices: { id: string; device: string; usedAt: string | null }[]; publicKey: string };
  const bell = async (browser = bruno.browser) => (await well(browser.get('/api/notifications')))['notifications'] as NotificationView[];
  const rang = async (path: string, count = 1): Promise<Rung> => {
    await eventuallyHolds(() => expect(service.rung.filter((one) => one.path === path).length).toBeGreaterThanOrEqual(count));
    return service.rung.filter((one) => one.path === path).at(-1)!;
  };
  const assign = async (text = 'Where is my parcel?') => {
    const conversation = await desk.write(text);
    await act(desk.anna, conversation, 'assign', { agent: bruno.id });
    return conversation;
  };

  test('a device rings: encrypted to it, signed by the workspace\'s key, and without a word of the customer', async () => {
    const { path } = await subscribe();
    const { publicKey } = await devices();
    const conversation = await assign('A secret about my parcel');
    const rung = await rang(path);
    const [told] = await bell();
    expect(told).toMatchObject({ kind: 'conversation-assigned', loud: true });
    expect(rung.payload).toEqual({ notification: told!.id, title: 'A conversation was given to you', body: 'Open Attune to see it.', path: `/inbox/all/${conversation}` });
    expect(rung.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'normal', ttl: expect.stringMatching(/^2\d{4}$/) });
    expect(rung.vapid).toMatchObject({ aud: service.origin, key: publicKey, sub: expect.stringMatching(/^mailto:|^https:/) });
    expect(rung.vapid!.exp * 1_000).toBeGreaterThan(Date.now());
    expect(rung.raw.toString('latin1')).not.toContain('Attune');
    expect((await devices()).devices).toMatchObject([{ device: 'Firefox on Linux', usedAt: expect.any(String) }]);
  });

  test('with the workspace\'s leave it says who and what, in the agent\'s language', async () => {
    const { path } = await subscribe();
    await well(bruno.browser.patch('/api/me', { language: 'ru' }));
    expect(await telling(desk.anna, () => well(desk.anna.patch('/api/workspace', { pushText: true })))).toEqual(['workspace-changed']);
    const conversation = await assign();
    const { contact } = await open(desk.anna, conversation);
    await well(desk.anna.patch(`/api/contacts/${contact.id}`, { name: 'Марина К.' }));
    const text = 'We call you back.';
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text, version: 1, anyway: true, commitments: [{ start: 0, end: text.length, due: new Date(Date.parse(desk.now()) + 60 * minute).toISOString() }] }));
    desk.advance(55 * minute);
    await watchCommitments(desk.desk);
    expect((await rang(path, 2)).payload).toMatchObject({ title: 'Скоро срок обещания', body: `Марина К.: ${text}` });
    expect((await rang(path, 2)).headers['urgency']).toBe('high');
    await well(desk.anna.patch('/api/workspace', { pushText: false }));
  });

  test('a subscription that is gone is forgotten; one that is busy is tried again; one that refuses is given up', async () => {
    const [gone, busy, stubborn] = [await subscribe(undefined, 'gone'), await subscribe(undefined, 'busy'), await subscribe(undefined, 'stubborn')];
    let asked = 0;
    service.answer = (path) => (path === gone.path ? 410 : path === stubborn.path ? 403 : path === busy.path && (asked += 1) === 1 ? 503 : 201);
    await assign();
    await rang(busy.path);
    await eventuallyHolds(async () => expect((await devices()).devices.map((one) => one.device)).toEqual(['busy', 'stubborn']));
    expect(asked).toBe(2);
    const dead = await eventually('the job that was given up', async () => (await (desk.desk.jobs as JobQueue).listDead()).find((one) => one.task === 'send-push' && (one.payload as { device: string }).device === stubborn.view['id']));
    expect(dead).toMatchObject({ problem: 'the push service answered 403' });
  }, 120_000);

  test('what was seen meanwhile, or is somebody else\'s browser by now, does not ring', async () => {
    const { path, body } = await subscribe();
    const clara = await joinAs(desk, 'agent');
    // The same browser, somebody else signed in: it rings for them alone.
    await well(clara.browser.post('/api/me/devices', body));
    expect((await devices()).devices).toEqual([]);
    await assign();
    const conversation = await desk.write('For Clara');
    await act(desk.anna, conversation, 'assign', { agent: clara.id });
    await rang(path);
    expect(service.rung.map((one) => one.payload.path)).toEqual([`/inbox/all/${conversation}`]);
    await well(desk.anna.patch(`/api/agents/${clara.id}`, { active: false }));
    await desk.desk.jobs.add(desk.desk.db, 'send-push', { workspace: desk.workspace, device: (await desk.desk.db.selectFrom('push_subscription').select('id').where('agent', '=', clara.id).executeTakeFirstOrThrow()).id, notification: null });
    const own = await subscribe();
    await well(bruno.browser.post(`/api/me/devices/${String(own.view['id'])}/try`));
    expect((await rang(own.path)).payload).toMatchObject({ title: 'This device rings', path: '/settings/notifications' });
    expect(service.rung.filter((one) => one.path === path)).toHaveLength(1);
  });

  test('quiet time keeps it in the bell, and what is off is not told; promises and failures cannot be switched off', async () => {
    const { path } = await subscribe();
    const at = new Date(Date.parse(desk.now()));
    const clock = (hours: number) => new Date(at.getTime() + hours * 60 * minute).toISOString().slice(11, 16);
    const choice = await well(bruno.browser.patch('/api/me/notifications', { quiet: { from: clock(-1), to: clock(1), timeZone: 'UTC' } }));
    expect(choice).toMatchObject({ places: { assigned: 'devices', 'customer-answered': 'devices' }, chosen: [], quiet: { timeZone: 'UTC' } });
    await assign();
    expect(await bell()).toMatchObject([{ kind: 'conversation-assigned', loud: false }]);
    await well(bruno.browser.patch('/api/me/notifications', { quiet: null, places: { assigned: 'off' } }));
    await assign();
    expect(await bell()).toHaveLength(1);
    expect(await well(bruno.browser.patch('/api/me/notifications', { places: { assigned: null } }))).toMatchObject({ places: { assigned: 'devices' }, chosen: [], quiet: null });
    const last = await assign();
    expect((await rang(path)).payload.path).toBe(`/inbox/all/${last}`);
    expect(service.asked).toBe(1);
    const choose = async (body: unknown) => bruno.browser.patch('/api/me/notifications', body);
    await refused(choose({ places: { 'promise-due': 'off' } }), 400, 'input-wrong', 'places.promise-due');
    await refused(choose({ places: { 'delivery-failed': 'off' } }), 400, 'input-wrong', 'places.delivery-failed');
    await refused(choose({ places: { assigned: 'loudly' } }), 400, 'input-wrong', 'places.assigned');
    await refused(choose({ quiet: { from: '22:00', to: '22:00', timeZone: 'UTC' } }), 400, 'input-wrong', 'quiet.to');
    await refused(choose({ quiet: { from: '22:00', to: '7', timeZone: 'UTC' } }), 400, 'input-wrong', 'quiet.to');
    await refused(choose({ quiet: { from: '22:00', to: '07:00', timeZone: 'Europe/Atlantis' } }), 400, 'input-wrong', 'quiet.timeZone');
  });

  test('a customer who answers is told of where a device waits for it, once for a burst, and never for a blocked one', async () => {
    const visitor = randomUUID();
    const conversation = await desk.write('Hello', visitor);
    await act(desk.anna, conversation, 'assign', { agent: bruno.id });
    await desk.write('Are you there?', visitor);
    const answered = async () => (await bell()).filter((one) => one.kind === 'customer-answered');
    expect(await answered()).toEqual([]);
    await subscribe();
    expect(await telling(bruno.browser, () => desk.write('Anybody?', visitor))).toEqual(['message-received', 'notification-added']);
    await desk.write('Please!', visitor);
    expect(await answered()).toHaveLength(1);
    desk.advance(6 * minute);
    await desk.write('Still waiting.', visitor);
    expect(await answered()).toMatchObject([{ seenAt: null }, { seenAt: expect.any(String) }]);
    await well(desk.anna.post(`/api/contacts/${(await open(desk.anna, conversation)).contact.id}/block`));
    desk.advance(6 * minute);
    await desk.write('Hello???', visitor);
    expect(await answered()).toHaveLength(2);
  });

  test('addresses that are none, keys that are none, and other people\'s devices are refused', async () => {
    const { path: _path, ...good } = service.subscribe();
    const add = async (body: unknown) => bruno.browser.post('/api/me/devices', body);
    await refused(add({ ...good, endpoint: 'not an address' }), 400, 'input-wrong', 'endpoint');
    await refused(add({ ...good, endpoint: 'file:///etc/passwd' }), 400, 'input-wrong', 'endpoint');
    await refused(add({ ...good, keys: { ...good.keys, p256dh: 'AAAA' } }), 400, 'input-wrong', 'keys.p256dh');
    await refused(add({ ...good, keys: { ...good.keys, p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]).toString('base64url') } }), 400, 'input-wrong', 'keys.p256dh');
    await refused(add({ ...good, keys: { ...good.keys, auth: 'AAAA' } }), 400, 'input-wrong', 'keys.auth');
    await refused(add({ ...good, device: ' ' }), 400, 'input-wrong', 'device');
    const { view } = await subscribe();
    const device = String(view['id']);
    await refused(desk.anna.remove(`/api/me/devices/${device}`), 404, 'not-found');
    await refused(desk.anna.post(`/api/me/devices/${device}/try`), 404, 'not-found');
    await refused(bruno.browser.remove('/api/me/devices/x'), 404, 'not-found');
    await well(bruno.browser.remove(`/api/me/devices/${device}`));
    await refused(bruno.browser.remove(`/api/me/devices/${device}`), 404, 'not-found');
  });

  test('the key is made once, also by many at once, and what lies in the database says nothing without the installation\'s key', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, async () => (await devices()).publicKey));
    expect(new Set(keys).size).toBe(1);
    const { body } = await subscribe();
    const row = await desk.desk.db.selectFrom('push_subscription').selectAll().where('agent', '=', bruno.id).executeTakeFirstOrThrow();
    expect(JSON.stringify(row) + row.sealed.toString('latin1')).not.toContain(body.endpoint);
    // Restored with another ATTUNE_KEY: a new key is made, and devices of the old one are forgotten.
    await desk.desk.db.updateTable('push_key').set({ private_key: Buffer.from('0102') }).execute();
    expect((await devices()).publicKey).not.toBe(keys[0]);
    expect((await devices()).devices).toEqual([]);
  });
});

describe.each(databaseKinds())('without leave for private addresses on %s', (kind) => {
  test('a push address that leads into the desk\'s own network is refused', async () => {
    const desk = await startAgentsDesk(kind);
    const service = await startPushService();
    const { path: _path, ...body } = service.subscribe();
    await refused(desk.anna.post('/api/me/devices', body), 400, 'input-wrong', 'endpoint');
    await refused(desk.anna.post('/api/me/devices', { ...body, endpoint: 'https://127.0.0.1/push' }), 400, 'input-wrong', 'endpoint');
    await refused(desk.anna.post('/api/me/devices', { ...body, endpoint: 'https://[::1]/push' }), 400, 'input-wrong', 'endpoint');
    await service.stop();
    await desk.stop();
  });
});
