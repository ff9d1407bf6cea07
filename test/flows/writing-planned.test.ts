// plan-reply, change-plan, return-plan and send-planned, through HTTP: replies that go out later, or become drafts again.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DraftView } from '../../src/contract/draft.ts';
import type { DeskEvent } from '../../src/contract/event.ts';
import type { PlannedReplyView } from '../../src/contract/planned.ts';
import type { NotificationView } from '../../src/contract/views.ts';
import { sendPlanned } from '../../src/operations/send-planned.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Written } from './agents-desk.ts';
import { joinAs, open, refused, tellingEvents, well, whereSomebodyWrites } from './agents-desk.ts';

const hour = 3_600_000;

describe.each(databaseKinds())('planned replies on %s', (kind) => {
  let { desk, anna, visitor, conversation } = {} as Written;
  whereSomebodyWrites(kind, 'Where is my lamp? I am worried.', (now) => ({ desk, anna, visitor, conversation } = now));

  const path = () => `/api/conversations/${conversation}/planned-replies`;
  const inHours = (hours: number) => new Date(Date.parse(desk.now()) + hours * hour).toISOString();
  const body = async (more: object = {}) => ({ id: randomUUID(), text: 'I will call you tomorrow by 12:00.', version: (await open(anna, conversation)).conversation.version, sendAt: inHours(20), ...more });
  const plan = async (more: object = {}, browser = anna) => ((await well(browser.post(path(), await body(more))))['planned'] as PlannedReplyView[]);
  const planned = async () => (await well(anna.get(path())))['planned'] as PlannedReplyView[];
  const draft = async (browser = anna) => ((await well(browser.get(`/api/conversations/${conversation}/drafts`)))['drafts'] as DraftView[])[0]?.content;
  const since = async (cursor: unknown) => ((await well(anna.get(`/api/events?since=${String(cursor)}`)))['events'] as DeskEvent[]).filter((event) => event.conversation === conversation).map((event) => event.kind);
  const cursor = async () => (await well(anna.get('/api/snapshot')))['cursor'];
  const told = async (browser: Browser) => Object.values((await well(browser.get('/api/snapshot')))['notifications'] as Record<string, NotificationView>).filter((one) => one.kind === 'plan-returned' && one.conversation === conversation);

  test('is no message and no promise before its time: the customer goes on waiting, and everybody sees the plan', async () => {
    const before = (await open(anna, conversation)).conversation;
    const at = await cursor();
    const [one] = await plan();
    expect(one).toMatchObject({ conversation, agent: desk.annaId, text: 'I will call you tomorrow by 12:00.', then: 'waiting', version: 1 });
    expect(await since(at)).toEqual(['reply-planned']);
    const after = await open(anna, conversation);
    expect(after.conversation).toEqual(before);
    expect([after.messages.length, after.commitments.length]).toEqual([1, 0]);
    expect(((await well((await joinAs(desk, 'agent')).browser.get(path())))['planned'] as unknown[]).length).toBe(1);
  });

  test('goes out at its time, once, with many workers; its promise counts from then', async () => {
    const [one] = await plan();
    expect(await sendPlanned(desk.desk)).toBe(0);
    desk.advance(21 * hour);
    const events = await tellingEvents(anna, () => Promise.all([sendPlanned(desk.desk), sendPlanned(desk.desk), sendPlanned(desk.desk)]));
    expect(events.filter((event) => event.conversation === conversation).map((event) => event.kind).filter((name) => name === 'reply-sent' || name === 'plan-sent')).toEqual(['reply-sent', 'plan-sent']);
    const { messages, commitments, conversation: now } = await open(anna, conversation);
    expect(messages.at(-1)).toMatchObject({ id: one!.id, direction: 'out', author: { kind: 'agent', id: desk.annaId } });
    expect(now).toMatchObject({ state: { is: 'waiting', for: 'customer' }, waitingSince: null, assignee: desk.annaId });
    const due = Date.parse(commitments[0]!.due!.by) - Date.parse(desk.now());
    expect(due).toBeGreaterThan(0);
    expect(new Date(commitments[0]!.due!.by).toLocaleString('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit' })).toBe('12:00');
    expect(new Date(commitments[0]!.due!.by).toDateString()).toBe(new Date(Date.parse(desk.now()) + 24 * hour).toDateString());
    expect(await planned()).toEqual([]);
    await desk.deliver();
    expect((await open(anna, conversation)).messages.at(-1)?.deliveries.map((one) => one.state)).toEqual(['accepted']);
  });

  test('is its author\'s draft again when the customer writes first, in front of what they had begun since, and they are told', async () => {
    const agent = await joinAs(desk, 'agent');
    await plan({ copy: [], sender: null }, agent.browser);
    await well(agent.browser.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'reply', device: 'x', content: { id: randomUUID(), text: 'And one more thing' } }));
    const at = await cursor();
    await desk.write('It is here, thank you!', visitor);
    expect(await since(at)).toEqual(['message-received', 'plan-returned']);
    expect(await planned()).toEqual([]);
    expect((await draft(agent.browser))?.text).toBe('I will call you tomorrow by 12:00.\n\nAnd one more thing');
    expect((await told(agent.browser)).map((one) => one.data)).toEqual([{ because: 'customer-wrote' }]);
    expect(await told(anna)).toEqual([]);
    desk.advance(48 * hour);
    expect(await sendPlanned(desk.desk)).toBe(0);
  });

  test('gets another time, is taken back by hand, or goes out at once', async () => {
    const [one] = await plan();
    const later = inHours(40);
    expect(((await well(anna.patch(`${path()}/${one!.id}`, { sendAt: later })))['planned'] as PlannedReplyView[])[0]).toMatchObject({ sendAt: later, version: 2 });
    expect((await well(anna.remove(`${path()}/${one!.id}`)))['planned']).toEqual([]);
    expect((await draft())?.text).toBe('I will call you tomorrow by 12:00.');
    expect(await told(anna)).toEqual([]);
    const [two] = await plan({ text: 'It leaves now.', then: 'closed' });
    await well(anna.post(`${path()}/${two!.id}/send`, {}));
    const after = await open(anna, conversation);
    expect(after.messages.at(-1)?.text).toBe('It leaves now.');
    expect(after.conversation.state).toMatchObject({ is: 'closed' });
    await refused(anna.post(`${path()}/${two!.id}/send`, {}), 404, 'not-found');
  });

  test('takes its files along, to the message or back to the draft', async () => {
    const upload = async () => ((await (await fetch(`${desk.address}/api/attachments`, {
      method: 'POST', body: `file ${randomUUID()}`, headers: { 'content-type': 'text/plain', 'x-file-name': 'a.txt', 'sec-fetch-site': 'same-origin', cookie: [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })).json()) as { readonly id: string }).id;
    const [first, second] = [await upload(), await upload()];
    const [one] = await plan({ attachments: [first] });
    expect(one!.attachments.map((file) => file.id)).toEqual([first]);
    await well(anna.post(`${path()}/${one!.id}/send`, {}));
    expect((await open(anna, conversation)).messages.at(-1)?.attachments.map((file) => file.id)).toEqual([first]);
    const [two] = await plan({ attachments: [second], anyway: true });
    await well(anna.remove(`${path()}/${two!.id}`));
    expect((await draft())?.attachments.map((file) => file.id)).toEqual([second]);
    await refused(anna.post(path(), await body({ attachments: [first], anyway: true })), 404, 'attachment-missing');
  });

  test('that can no longer be sent is a draft again, and its author is told why', async () => {
    await plan({ sendAt: inHours(1) });
    const { contact } = await open(anna, conversation);
    await well(anna.post(`/api/contacts/${contact.id}/block`, {}));
    desk.advance(2 * hour);
    await sendPlanned(desk.desk);
    expect((await draft())?.text).toBe('I will call you tomorrow by 12:00.');
    expect((await told(anna)).map((one) => one.data)).toEqual([{ because: 'not-sent', code: 'contact-blocked' }]);
    expect((await open(anna, conversation)).messages).toHaveLength(1);
  });

  test('the same twice is one; wrong times, stale words and other conversations are refused', async () => {
    const given = await body();
    await well(anna.post(path(), given));
    expect(((await well(anna.post(path(), given)))['planned'] as unknown[]).length).toBe(1);
    await refused(anna.post(path(), await body({ sendAt: inHours(-1) })), 400, 'snooze-in-the-past');
    await refused(anna.post(path(), await body({ sendAt: inHours(24 * 400) })), 400, 'input-wrong', 'sendAt');
    await refused(anna.post(path(), await body({ sendAt: 'tomorrow' })), 400, 'input-wrong', 'sendAt');
    await refused(anna.post(path(), await body({ text: ' ' })), 400, 'input-wrong', 'text');
    await refused(anna.post(path(), await body({ inbox: randomUUID() })), 400, 'input-wrong', 'inbox');
    const stale = await body();
    await desk.write('And another thing', visitor);
    await refused(anna.post(path(), stale), 409, 'answered-meanwhile');
    const other = await desk.write('Somebody else');
    await refused(anna.remove(`/api/conversations/${other}/planned-replies/${given.id}`), 404, 'not-found');
    await refused(anna.patch(`${path()}/none`, { sendAt: inHours(1) }), 404, 'not-found');
  });
});
