// Letters to third parties that are begun (keep-draft) and that wait for their time (plan-forward, send-planned, return-plan), through
// HTTP: kept apart from what is written to the customer, sent once, and given back when those they go to write first.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DeskEvent } from '../../src/contract/event.ts';
import type { ForwardDraftContent, ForwardDraftView, SavedForwardDraftReply } from '../../src/contract/forward-draft.ts';
import type { PlannedForwardView } from '../../src/contract/planned-forward.ts';
import type { InboxView, NotificationView } from '../../src/contract/views.ts';
import { sendPlanned } from '../../src/operations/send-planned.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Sink } from './email-desk.ts';
import { startSink } from './email-desk.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, mailSettings, open, refused, startAgentsDesk, tellingEvents, well } from './agents-desk.ts';

const hour = 3_600_000;
const workshop = 'info@workshop.example';

describe.each(databaseKinds())('letters to third parties, later, on %s', (kind) => {
  let desk: AgentsDesk;
  let sink: Sink;
  let inbox: InboxView;
  let customer = '';
  let conversation = '';

  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    sink = await startSink({ closeTimeout: 50 });
    const config = { ...mailSettings, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } };
    inbox = (await well(desk.anna.post('/api/inboxes', { channel: 'email', name: 'Help', config, senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }], undoSeconds: 0 }))) as unknown as InboxView;
  });
  afterAll(async () => {
    await sink?.close();
    await desk?.stop();
  });
  beforeEach(async () => {
    customer = `giulia-${randomUUID().slice(0, 8)}@example.com`;
    conversation = await arrive(customer, `My lamp is broken ${randomUUID()}`);
  });

  const arrive = async (from: string, text: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const headers = { From: from, To: 'help@lumen.example', Subject: 'Broken lamp', 'Message-ID': `<${randomUUID()}@mail.example>`, 'Content-Type': 'text/plain; charset=utf-8', ...more };
    await desk.mail(inbox.id, `${Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${text}\n`);
    return (await desk.desk.db.selectFrom('message').select('conversation').where('text', 'like', `%${text}%`).executeTakeFirstOrThrow()).conversation;
  };
  const path = (of = conversation) => `/api/conversations/${of}/planned-forwards`;
  const draftPath = (of = conversation) => `/api/conversations/${of}/forward-drafts`;
  const inHours = (hours: number) => new Date(Date.parse(desk.now()) + hours * hour).toISOString();
  const body = async (more: object = {}) => ({
    id: randomUUID(), to: [{ name: 'Workshop', address: workshop }], blindCopy: [{ name: null, address: 'boss@lumen-group.example' }], subject: 'Fwd: Broken lamp', text: 'Can you repair this?', quoted: '> My lamp is broken',
    version: (await open(desk.anna, conversation)).conversation.version, sendAt: inHours(20), then: 'waiting', ...more,
  });
  const plan = async (more: object = {}, browser = desk.anna) => ((await well(browser.post(path(), await body(more))))['planned'] as PlannedForwardView[]);
  const planned = async () => (await well(desk.anna.get(path())))['planned'] as PlannedForwardView[];
  const drafts = async (browser = desk.anna, of = conversation) => (await well(browser.get(draftPath(of))))['drafts'] as ForwardDraftView[];
  const content = (more: Partial<ForwardDraftContent> = {}): object => ({ id: randomUUID(), to: 'Workshop <info@work', text: 'Can you', quoted: '> My lamp', version: 1, begunAfter: desk.now(), ...more });
  const keep = async (browser: Browser, device: string, seen: number | null, kept: object | null, about: string | null = null) =>
    (await well(browser.ask('PUT', draftPath(), { about, content: kept, device, seen }))) as unknown as SavedForwardDraftReply;
  const told = async (browser: Browser) => Object.values((await well(browser.get('/api/snapshot')))['notifications'] as Record<string, NotificationView>).filter((one) => one.kind === 'plan-returned' && one.conversation === conversation).map((one) => one.data);
  const lettersTo = (address: string) => sink.taken.filter((mail) => mail.to.includes(address));

  test('a letter that was begun follows its writer, and never comes where one writes to the customer', async () => {
    const begun = content();
    const first = (await keep(desk.anna, 'desk', null, begun)).draft!;
    expect(first).toMatchObject({ conversation, about: null, device: 'desk', content: { ...begun, copy: '', blindCopy: '', waits: false } });
    const aside = await keep(desk.anna, 'desk', null, content({ text: 'Only this one' }), randomUUID());
    expect((await drafts()).map((one) => one.about)).toEqual([aside.draft!.about, null]);
    for (const other of ['/api/drafts', `/api/conversations/${conversation}/drafts`]) expect(((await well(desk.anna.get(other)))['drafts'] as { conversation: string }[]).filter((one) => one.conversation === conversation)).toEqual([]);
    await refused(desk.anna.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'forward', content: null, device: 'x' }), 400, 'input-wrong');
    const agent = await joinAs(desk, 'agent');
    expect(await drafts(agent.browser)).toEqual([]);
    // The last writer wins, and what the other device had is given back.
    const second = await keep(desk.anna, 'phone', null, content({ text: 'Could you please' }));
    expect(second.replaced).toMatchObject({ device: 'desk', content: { text: 'Can you' } });
    expect((await keep(desk.anna, 'phone', second.draft!.version, content({ text: 'Could you please' }))).replaced).toBeNull();
    // Emptied on one device, written on in another since: kept.
    expect((await keep(desk.anna, 'desk', first.version, null)).draft).toMatchObject({ device: 'phone' });
    expect((await keep(desk.anna, 'phone', second.draft!.version + 1, null)).draft).toBeNull();
    expect((await drafts()).map((one) => one.content.text)).toEqual(['Only this one']);
  });

  test('bad drafts are refused beside their fields, and a service has none', async () => {
    await refused(desk.anna.ask('PUT', draftPath(), { content: { text: 'x' }, device: 'd' }), 400, 'input-wrong');
    await refused(desk.anna.ask('PUT', draftPath(), { content: content({ text: 'x'.repeat(200_001) }), device: 'd' }), 400, 'input-wrong');
    const service = (await well(desk.anna.post('/api/service-tokens', { name: 'robot', role: 'agent' })))['value'] as string;
    const robot = await fetch(`${desk.address}${draftPath()}`, { headers: { authorization: `Bearer ${service}` } });
    expect([robot.status, ((await robot.json()) as { code: string }).code]).toEqual([403, 'not-allowed']);
  });

  test('is sent with what was typed, and is no draft any more; its files wait with it', async () => {
    const upload = async (name: string) => ((await (await fetch(`${desk.address}/api/attachments`, { method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain', 'x-file-name': name, 'sec-fetch-site': 'same-origin', cookie: [...desk.anna.cookies].map(([key, value]) => `${key}=${value}`).join('; ') } })).json()) as { id: string; name: string; mediaType: string; bytes: number; contentId: null });
    const file = await upload('plan.txt');
    const id = randomUUID();
    await keep(desk.anna, 'desk', null, content({ id, attachments: [file] }));
    const { version } = (await open(desk.anna, conversation)).conversation;
    await well(desk.anna.post(`/api/conversations/${conversation}/forwards`, { id, to: [{ name: null, address: workshop }], text: 'Can you repair this?', attachments: [file.id], version }));
    expect(await drafts()).toEqual([]);
  });

  test('goes out at its time, once, with many workers, to those in blind copy too; the customer was not answered, and what they wrote did not bring it back', async () => {
    const id = randomUUID();
    await keep(desk.anna, 'desk', null, content({ id }));
    const before = (await open(desk.anna, conversation)).conversation;
    let one!: PlannedForwardView;
    const { cursor } = await well(desk.anna.get('/api/snapshot'));
    [one] = (await plan({ id })) as [PlannedForwardView];
    const { events } = (await well(desk.anna.get(`/api/events?since=${String(cursor)}`))) as { events: DeskEvent[] };
    expect(events.filter((event) => event.conversation === conversation).map((event) => event.kind)).toEqual(['forward-planned']);
    expect(one).toMatchObject({ id, conversation, agent: desk.annaId, text: 'Can you repair this?', quoted: '> My lamp is broken', then: 'waiting', version: 1, blindCopy: [{ address: 'boss@lumen-group.example' }] });
    expect(await drafts()).toEqual([]);
    expect((await open(desk.anna, conversation)).conversation).toEqual(before);
    expect((await well(desk.anna.get(`/api/conversations/${conversation}/planned-replies`)))['planned']).toEqual([]);
    await arrive(customer, `Any news? ${randomUUID()}`);
    expect(await planned()).toHaveLength(1);
    desk.advance(21 * hour);
    const sent = await tellingEvents(desk.anna, () => Promise.all([sendPlanned(desk.desk), sendPlanned(desk.desk), sendPlanned(desk.desk)]));
    expect(sent.filter((event) => event.conversation === conversation && ['forward-sent', 'plan-sent'].includes(event.kind)).map((event) => event.kind)).toEqual(['forward-sent', 'plan-sent']);
    await desk.deliver();
    const { messages, conversation: after } = await open(desk.anna, conversation);
    expect(messages.at(-1)).toMatchObject({ id, direction: 'to third party', author: { kind: 'agent', id: desk.annaId }, deliveries: [{ state: 'accepted' }] });
    expect(after).toMatchObject({ state: { is: 'waiting', for: 'third party' } });
    expect(after.waitingSince).not.toBeNull();
    expect(await planned()).toEqual([]);
    const [letter] = lettersTo('boss@lumen-group.example').slice(-1);
    expect([letter?.to.toSorted(), letter?.source.includes('boss@')]).toEqual([['boss@lumen-group.example', workshop], false]);
  });

  test('is a draft again when those it goes to write first, and its author is told; a letter to others stays', async () => {
    const agent = await joinAs(desk, 'agent');
    const { version } = (await open(desk.anna, conversation)).conversation;
    await well(agent.browser.post(`/api/conversations/${conversation}/forwards`, { id: randomUUID(), to: [{ name: null, address: workshop }], text: 'First question', version }));
    await desk.deliver();
    const mail = lettersTo(workshop).at(-1)!;
    await plan({ to: [{ name: 'Workshop', address: workshop.toUpperCase() }] }, agent.browser);
    const [, other] = await plan({ to: [{ name: null, address: 'courier@example.org' }], blindCopy: [], sendAt: inHours(30) });
    const id = /^message-id:\s*(<[^>]+>)/im.exec(mail.source)![1]!;
    await arrive(workshop, `It takes two weeks ${randomUUID()}`, { Subject: 'Re: Broken lamp', 'In-Reply-To': id, References: id });
    expect((await planned()).map((one) => one.id)).toEqual([other!.id]);
    expect(await drafts(agent.browser)).toMatchObject([{ about: null, content: { to: `"Workshop" <${workshop.toUpperCase()}>`, blindCopy: 'boss@lumen-group.example', text: 'Can you repair this?', quoted: '> My lamp is broken', waits: true } }]);
    expect(await told(agent.browser)).toMatchObject([{ because: 'third-party-wrote', for: 'third party' }]);
    expect(await told(desk.anna)).toEqual([]);
  });

  test('gets another time, is taken back by hand before what was begun since, or goes at once', async () => {
    const [one] = await plan();
    expect((await well(desk.anna.patch(`${path()}/${one!.id}`, { sendAt: inHours(40) })))['planned']).toMatchObject([{ version: 2 }]);
    await keep(desk.anna, 'desk', null, content({ text: 'And the price?', to: 'x' }));
    expect((await well(desk.anna.remove(`${path()}/${one!.id}`)))['planned']).toEqual([]);
    expect(await drafts()).toMatchObject([{ content: { to: `"Workshop" <${workshop}>`, text: 'Can you repair this?\n\nAnd the price?' } }]);
    expect(await told(desk.anna)).toEqual([]);
    const [again] = await plan();
    expect((await well(desk.anna.post(`${path()}/${again!.id}/send`)))['planned']).toEqual([]);
    expect((await open(desk.anna, conversation)).messages.at(-1)).toMatchObject({ id: again!.id, direction: 'to third party' });
    await refused(desk.anna.remove(`${path()}/${again!.id}`), 404, 'not-found');
  });

  test('an answer is no letter and a letter no answer: neither is reached by the way of the other', async () => {
    const [letter] = await plan();
    await refused(desk.anna.remove(`/api/conversations/${conversation}/planned-replies/${letter!.id}`), 404, 'not-found');
    const reply = await body({ text: 'Soon.' });
    const [answer] = (await well(desk.anna.post(`/api/conversations/${conversation}/planned-replies`, { id: reply.id, text: reply.text, version: reply.version, sendAt: reply.sendAt })))['planned'] as { id: string }[];
    await refused(desk.anna.post(`${path()}/${answer!.id}/send`), 404, 'not-found');
    expect(await planned()).toHaveLength(1);
  });

  test('wrong letters are refused at once, and one that cannot go any more is a draft again with the reason', async () => {
    await refused(desk.anna.post(path(), await body({ to: [{ name: null, address: customer }] })), 409, 'forward-to-customer');
    await refused(desk.anna.post(path(), await body({ blindCopy: [{ name: null, address: 'help@lumen.example' }] })), 409, 'forward-to-ourselves');
    await refused(desk.anna.post(path(), await body({ to: [] })), 400, 'input-wrong');
    await refused(desk.anna.post(path(), await body({ text: ' ', quoted: '' })), 400, 'message-empty');
    await refused(desk.anna.post(path(), await body({ sendAt: inHours(-1) })), 400, 'snooze-in-the-past');
    await refused(desk.anna.post(path(), await body({ answers: randomUUID() })), 400, 'input-wrong');
    await refused(desk.anna.post(path(), await body({ attachments: [randomUUID()] })), 404, 'attachment-missing');
    await refused(desk.anna.post(path(), await body({ version: 0 })), 409, 'answered-meanwhile');
    const agent = await joinAs(desk, 'agent');
    await plan({ include: [randomUUID()] }, agent.browser);
    desk.advance(21 * hour);
    await sendPlanned(desk.desk);
    expect(await planned()).toEqual([]);
    expect(await told(agent.browser)).toMatchObject([{ because: 'not-sent', code: 'attachment-missing', for: 'third party' }]);
    expect((await drafts(agent.browser)).map((one) => one.content.text)).toEqual(['Can you repair this?']);
  });

  test('goes along when conversations are merged, each to its place, and home again when that is undone', async () => {
    const other = await arrive(customer, `Another matter ${randomUUID()}`, { Subject: 'Something else' });
    expect(other).not.toBe(conversation);
    const message = randomUUID();
    await keep(desk.anna, 'desk', null, content({ text: 'Of this one alone' }), message);
    await keep(desk.anna, 'desk', null, content({ text: 'Of the matter' }));
    await well(desk.anna.ask('PUT', draftPath(other), { content: content({ text: 'Of the other matter' }), device: 'desk' }));
    await plan();
    const versions = await Promise.all([conversation, other].map(async (id) => (await open(desk.anna, id)).conversation.version));
    expect(versions).toHaveLength(2);
    const merge = randomUUID();
    await well(desk.anna.post(`/api/conversations/${other}/merge`, { id: merge, merge: [conversation] }));
    expect((await drafts(desk.anna, other)).map((one) => `${one.content.text} ${one.about}`).toSorted()).toEqual(['Of the other matter null', `Of this one alone ${message}`]);
    expect((await well(desk.anna.get(path(other))))['planned']).toHaveLength(1);
    await well(desk.anna.post(`/api/merges/${merge}/undo`));
    expect((await drafts()).map((one) => one.content.text).toSorted()).toEqual(['Of the matter', 'Of this one alone']);
    expect((await drafts(desk.anna, other)).map((one) => one.content.text)).toEqual(['Of the other matter']);
    expect(await planned()).toHaveLength(1);
  });
});
