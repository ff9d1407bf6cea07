// close-conversation, reopen-conversation, snooze-conversation, wake-conversations, wait-conversation, mark-spam, rename-conversation,
// assign-conversation, tag-conversation, add-note and move-conversation, through HTTP.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { MessageView, NotificationView } from '../../src/contract/views.ts';
import { wakeConversations } from '../../src/operations/wake-conversations.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Written } from './agents-desk.ts';
import { act, joinAs, list, open, refused, silent, telling, tellingEvents, well, whereSomebodyWrites } from './agents-desk.ts';

const minute = 60_000;

describe.each(databaseKinds())('conversation actions on %s', (kind) => {
  let { desk, anna, conversation } = {} as Written;
  whereSomebodyWrites(kind, 'Where is my lamp? I have been waiting for a week.', (now) => ({ desk, anna, conversation } = now));
  const reply = (text: string, more: object = {}) => open(anna, conversation).then((opened) => well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text, version: opened.conversation.version, ...more })));

  test('close, close again, reopen: told once each, and the customer waits again since they wrote', async () => {
    const before = (await open(anna, conversation)).conversation;
    expect(before.waitingSince).not.toBeNull();
    expect(await telling(anna, () => act(anna, conversation, 'close'))).toEqual(['conversation-closed']);
    const closed = (await open(anna, conversation)).conversation;
    expect(closed).toMatchObject({ state: { is: 'closed', because: 'solved' }, waitingSince: null, version: before.version + 1 });
    await silent(anna, () => act(anna, conversation, 'close', { because: 'solved' }));
    expect(await telling(anna, () => act(anna, conversation, 'close', { because: 'no answer' }))).toEqual(['conversation-closed']);
    expect(await telling(anna, () => act(anna, conversation, 'reopen'))).toEqual(['conversation-reopened']);
    expect((await open(anna, conversation)).conversation).toMatchObject({ state: { is: 'open' }, waitingSince: before.waitingSince });
    await silent(anna, () => act(anna, conversation, 'reopen'));
  });

  test('reopened after an answer, nobody waits', async () => {
    await reply('It arrives on Friday.', { then: 'closed' });
    expect(await act(anna, conversation, 'reopen')).toMatchObject({ state: { is: 'open' }, waitingSince: null });
  });

  test('what a customer writes opens it again, and spam stays spam', async () => {
    const visitor = randomUUID();
    const own = await desk.write('First', visitor);
    await act(anna, own, 'close');
    expect(await desk.write('Second', visitor)).toBe(own);
    expect((await open(anna, own)).conversation.state).toEqual({ is: 'open' });
    expect(await telling(anna, () => act(anna, own, 'spam'))).toEqual(['conversation-closed']);
    await desk.write('Third', visitor);
    const spam = (await open(anna, own)).conversation;
    expect(spam).toMatchObject({ state: { is: 'closed', because: 'spam' }, messageCount: 3, waitingSince: null });
    expect((await list(anna, { view: 'spam' })).map((one) => one.id)).toContain(own);
    expect((await list(anna, { view: 'closed' })).map((one) => one.id)).not.toContain(own);
    expect((await act(anna, own, 'reopen')).waitingSince).not.toBeNull();
  });

  test('snoozed until its time, woken by the worker, once', async () => {
    const until = new Date(Date.parse(desk.now()) + 30 * minute).toISOString();
    expect(await telling(anna, () => act(anna, conversation, 'snooze', { until }))).toEqual(['conversation-snoozed']);
    expect((await open(anna, conversation)).conversation).toMatchObject({ state: { is: 'snoozed', until } });
    expect((await open(anna, conversation)).conversation.waitingSince).not.toBeNull();
    await silent(anna, async () => expect(await wakeConversations(desk.desk)).toBe(0));
    desk.advance(31 * minute);
    const events = await tellingEvents(anna, () => Promise.all([wakeConversations(desk.desk), wakeConversations(desk.desk)]));
    expect(events.map((event) => event.kind)).toEqual(['conversation-woken']);
    expect(events[0]?.actor.kind).toBe('automation');
    expect((await open(anna, conversation)).conversation.state).toEqual({ is: 'open' });
  });

  test('a snoozed one comes back sooner when the customer writes', async () => {
    const visitor = randomUUID();
    const own = await desk.write('One', visitor);
    await act(anna, own, 'snooze', { until: new Date(Date.parse(desk.now()) + 30 * minute).toISOString() });
    await desk.write('Two', visitor);
    expect((await open(anna, own)).conversation.state).toEqual({ is: 'open' });
  });

  test.each([
    ['a time that has passed', () => ({ until: '2020-01-01T00:00:00Z' }), 'snooze-in-the-past', []],
    ['no time', () => ({}), 'input-wrong', ['until']],
    ['a word', () => ({ until: 'tomorrow' }), 'input-wrong', ['until']],
    ['a local time', () => ({ until: '2099-01-01T10:00:00' }), 'input-wrong', ['until']],
    ['a date that there is not', () => ({ until: '2099-02-31T10:00:00Z' }), 'input-wrong', ['until']],
  ] as const)('snoozing until %s is refused, and nothing changes', async (_what, body, code, fields) => {
    await silent(anna, () => refused(anna.post(`/api/conversations/${conversation}/snooze`, body()), 400, code, ...fields));
  });

  test('waiting for a third party does not stop the customer\'s clock', async () => {
    const since = (await open(anna, conversation)).conversation.waitingSince;
    expect(await telling(anna, () => act(anna, conversation, 'wait', { for: 'third party' }))).toEqual(['conversation-waiting']);
    expect((await open(anna, conversation)).conversation).toMatchObject({ state: { is: 'waiting', for: 'third party' }, waitingSince: since });
    expect(await act(anna, conversation, 'wait', { for: 'customer' })).toMatchObject({ state: { is: 'waiting', for: 'customer' }, waitingSince: since });
    await refused(anna.post(`/api/conversations/${conversation}/wait`, { for: 'nobody' }), 400, 'input-wrong', 'for');
  });

  test('a subject is one line, can be taken away, and is told once', async () => {
    expect(await telling(anna, () => act(anna, conversation, 'subject', { subject: '  Lamp\r\nBcc: everybody@example.com\u0000 ' }))).toEqual(['conversation-renamed']);
    const named = (await open(anna, conversation)).conversation.subject;
    expect(named).toBe('Lamp Bcc: everybody@example.com\uFFFD');
    await silent(anna, () => act(anna, conversation, 'subject', { subject: named }));
    expect((await act(anna, conversation, 'subject', { subject: '' })).subject).toBeNull();
    expect((await act(anna, conversation, 'subject', { subject: '灯在哪里？🪔 \u05D0\u05D9\u05E4\u05D4' })).subject).toBe('灯在哪里？🪔 \u05D0\u05D9\u05E4\u05D4');
    await refused(anna.post(`/api/conversations/${conversation}/subject`, { subject: 'x'.repeat(501) }), 400, 'input-wrong', 'subject');
    await refused(anna.post(`/api/conversations/${conversation}/subject`, {}), 400, 'input-wrong', 'subject');
  });

  test('assigned to a colleague, who is told; to oneself, who is not; to nobody', async () => {
    const bruno = await joinAs(desk, 'agent');
    expect(await telling(anna, () => act(anna, conversation, 'assign', { agent: desk.annaId }))).toEqual(['conversation-assigned']);
    expect((await list(anna, { view: 'mine' })).map((one) => one.id)).toContain(conversation);
    expect(await telling(bruno.browser, () => act(anna, conversation, 'assign', { agent: bruno.id }))).toEqual(['conversation-assigned', 'notification-added']);
    const { notifications } = (await well(bruno.browser.get('/api/notifications'))) as { notifications: NotificationView[] };
    expect(notifications).toMatchObject([{ kind: 'conversation-assigned', conversation, seenAt: null, data: { by: desk.annaId } }]);
    expect((await well(anna.get('/api/notifications')))['notifications']).toEqual([]);
    expect((await act(anna, conversation, 'assign', { agent: null })).assignee).toBeNull();
    await silent(anna, () => act(anna, conversation, 'assign', {}));
  });

  test('a team and an agent at once; what is left out stays', async () => {
    const team = await well(anna.post('/api/teams', { name: `Lamps ${randomUUID()}` }));
    expect(await act(anna, conversation, 'assign', { agent: desk.annaId, team: team['id'] })).toMatchObject({ assignee: desk.annaId, team: team['id'] });
    expect(await act(anna, conversation, 'assign', { agent: null })).toMatchObject({ assignee: null, team: team['id'] });
  });

  test('nobody is given what nobody can take', async () => {
    const gone = await joinAs(desk, 'agent');
    await well(anna.patch(`/api/agents/${gone.id}`, { active: false }));
    const nobody = randomUUID();
    await silent(anna, async () => {
      await refused(anna.post(`/api/conversations/${conversation}/assign`, { agent: gone.id }), 400, 'input-wrong', 'agent');
      await refused(anna.post(`/api/conversations/${conversation}/assign`, { agent: nobody, team: nobody }), 400, 'input-wrong', 'agent', 'team');
      await refused(anna.post(`/api/conversations/${conversation}/assign`, { agent: 'bruno' }), 400, 'input-wrong', 'agent');
    });
  });

  test('an agent who gives away the only thing that lets them see it has seen it', async () => {
    const team = await well(anna.post('/api/teams', { name: `Closed ${randomUUID()}` }));
    const inbox = await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Closed circle', config: { teamName: 'Lumen' }, teams: [team['id']] }));
    const hidden = await desk.write('For few', randomUUID(), String(inbox['id']));
    const carla = await joinAs(desk, 'agent');
    await refused(carla.browser.get(`/api/conversations/${hidden}`), 404, 'not-found');
    await act(anna, hidden, 'assign', { agent: carla.id });
    expect((await open(carla.browser, hidden)).conversation.id).toBe(hidden);
    expect((await list(carla.browser, { view: 'all' })).map((one) => one.id)).toContain(hidden);
    expect((await tellingEvents(carla.browser, () => act(carla.browser, hidden, 'assign', { agent: null }))).map((event) => event.gone.conversations)).toEqual([[hidden]]);
    await refused(carla.browser.get(`/api/conversations/${hidden}`), 404, 'not-found');
    expect((await list(carla.browser, { view: 'all' })).map((one) => one.id)).not.toContain(hidden);
  });

  test('tags are made by using them, whatever their capitals, and told once', async () => {
    const name = `Refund ${randomUUID()}`;
    const kinds = await telling(anna, () => act(anna, conversation, 'tags', { add: [name, ` ${name.toUpperCase()} `, 'срочно', '退款'] }));
    expect(kinds.filter((one) => one === 'tag-created').length).toBeGreaterThanOrEqual(1);
    expect(kinds.at(-1)).toBe('conversation-tagged');
    expect(new Set((await open(anna, conversation)).conversation.tags.map((tag) => tag.toLowerCase()))).toEqual(new Set([name.toLowerCase(), 'срочно', '退款']));
    await silent(anna, () => act(anna, conversation, 'tags', { add: [name.toLowerCase()], remove: ['never made'] }));
    expect((await list(anna, { view: 'all', tag: name.toUpperCase() })).map((one) => one.id)).toEqual([conversation]);
    expect(await telling(anna, () => act(anna, conversation, 'tags', { remove: [name.toUpperCase()] }))).toEqual(['conversation-tagged']);
    expect((await open(anna, conversation)).conversation.tags).not.toContain(name);
    const { tags } = (await well(anna.get('/api/tags'))) as { tags: { name: string }[] };
    expect(tags.filter((tag) => tag.name.toLowerCase() === name.toLowerCase())).toHaveLength(1);
  });

  test('two who make the same tag at once make one', async () => {
    const name = `race ${randomUUID()}`;
    const others: string[] = [];
    for (let one = 0; one < 4; one += 1) others.push(await desk.write('hello'));
    await Promise.all(others.map((one) => act(anna, one, 'tags', { add: [name, 'another', `z${name}`] })));
    const { tags } = (await well(anna.get('/api/tags'))) as { tags: { name: string }[] };
    expect(tags.filter((tag) => tag.name === name)).toHaveLength(1);
  });

  test.each([
    ['an empty name', { add: [''] }, 'add.0'],
    ['a name of blanks', { add: ['   '] }, 'add.0'],
    ['101 characters', { add: ['x'.repeat(101)] }, 'add.0'],
    ['fifty-one at once', { add: Array.from({ length: 51 }, (_none, index) => `t${index}`) }, 'add'],
    ['the same to add and to remove', { add: ['both'], remove: ['Both'] }, 'remove'],
    ['no list', { add: 'urgent' }, 'add'],
  ])('tags: %s is refused', async (_what, body, field) => {
    await silent(anna, () => refused(anna.post(`/api/conversations/${conversation}/tags`, body), 400, 'input-wrong', field));
  });

  test('a note is among the messages, goes to nobody, and is no answer', async () => {
    const before = (await open(anna, conversation)).conversation;
    const note = { id: randomUUID(), text: 'Called the courier. 👍\u0000 Он сказал: завтра.' };
    expect(await telling(anna, () => anna.post(`/api/conversations/${conversation}/notes`, note))).toEqual(['note-added']);
    const after = await open(anna, conversation);
    expect(after.messages.at(-1)).toMatchObject({ id: note.id, direction: 'note', inbox: null, deliveries: [], author: { kind: 'agent', name: 'Anna Ferri' }, text: note.text.replace('\u0000', '\uFFFD') });
    expect(after.conversation).toMatchObject({ waitingSince: before.waitingSince, state: before.state, messageCount: before.messageCount + 1, last: { direction: 'note' } });
    // The same note again, as after a lost answer.
    await silent(anna, () => well(anna.post(`/api/conversations/${conversation}/notes`, note)));
    expect((await open(anna, conversation)).messages.filter((message) => message.id === note.id)).toHaveLength(1);
    // A note does not make a reply outdated.
    expect(await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'Tomorrow.', version: before.version }))).toMatchObject({ direction: 'out' });
  });

  test('a note\'s id belongs to its conversation', async () => {
    const other = await desk.write('Other');
    const note = { id: randomUUID(), text: 'here' };
    await well(anna.post(`/api/conversations/${conversation}/notes`, note));
    await refused(anna.post(`/api/conversations/${other}/notes`, note), 400, 'input-wrong', 'id');
  });

  test.each([
    ['no words', { id: randomUUID(), text: '   ' }, 'text'],
    ['no id', { text: 'hello' }, 'id'],
    ['an id that is none', { id: '1', text: 'hello' }, 'id'],
    ['too many words', { id: randomUUID(), text: 'x'.repeat(50_001) }, 'text'],
  ])('a note with %s is refused', async (_what, body, field) => {
    await silent(anna, () => refused(anna.post(`/api/conversations/${conversation}/notes`, body), 400, 'input-wrong', field));
  });

  test('a note with a file that is gone is not written', async () => {
    await silent(anna, () => refused(anna.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text: 'see file', attachments: [randomUUID()] }), 404, 'attachment-missing'));
    expect((await open(anna, conversation)).messages.every((message: MessageView) => message.direction !== 'note')).toBe(true);
  });

  test('a body that is no JSON is refused in plain words', async () => {
    const response = await fetch(`${desk.address}/api/conversations/${conversation}/close`, {
      method: 'POST', body: '{"because":', headers: { 'content-type': 'application/json', cookie: [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'sec-fetch-site': 'same-origin' },
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'input-wrong']);
  });

  test('many decisions at once leave one state and one version each', async () => {
    const before = (await open(anna, conversation)).conversation.version;
    const until = new Date(Date.parse(desk.now()) + 600 * minute).toISOString();
    await Promise.all([
      act(anna, conversation, 'close'), act(anna, conversation, 'snooze', { until }), act(anna, conversation, 'wait', { for: 'customer' }),
      act(anna, conversation, 'assign', { agent: desk.annaId }), act(anna, conversation, 'tags', { add: ['busy'] }), act(anna, conversation, 'subject', { subject: 'Busy' }),
    ]);
    const after = (await open(anna, conversation)).conversation;
    expect(after.version - before).toBeGreaterThanOrEqual(4);
    expect(after.version - before).toBeLessThanOrEqual(6);
    expect(after).toMatchObject({ assignee: desk.annaId, tags: ['busy'], subject: 'Busy' });
  });
});
