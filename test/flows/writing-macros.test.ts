// create-macro, change-macro, remove-macro, run-macro (with macro-situation and fill-words) and undo-macro, through HTTP: all or nothing, and back.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DraftView } from '../../src/contract/draft.ts';
import type { MacroEffect, MacroRunReply, MacroStep, MacroView } from '../../src/contract/macro.ts';
import type { ConversationView, NotificationView } from '../../src/contract/views.ts';
import { runMacro } from '../../src/operations/run-macro.ts';
import { undoMacro } from '../../src/operations/undo-macro.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Written } from './agents-desk.ts';
import { act, joinAs, open, refused, silent, telling, tellingEvents, well, whereSomebodyWrites } from './agents-desk.ts';

describe.each(databaseKinds())('macros on %s', (kind) => {
  let { desk, anna, visitor, conversation } = {} as Written;
  whereSomebodyWrites(kind, 'You charged me twice for order 55812! Where is my money?', (now) => ({ desk, anna, visitor, conversation } = now));

  const make = async (steps: readonly MacroStep[], more: object = {}, browser = anna) => (await well(browser.post('/api/macros', { name: 'Refund', shared: browser === anna, steps, ...more }))) as unknown as MacroView;
  const at = (macro: string) => `/api/conversations/${conversation}/macros/${macro}`;
  const run = async (macro: string, more: object = {}, browser = anna) => (await well(browser.post(at(macro), { run: randomUUID(), ...more }))) as unknown as MacroRunReply;
  const undo = async (id: string, browser = anna) => (await well(browser.post(`/api/conversations/${conversation}/macro-runs/${id}/undo`))) as unknown as ConversationView;
  const preview = async (macro: string, browser = anna) => (await well(browser.get(at(macro))))['effects'] as readonly MacroEffect[];
  const draft = async (browser = anna) => ((await well(browser.get(`/api/conversations/${conversation}/drafts`)))['drafts'] as DraftView[])[0]?.content;
  /** Everything that an undo must give back; versions count on. */
  const shape = async () => {
    const { conversation: one, messages, commitments } = await open(anna, conversation);
    const { version: _version, ...rest } = one;
    return { ...rest, messages, commitments };
  };
  const kinds = async (from: () => Promise<unknown>) => (await tellingEvents(anna, from)).filter((event) => event.conversation === conversation).map((event) => event.kind);
  const whole = (agent: string): MacroStep[] => [
    { do: 'insert-text', text: 'Hello {name},\n\nyou get the money for order {order} back.' }, { do: 'add-tags', tags: ['refund', 'Billing'] }, { do: 'remove-tags', tags: ['new'] },
    { do: 'assign', agent }, { do: 'note', text: 'Refund asked for, order {order}.' }, { do: 'snooze', until: { days: 1, at: '09:00' } },
  ];

  test('does all of its steps in one change, and taking it back leaves the conversation as it was', async () => {
    const { id: olga, browser: olgas } = await joinAs(desk, 'agent');
    await act(anna, conversation, 'tags', { add: ['new', 'vip'], remove: [] });
    const before = await shape();
    const macro = await make(whole(olga));
    const id = randomUUID();
    let reply!: MacroRunReply;
    expect(await kinds(async () => (reply = await run(macro.id, { run: id })))).toEqual(['macro-run', 'conversation-tagged', 'conversation-assigned', 'note-added', 'conversation-snoozed']);
    expect(reply.words?.text).toContain('order 55812 back');
    const after = await open(anna, conversation);
    expect(after.conversation).toMatchObject({ tags: ['Billing', 'refund', 'vip'], assignee: olga, state: { is: 'snoozed' }, messageCount: 2 });
    expect(after.messages.at(-1)).toMatchObject({ direction: 'note', text: 'Refund asked for, order 55812.' });
    expect(after.history.entries.find((entry) => entry.kind === 'macro-run')?.data).toEqual({ run: id, name: 'Refund' });
    const until = (after.conversation.state as { readonly until: string }).until;
    expect(new Date(until).toLocaleString('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit' })).toBe('09:00');
    // Nothing went to the customer, and nothing is on its way.
    expect(after.messages.filter((message) => message.direction === 'out')).toEqual([]);
    expect((Object.values((await well(olgas.get('/api/snapshot')))['notifications'] as Record<string, NotificationView>)).map((one) => one.kind)).toContain('conversation-assigned');

    expect(await kinds(() => undo(id))).toEqual(['macro-undone', 'conversation-assigned', 'conversation-tagged', 'conversation-reopened']);
    expect(await shape()).toEqual(before);
    await silent(anna, () => undo(id));
  });

  test('the same run twice is one; another macro under its id is refused', async () => {
    const macro = await make([{ do: 'note', text: 'once' }, { do: 'insert-text', text: 'Hello' }]);
    const id = randomUUID();
    const first = await run(macro.id, { run: id });
    await silent(anna, async () => expect(await run(macro.id, { run: id })).toEqual(first));
    expect((await open(anna, conversation)).messages.filter((message) => message.direction === 'note').length).toBe(1);
    const other = await make([{ do: 'open' }]);
    await refused(anna.post(at(other.id), { run: id }), 400, 'input-wrong', 'run');
  });

  test('shows before what it will do, and does nothing at all where one step cannot be done', async () => {
    const { id: olga } = await joinAs(desk, 'agent');
    const macro = await make([{ do: 'add-tags', tags: ['refund'] }, { do: 'note', text: 'note' }, { do: 'assign', agent: olga }, { do: 'close', because: 'solved' }]);
    expect((await preview(macro.id)).map((effect) => [effect.do, effect.already, effect.obstacle])).toEqual([['add-tags', false, null], ['note', false, null], ['assign', false, null], ['close', false, null]]);
    await well(anna.patch(`/api/agents/${olga}`, { active: false }));
    expect((await preview(macro.id))[2]!.obstacle).toMatchObject({ code: 'macro-agent-off', values: { step: 3 } });
    const before = await shape();
    await silent(anna, () => refused(anna.post(at(macro.id), { run: randomUUID() }), 409, 'macro-agent-off', 'step', 'name'));
    expect(await shape()).toEqual(before);
  });

  test('a team or template that is gone, a blocked customer and an archived inbox are told in their own words', async () => {
    const team = String((await well(anna.post('/api/teams', { name: `Night ${randomUUID()}`, members: [] })))['id']);
    const template = String((await well(anna.post('/api/templates', { language: 'en', name: 'Refund', text: '{greeting}', shared: true })))['id']);
    const toTeam = await make([{ do: 'assign-team', team }]);
    const withTemplate = await make([{ do: 'insert-template', template }]);
    expect((await run(withTemplate.id)).words?.text).toBe('Hello,');
    await well(anna.remove(`/api/teams/${team}`));
    await well(anna.remove(`/api/templates/${template}`));
    await refused(anna.post(at(toTeam.id), { run: randomUUID() }), 409, 'macro-team-gone', 'step');
    await refused(anna.post(at(withTemplate.id), { run: randomUUID() }), 409, 'macro-template-gone', 'step');
    const words = await make([{ do: 'close', because: 'no answer' }, { do: 'insert-text', text: 'Bye' }]);
    const { contact } = await open(anna, conversation);
    await well(anna.post(`/api/contacts/${contact.id}/block`, {}));
    await refused(anna.post(at(words.id), { run: randomUUID() }), 409, 'contact-blocked');
    expect((await open(anna, conversation)).conversation.state).toMatchObject({ because: 'spam' });
    await well(anna.post(`/api/contacts/${contact.id}/unblock`, {}));
    const inbox = String((await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Old shop', config: { teamName: 'Lumen' } })))['id']);
    conversation = await desk.write('Hello?', randomUUID(), inbox);
    await well(anna.remove(`/api/inboxes/${inbox}`));
    await refused(anna.post(at(words.id), { run: randomUUID() }), 409, 'inbox-archived');
    await run((await make([{ do: 'close', because: 'no answer' }])).id);
  });

  test('an undo leaves what somebody has decided since', async () => {
    const { id: olga } = await joinAs(desk, 'agent');
    const macro = await make([{ do: 'add-tags', tags: ['refund'] }, { do: 'assign', agent: 'me' }, { do: 'close', because: 'solved' }]);
    const { run: id } = await run(macro.id);
    expect((await open(anna, conversation)).conversation).toMatchObject({ assignee: desk.annaId, waitingSince: null });
    await act(anna, conversation, 'assign', { agent: olga });
    await desk.write('And one more thing!', visitor);
    const now = await undo(id);
    expect(now).toMatchObject({ assignee: olga, tags: [], state: { is: 'open' } });
    expect(now.waitingSince).not.toBeNull();
  });

  test('words go into the draft behind what is there, when many are done at once, and are taken out again', async () => {
    const { browser, id: olga } = await joinAs(desk, 'agent');
    const macro = await make([{ do: 'insert-text', text: 'You get it back.' }]);
    await well(browser.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'reply', device: 'x', content: { id: randomUUID(), text: 'Hello, ' } }));
    const first = await run(macro.id, { words: 'draft' }, browser);
    expect((await draft(browser))?.text).toBe('Hello,\n\nYou get it back.');
    expect(await draft()).toBeUndefined();
    await undo(first.run, browser);
    expect((await draft(browser))?.text).toBe('Hello, ');
    const second = await run(macro.id, { words: 'draft' });
    expect((await draft())?.text).toBe('You get it back.');
    await undo(second.run);
    expect(await draft()).toBeUndefined();
    const third = await run(macro.id, { words: 'draft' });
    const { id, version } = (await draft())!;
    await well(anna.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'reply', device: 'y', content: { id, version, text: 'You get it back. Really.' } }));
    await undo(third.run);
    expect((await draft())?.text).toBe('You get it back. Really.');
    // As whoever does many at once calls it.
    const who = { workspace: desk.workspace, actor: { kind: 'agent', id: olga }, viewer: { kind: 'agent', id: olga, role: 'agent', teams: [] } } as const;
    const own = randomUUID();
    expect((await runMacro(desk.desk, who, { macro: macro.id, conversation, run: own, words: 'draft' }))?.text).toBe('You get it back.');
    await undoMacro(desk.desk, who, conversation, own);
  });

  test('may be somebody\'s own or everybody\'s; only leads keep what is everybody\'s; only who ran it or a lead takes it back', async () => {
    const [one, two] = [await joinAs(desk, 'agent'), await joinAs(desk, 'agent')];
    const own = await make([{ do: 'assign', agent: 'me' }], { name: 'Mine' }, one.browser);
    expect(own).toMatchObject({ owner: one.id, version: 1, shortcut: '' });
    const seen = async (browser: Browser) => ((await well(browser.get('/api/macros')))['macros'] as MacroView[]).map((macro) => macro.id);
    expect([(await seen(one.browser)).includes(own.id), (await seen(two.browser)).includes(own.id), (await seen(anna)).includes(own.id)]).toEqual([true, false, false]);
    await refused(two.browser.post(at(own.id), { run: randomUUID() }), 404, 'not-found');
    await refused(two.browser.patch(`/api/macros/${own.id}`, { name: 'x' }), 404, 'not-found');
    await refused(one.browser.post('/api/macros', { name: 'x', steps: [{ do: 'open' }], shared: true }), 403, 'not-allowed');
    const shared = await make([{ do: 'assign', agent: 'me' }]);
    await refused(one.browser.remove(`/api/macros/${shared.id}`), 403, 'not-allowed');
    const ran = await run(shared.id, {}, one.browser);
    await refused(two.browser.post(`/api/conversations/${conversation}/macro-runs/${ran.run}/undo`), 403, 'not-allowed');
    await well(anna.remove(`/api/macros/${shared.id}`));
    expect((await undo(ran.run)).assignee).toBeNull();
  });

  test('is changed against the newest version only, tells screens of it, and refuses what cannot stand', async () => {
    const macro = await make([{ do: 'open' }]);
    expect(await anna.patch(`/api/macros/${macro.id}`, { name: 'Reopen', version: 1 })).toMatchObject({ status: 200, body: { version: 2, name: 'Reopen' } });
    await refused(anna.patch(`/api/macros/${macro.id}`, { name: 'Else', version: 1 }), 409, 'changed-meanwhile');
    await silent(anna, () => well(anna.patch(`/api/macros/${macro.id}`, { name: 'Reopen', steps: [{ do: 'open' }] })));
    const wrong = (steps: unknown) => anna.post('/api/macros', { name: 'x', steps });
    await refused(wrong([]), 400, 'input-wrong', 'steps');
    await refused(wrong([{ do: 'close', because: 'solved' }, { do: 'open' }]), 400, 'input-wrong', 'steps.1');
    await refused(wrong([{ do: 'insert-text', text: '{oder}' }]), 400, 'input-wrong', 'steps.0.text');
    for (const step of [{ do: 'send' }, { do: 'snooze', until: { hours: 0 } }, { do: 'snooze', until: { days: 1, at: '25:00' } }, { do: 'assign', agent: 'x' }, { do: 'add-tags', tags: [] }, { do: 'insert-text', text: ' ' }, { do: 'open', more: 1 }]) {
      expect((await wrong([step])).status, JSON.stringify(step)).toBe(400);
    }
    expect(await telling(anna, () => act(anna, conversation, 'assign', { agent: desk.annaId }))).toEqual(['conversation-assigned']);
  });

  test('key points of a conversation say where they come from, and what to say to the customer', async () => {
    await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'I will write to you tomorrow by 12:00.', version: (await open(anna, conversation)).conversation.version }));
    await desk.write('And who pays for the phone call?', visitor);
    const { messages, commitments } = await open(anna, conversation);
    const points = await well(anna.get(`/api/conversations/${conversation}/key-points`));
    expect(points).toMatchObject({
      said: 2, lastWords: { message: messages.at(-1)!.id }, problem: { message: expect.any(String) }, facts: [{ kind: 'order', value: '55812', message: messages[0]!.id }],
      asks: [{ text: 'Where is my money?', answered: true }, { text: 'And who pays for the phone call?', answered: false }], promises: [{ commitment: commitments[0]!.id, message: messages[1]!.id, missed: false }], words: { language: 'en' },
    });
    const { text } = points['words'] as { readonly text: string };
    for (const part of ['You asked: “Where is my money?”', 'order number 55812', 'tomorrow by 12:00', 'Still to be answered: “And who pays']) expect(text).toContain(part);
  });

  test('a machine runs those of everybody, but is nobody that something can be given to', async () => {
    const { value } = (await well(anna.post('/api/service-tokens', { name: 'robot', role: 'agent', scopes: ['read', 'write'] }))) as { readonly value: string };
    const ask = (macro: string) => fetch(`${desk.address}${at(macro)}`, { method: 'POST', headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' }, body: JSON.stringify({ run: randomUUID() }) });
    expect((await ask((await make([{ do: 'add-tags', tags: ['robot'] }, { do: 'note', text: 'by a machine' }])).id)).status).toBe(200);
    expect((await open(anna, conversation)).conversation.tags).toEqual(['robot']);
    expect((await ask((await make([{ do: 'assign', agent: 'me' }])).id)).status).toBe(403);
  });
});
