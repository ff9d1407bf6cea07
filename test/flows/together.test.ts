// Colleagues about one conversation: calling each other in notes, handing over with the story so far, closing what was looked at.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ColleaguesReply } from '../../src/contract/forward.ts';
import type { InboxView, MessageView, NotificationView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Browser } from '../setup/client.ts';
import { act, type AgentsDesk, joinAs, open, refused, startAgentsDesk, telling, tellingEvents, well } from './agents-desk.ts';

describe.each(databaseKinds())('colleagues on %s', (kind) => {
  let desk: AgentsDesk;
  let boris: { readonly browser: Browser; readonly id: string };
  let chiara: { readonly browser: Browser; readonly id: string };
  let team = '';
  let closed: InboxView;

  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    boris = await joinAs(desk, 'agent');
    chiara = await joinAs(desk, 'agent');
    team = (await well(desk.anna.post('/api/teams', { name: 'Returns', members: [chiara.id] })))['id'] as string;
    closed = (await well(desk.anna.post('/api/inboxes', { channel: 'web-chat', name: 'Returns', config: { teamName: 'Returns' }, teams: [team] }))) as unknown as InboxView;
  });
  afterAll(() => desk?.stop());

  const bell = async (browser: Browser) => ((await well(browser.get('/api/notifications')))['notifications'] as NotificationView[]);
  const note = (conversation: string, text: string, mentions: readonly object[], more: object = {}) => desk.anna.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text, mentions, ...more });
  const calling = (text: string, name: string, who: { agent?: string; team?: string }) => {
    const start = text.indexOf(`@${name}`);
    return { start, end: start + name.length + 1, agent: who.agent ?? null, team: who.team ?? null };
  };

  test('a note calls a colleague by name: kept by id, told in the bell, whosever the conversation is', async () => {
    const conversation = await desk.write('My lamp flickers');
    await act(desk.anna, conversation, 'assign', { agent: desk.annaId });
    const text = 'Can you look, @Boris? @Returns knows the model.';
    const mentions = [calling(text, 'Boris', { agent: boris.id }), calling(text, 'Returns', { team })];
    const watching = await tellingEvents(boris.browser, async () => {
      const saved = (await well(note(conversation, text, mentions))) as unknown as MessageView;
      expect(saved).toMatchObject({ direction: 'note', text, mentions });
    });
    expect(watching.map((event) => event.kind)).toContain('notification-added');
    expect((await bell(boris.browser))[0]).toMatchObject({ kind: 'mentioned', conversation, data: { by: desk.annaId } });
    expect((await bell(chiara.browser))[0]).toMatchObject({ kind: 'mentioned', conversation });
    expect((await bell(desk.anna)).filter((one) => one.kind === 'mentioned')).toEqual([]);
  });

  test('the same note twice is one, and tells once; who calls themselves is not told', async () => {
    const conversation = await desk.write('Twice');
    const id = randomUUID();
    const text = '@Boris and @Anna';
    const mentions = [calling(text, 'Boris', { agent: boris.id }), calling(text, 'Anna', { agent: desk.annaId })];
    const before = (await bell(boris.browser)).length;
    await well(note(conversation, text, mentions, { id }));
    await well(note(conversation, text, mentions, { id }));
    expect((await bell(boris.browser)).length).toBe(before + 1);
    expect((await bell(desk.anna)).filter((one) => one.kind === 'mentioned')).toEqual([]);
  });

  test('made-up ids and places are refused, and nothing is saved', async () => {
    const conversation = await desk.write('Wrong');
    const at = { start: 0, end: 5, team: null };
    for (const mentions of [
      [{ ...at, agent: randomUUID() }], [{ start: 0, end: 5, agent: null, team: randomUUID() }], [{ ...at, agent: null }], [{ ...at, agent: boris.id, team }],
      [{ ...at, agent: boris.id, end: 500 }], [{ ...at, agent: boris.id, start: 5, end: 5 }], [{ ...at, agent: boris.id, start: 7, end: 9 }],
      [{ ...at, agent: boris.id }, { ...at, agent: chiara.id }],
    ]) await refused(note(conversation, '@Boris, hello', mentions), 400, 'input-wrong', 'mentions');
    await refused(note(conversation, '@Boris, hello', [{ ...at, agent: 'nobody' }]), 400, 'input-wrong');
    expect((await open(desk.anna, conversation)).messages).toHaveLength(1);
  });

  test('who would not see the conversation is said before the note is saved, and told nothing', async () => {
    const conversation = await desk.write('In the closed inbox', randomUUID(), closed.id);
    const { agents, teams } = (await well(desk.anna.get(`/api/conversations/${conversation}/colleagues`))) as unknown as ColleaguesReply;
    expect(Object.fromEntries(agents.map((one) => [one.id, one.sees]))).toEqual({ [desk.annaId]: true, [boris.id]: false, [chiara.id]: true });
    expect(teams).toEqual([{ id: team, sees: true }]);
    const text = '@Boris, do you know this one?';
    const mentions = [calling(text, 'Boris', { agent: boris.id })];
    const before = (await bell(boris.browser)).length;
    const answer = await note(conversation, text, mentions);
    expect([answer.status, answer.body['code'], (answer.body['values'] as { names: string }).names]).toEqual([409, 'mentioned-cannot-see', expect.stringMatching(/^Person/)]);
    expect((await open(desk.anna, conversation)).messages).toHaveLength(1);
    await well(note(conversation, text, mentions, { anyway: true }));
    expect((await bell(boris.browser)).length).toBe(before);
    expect((await open(desk.anna, conversation)).messages).toHaveLength(2);
    await refused(boris.browser.get(`/api/conversations/${conversation}/colleagues`), 404, 'not-found');
  });

  test('handing over gives the conversation, the story and the promises in one change', async () => {
    const conversation = await desk.write('My order 55871 is late, when will it come?');
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'I will write to you tomorrow at 12:00.', version: 99 }));
    expect((await open(desk.anna, conversation)).commitments).toMatchObject([{ agent: desk.annaId }]);
    const text = '@Boris, the customer waits for order 55871.';
    const body = { id: randomUUID(), agent: boris.id, text, mentions: [calling(text, 'Boris', { agent: boris.id })], promises: true };
    const before = (await bell(boris.browser)).length;
    const kinds = await telling(desk.anna, async () => well(desk.anna.post(`/api/conversations/${conversation}/hand-over`, body)));
    expect(kinds.toSorted()).toEqual(['commitment-handed-over', 'conversation-assigned', 'note-added']);
    const after = await open(boris.browser, conversation);
    expect(after.conversation.assignee).toBe(boris.id);
    expect(after.messages.at(-1)).toMatchObject({ direction: 'note', text, mentions: body.mentions, author: { id: desk.annaId } });
    expect(after.commitments).toMatchObject([{ agent: boris.id }]);
    // Told once, and of the story.
    expect((await bell(boris.browser)).slice(0, -before || undefined)).toMatchObject([{ kind: 'conversation-assigned', message: body.id, data: { by: desk.annaId } }]);
    await well(desk.anna.post(`/api/conversations/${conversation}/hand-over`, body));
    expect((await open(desk.anna, conversation)).messages).toHaveLength(3);
  });

  test('a hand-over that cannot be whole is none; promises stay where that is wished', async () => {
    const conversation = await desk.write('Please help with my return');
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'I will call you tomorrow at 10:00.', version: 99 }));
    const before = await open(desk.anna, conversation);
    const hand = (more: object) => desk.anna.post(`/api/conversations/${conversation}/hand-over`, { id: randomUUID(), agent: boris.id, text: 'The story', ...more });
    await refused(hand({ agent: randomUUID() }), 400, 'input-wrong', 'agent');
    await refused(hand({ text: ' ' }), 400, 'input-wrong', 'text');
    await refused(hand({ mentions: [{ start: 0, end: 3, agent: randomUUID(), team: null }] }), 400, 'input-wrong', 'mentions');
    const unchanged = await open(desk.anna, conversation);
    expect([unchanged.conversation.assignee, unchanged.messages.length, unchanged.commitments[0]!.agent]).toEqual([before.conversation.assignee, 2, desk.annaId]);
    await well(hand({ promises: false }));
    expect((await open(desk.anna, conversation)).commitments).toMatchObject([{ agent: desk.annaId }]);
  });

  test('whoever gets a conversation of a closed inbox sees it from then on', async () => {
    const conversation = await desk.write('From the closed inbox', randomUUID(), closed.id);
    await refused(boris.browser.get(`/api/conversations/${conversation}`), 404, 'not-found');
    const text = '@Boris, yours.';
    await well(desk.anna.post(`/api/conversations/${conversation}/hand-over`, { id: randomUUID(), agent: boris.id, text, mentions: [calling(text, 'Boris', { agent: boris.id })] }));
    expect((await open(boris.browser, conversation)).messages.at(-1)!.text).toBe(text);
  });

  test('what was not looked at is not closed by mistake', async () => {
    const visitor = randomUUID();
    const conversation = await desk.write('First', visitor);
    const { version } = (await open(desk.anna, conversation)).conversation;
    await desk.write('Wait, one more thing', visitor);
    await refused(desk.anna.post(`/api/conversations/${conversation}/close`, { version }), 409, 'answered-meanwhile', 'version');
    expect((await open(desk.anna, conversation)).conversation.state.is).toBe('open');
    // Assigning and tagging are no words.
    const seen = (await open(desk.anna, conversation)).conversation.version;
    await act(desk.anna, conversation, 'tags', { add: ['late'] });
    await act(desk.anna, conversation, 'close', { version: seen });
    await act(desk.anna, conversation, 'reopen');
    await act(desk.anna, conversation, 'close', { version, anyway: true });
    await act(desk.anna, conversation, 'reopen');
    await act(desk.anna, conversation, 'close');
    expect((await open(desk.anna, conversation)).conversation.state.is).toBe('closed');
  });
});
