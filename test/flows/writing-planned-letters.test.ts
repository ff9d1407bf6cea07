// plan-start, change-start, return-start and send-planned-starts, through HTTP: first letters that go out later, or become drafts again.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView } from '../../src/contract/draft.ts';
import type { DeskEvent } from '../../src/contract/event.ts';
import type { PlannedStartView } from '../../src/contract/planned-start.ts';
import type { InboxView, NotificationView } from '../../src/contract/views.ts';
import { holdRestored } from '../../src/operations/hold-restored.ts';
import { sendPlannedStarts } from '../../src/operations/send-planned-starts.ts';
import { heldPlanAt } from '../../src/store/restore-hold.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, mailSettings, open, refused, silent, startAgentsDesk, well } from './agents-desk.ts';

const hour = 3_600_000;
const path = '/api/planned-starts';

describe.each(databaseKinds())('first letters that are sent later on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let inbox: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
    inbox = ((await well(anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: mailSettings, senders: [{ name: 'Lumen', address: 'help@lumen.example' }] }))) as unknown as InboxView).id;
  });
  afterAll(() => desk?.stop());

  const someone = () => `${randomUUID()}@example.com`;
  const inHours = (hours: number) => new Date(Date.parse(desk.now()) + hours * hour).toISOString();
  const body = (more: object = {}) => ({ id: randomUUID(), message: randomUUID(), inbox, to: { name: 'Helen Reed', address: someone() }, subject: 'Your lamp', text: 'I will call you tomorrow by 12:00.', sendAt: inHours(20), ...more });
  const plan = async (more: object = {}, browser = anna) => {
    const asked = body(more);
    const all = (await well(browser.post(path, asked)))['planned'] as PlannedStartView[];
    return all.find((one) => one.id === asked.message)!;
  };
  const planned = async (browser = anna) => ((await well(browser.get(path)))['planned'] as PlannedStartView[]).map((one) => one.id);
  const draft = async (browser = anna) => ((await well(browser.get('/api/drafts')))['drafts'] as DraftView[]).find((one) => one.kind === 'new')?.content;
  const forget = (browser = anna) => well(browser.ask('PUT', '/api/drafts', { content: null, device: 'x' }));
  const told = async (browser: Browser) => Object.values((await well(browser.get('/api/snapshot')))['notifications'] as Record<string, NotificationView>).filter((one) => one.kind === 'plan-returned');
  const since = async (cursor: unknown) => ((await well(anna.get(`/api/events?since=${String(cursor)}`)))['events'] as DeskEvent[]).map((event) => event.kind);
  const cursor = async () => (await well(anna.get('/api/snapshot')))['cursor'];
  const mailFrom = (address: string, text = 'Hello?') => desk.mail(inbox, `From: Helen <${address}>\nTo: help@lumen.example\nSubject: Hi\nMessage-ID: <${randomUUID()}@example.com>\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n\n${text}\n`);

  test('begins no conversation before its time, then one, once, with many workers; its promise counts from then', async () => {
    const contacts = async () => (await desk.desk.db.selectFrom('contact').select('id').execute()).length;
    const before = await contacts();
    const at = await cursor();
    const one = await plan();
    expect(one).toMatchObject({ agent: desk.annaId, subject: 'Your lamp', to: { name: 'Helen Reed' }, version: 1 });
    expect(await since(at)).toEqual(['letter-planned']);
    expect(await contacts()).toBe(before);
    await refused(anna.get(`/api/conversations/${one.conversation}`), 404, 'not-found');
    expect(await sendPlannedStarts(desk.desk)).toBe(0);
    desk.advance(21 * hour);
    const later = await cursor();
    await Promise.all([sendPlannedStarts(desk.desk), sendPlannedStarts(desk.desk), sendPlannedStarts(desk.desk)]);
    expect((await since(later)).filter((name) => ['conversation-started', 'reply-sent', 'letter-sent'].includes(name))).toEqual(['letter-sent', 'conversation-started', 'reply-sent']);
    const { messages, commitments, conversation } = await open(anna, one.conversation);
    expect(messages).toMatchObject([{ id: one.id, direction: 'out', author: { kind: 'agent', id: desk.annaId }, text: 'I will call you tomorrow by 12:00.' }]);
    expect(conversation).toMatchObject({ subject: 'Your lamp', assignee: desk.annaId, state: { is: 'waiting', for: 'customer' } });
    expect(new Date(commitments[0]!.due!.by).toDateString()).toBe(new Date(Date.parse(desk.now()) + 24 * hour).toDateString());
    expect(await planned()).not.toContain(one.id);
  });

  test('is its author\'s draft again when the customer writes first, and they are told', async () => {
    const { browser } = await joinAs(desk, 'agent');
    const address = someone();
    const one = await plan({ to: { name: null, address: address.toUpperCase() }, copy: [{ name: null, address: 'chief@example.com' }] }, browser);
    await mailFrom(someone());
    expect(await planned()).toContain(one.id);
    await mailFrom(address);
    expect(await planned()).not.toContain(one.id);
    expect(await draft(browser)).toMatchObject({ text: one.text, inbox, copy: 'chief@example.com', begins: { to: address.toUpperCase(), subject: 'Your lamp' } });
    expect((await told(browser)).map((one) => one.data)).toEqual([{ because: 'customer-wrote', to: address.toUpperCase() }]);
    expect(await told(anna)).toEqual([]);
    desk.advance(48 * hour);
    expect(await sendPlannedStarts(desk.desk)).toBe(0);
  });

  test('gets another time, is taken back by hand in front of what was begun since, or goes out at once', async () => {
    const one = await plan();
    const later = inHours(40);
    expect(((await well(anna.patch(`${path}/${one.id}`, { sendAt: later })))['planned'] as PlannedStartView[]).find((each) => each.id === one.id)).toMatchObject({ sendAt: later, version: 2 });
    await silent(anna, () => well(anna.patch(`${path}/${one.id}`, { sendAt: later })));
    await well(anna.ask('PUT', '/api/drafts', { device: 'x', content: { id: randomUUID(), text: 'Another letter', begins: { conversation: randomUUID(), to: '', subject: '' } } }));
    await well(anna.remove(`${path}/${one.id}`));
    expect((await draft())?.text).toBe('I will call you tomorrow by 12:00.\n\nAnother letter');
    expect(await told(anna)).toEqual([]);
    await forget();
    const two = await plan({ text: 'It leaves now.' });
    await well(anna.post(`${path}/${two.id}/send`, {}));
    expect((await open(anna, two.conversation)).messages.at(-1)?.text).toBe('It leaves now.');
    await refused(anna.post(`${path}/${two.id}/send`, {}), 404, 'not-found');
  });

  test('that can no longer be sent is a draft again, and its author is told why', async () => {
    const address = someone();
    await mailFrom(address);
    const { contact } = await desk.desk.db.selectFrom('identity').select('contact').where('external_id', '=', address).executeTakeFirstOrThrow();
    const one = await plan({ to: { name: null, address }, sendAt: inHours(1) });
    await well(anna.post(`/api/contacts/${contact}/block`, {}));
    desk.advance(2 * hour);
    expect(await sendPlannedStarts(desk.desk)).toBe(1);
    expect(await planned()).not.toContain(one.id);
    expect((await draft())?.begins?.to).toBe(address);
    expect((await told(anna)).at(-1)?.data).toEqual({ because: 'not-sent', code: 'contact-blocked', to: address });
    await forget();
  });

  test('is held after a restore whose time it slept through', async () => {
    const { browser } = await joinAs(desk, 'agent');
    const one = await plan({}, browser);
    await desk.desk.db.updateTable('planned_start').set({ send_at: heldPlanAt }).where('id', '=', one.id).execute();
    await holdRestored(desk.desk);
    expect((await draft(browser))?.text).toBe(one.text);
    expect((await told(browser)).map((each) => each.data['code'])).toEqual(['held-after-restore']);
  });

  test('the same id twice is one plan; what is wrong is told now, not at its time', async () => {
    const asked = body();
    await well(anna.post(path, asked));
    await silent(anna, () => well(anna.post(path, asked)));
    await refused(anna.post(path, { ...asked, id: randomUUID() }), 400, 'input-wrong', 'message');
    await refused(anna.post(path, body({ sendAt: inHours(-1) })), 400, 'snooze-in-the-past');
    await refused(anna.post(path, body({ sendAt: inHours(24 * 400) })), 400, 'input-wrong', 'sendAt');
    await refused(anna.post(path, body({ to: { name: null, address: 'nobody' } })), 400, 'recipient-wrong', 'address');
    await refused(anna.post(path, body({ inbox: desk.chat.id })), 400, 'channel-cannot-start');
    await refused(anna.post(path, body({ attachments: [randomUUID()] })), 404, 'attachment-missing');
    await refused(anna.patch(`${path}/${asked.message}`, { sendAt: inHours(-1) }), 400, 'snooze-in-the-past');
    // It is seen only by those who see its inbox.
    const team = String((await well(anna.post('/api/teams', { name: `Closed ${randomUUID()}`, members: [desk.annaId] })))['id']);
    const closed = ((await well(anna.post('/api/inboxes', { channel: 'email', name: 'Closed', config: mailSettings, senders: [{ name: 'Lumen', address: 'quiet@lumen.example' }], teams: [team] }))) as unknown as InboxView).id;
    const secret = await plan({ inbox: closed });
    const { browser } = await joinAs(desk, 'agent');
    expect(await planned(browser)).toContain(asked.message);
    expect(await planned(browser)).not.toContain(secret.id);
    await refused(browser.remove(`${path}/${secret.id}`), 404, 'not-found');
  });
});
