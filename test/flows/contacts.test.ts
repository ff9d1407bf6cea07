// change-contact, block-contact and unblock-contact, through HTTP.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactView } from '../../src/contract/views.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, open, refused, silent, startAgentsDesk, telling, tellingEvents, well } from './agents-desk.ts';
import type { Browser } from '../setup/client.ts';

describe.each(databaseKinds())('contacts on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());
  const somebody = async (): Promise<{ visitor: string; conversation: string; contact: string }> => {
    const visitor = randomUUID();
    const conversation = await desk.write('Hello, it is me.', visitor);
    return { visitor, conversation, contact: (await open(anna, conversation)).contact.id };
  };
  const contactOf = async (contact: string) => (await well(anna.get(`/api/contacts/${contact}`))) as unknown as ContactView;

  test('name, language, time zone and attributes; what is left out stays', async () => {
    const { contact, conversation } = await somebody();
    expect(await telling(anna, () => well(anna.patch(`/api/contacts/${contact}`, { name: ' Мария Росси 🌷 ', language: 'ru', timeZone: 'Europe/Moscow', attributes: { 'order no': '1042', 'очень\u0000': '\uD800' } })))).toEqual(['contact-changed']);
    expect(await contactOf(contact)).toMatchObject({ name: 'Мария Росси 🌷', language: 'ru', timeZone: 'Europe/Moscow', attributes: { 'order no': '1042', 'очень\uFFFD': '\uFFFD' }, version: 2 });
    expect((await open(anna, conversation)).conversation.contact.name).toBe('Мария Росси 🌷');
    await well(anna.patch(`/api/contacts/${contact}`, { attributes: {} }));
    expect(await contactOf(contact)).toMatchObject({ name: 'Мария Росси 🌷', attributes: {} });
    await well(anna.patch(`/api/contacts/${contact}`, { name: '  ', language: null, timeZone: null }));
    expect(await contactOf(contact)).toMatchObject({ name: null, language: null, timeZone: null });
    await silent(anna, () => well(anna.patch(`/api/contacts/${contact}`, {})));
  });

  test.each([
    ['a language that is a sentence', { language: 'Italian, mostly' }, 'language'],
    ['a time zone that there is not', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, 'name'],
    ['a name that is a number', { name: 7 }, 'name'],
    ['an attribute without a name', { attributes: { ' ': 'x' } }, 'attributes'],
    ['101 attributes', { attributes: Object.fromEntries(Array.from({ length: 101 }, (_none, index) => [`a${index}`, 'x'])) }, 'attributes'],
    ['an attribute that is a list', { attributes: { orders: [1, 2] } }, 'attributes.orders'],
  ])('%s is refused by name', async (_what, body, field) => {
    const { contact } = await somebody();
    await silent(anna, () => refused(anna.patch(`/api/contacts/${contact}`, body), 400, 'input-wrong', field));
  });

  test('preferences: what is left out stays, null is forgotten, and what makes no sense is refused by name', async () => {
    const { contact, conversation } = await somebody();
    expect((await contactOf(contact)).preferences).toEqual({ channel: null, quiet: null, address: null, title: null });
    expect(await telling(anna, () => well(anna.patch(`/api/contacts/${contact}`, { preferences: { channel: 'email', quiet: { from: '21:00', to: '09:00' }, address: 'formal', title: ' Avvocato\u0000 ' } })))).toEqual(['contact-changed']);
    await well(anna.patch(`/api/contacts/${contact}`, { preferences: { channel: null } }));
    expect((await open(anna, conversation)).contact.preferences).toEqual({ channel: null, quiet: { from: '21:00', to: '09:00' }, address: 'formal', title: 'Avvocato\uFFFD' });
    await silent(anna, async () => {
      await well(anna.patch(`/api/contacts/${contact}`, { preferences: {} }));
      const change = async (preferences: unknown) => anna.patch(`/api/contacts/${contact}`, { preferences });
      await refused(change({ quiet: { from: '9:00', to: '21:00' } }), 400, 'input-wrong', 'preferences.quiet.from');
      await refused(change({ quiet: { from: '21:00', to: '24:00' } }), 400, 'input-wrong', 'preferences.quiet.to');
      await refused(change({ quiet: { from: '21:00', to: '21:00' } }), 400, 'input-wrong', 'preferences.quiet');
      await refused(change({ address: 'royal' }), 400, 'input-wrong', 'preferences.address');
      await refused(change({ title: 'x'.repeat(101) }), 400, 'input-wrong', 'preferences.title');
      await refused(change('none'), 400, 'input-wrong', 'preferences');
    });
  });

  test('moods: of what they wrote themselves, oldest first, as far as the viewer may see it', async () => {
    const { visitor, conversation, contact } = await somebody();
    await desk.write('I am furious, this is outrageous!', visitor);
    const moods = async (browser = anna) => (await well(browser.get(`/api/contacts/${contact}/moods`)))['moods'] as readonly { readonly mood: string; readonly intensity: number; readonly conversation: string }[];
    expect(await moods()).toMatchObject([{ mood: 'neutral', intensity: 0, conversation }, { mood: 'anger', conversation }]);
    expect((await moods())[1]!.intensity).toBeGreaterThan(0);
    const team = await well(anna.post('/api/teams', { name: `Few ${randomUUID()}` }));
    const agent = await joinAs(desk, 'agent');
    expect(await moods(agent.browser)).toHaveLength(2);
    await well(anna.patch(`/api/inboxes/${desk.chat.id}`, { teams: [team['id']] }));
    await refused(agent.browser.get(`/api/contacts/${contact}/moods`), 404, 'not-found');
    await well(anna.patch(`/api/inboxes/${desk.chat.id}`, { teams: [] }));
  });

  test('a plain agent\'s screens hear of a changed contact too', async () => {
    const agent = await joinAs(desk, 'agent');
    const { contact } = await somebody();
    const [event] = await tellingEvents(agent.browser, () => well(anna.patch(`/api/contacts/${contact}`, { name: 'Told' })));
    expect(event?.views.contacts).toMatchObject([{ id: contact, name: 'Told' }]);
  });

  test('blocked: what is open becomes spam, nothing can be answered, what comes is kept there', async () => {
    const { visitor, conversation, contact } = await somebody();
    await act(anna, conversation, 'close');
    const again = await desk.write('Again', visitor);
    expect(again).toBe(conversation);
    expect(await telling(anna, () => well(anna.post(`/api/contacts/${contact}/block`)))).toEqual(['contact-blocked', 'conversation-closed']);
    expect((await contactOf(contact)).blockedAt).not.toBeNull();
    expect((await open(anna, conversation)).conversation).toMatchObject({ state: { is: 'closed', because: 'spam' }, waitingSince: null });
    await silent(anna, () => well(anna.post(`/api/contacts/${contact}/block`)));
    await desk.write('You cannot silence me', visitor);
    const spam = await open(anna, conversation);
    expect(spam.conversation).toMatchObject({ state: { is: 'closed', because: 'spam' }, messageCount: 3 });
    expect(spam.messages.at(-1)?.text).toBe('You cannot silence me');
    await silent(anna, () => refused(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'no', version: spam.conversation.version, anyway: true }), 409, 'contact-blocked'));

    expect(await telling(anna, () => well(anna.post(`/api/contacts/${contact}/unblock`)))).toEqual(['contact-unblocked']);
    await silent(anna, () => well(anna.post(`/api/contacts/${contact}/unblock`)));
    expect((await open(anna, conversation)).conversation.state).toMatchObject({ is: 'closed', because: 'spam' });
    const reopened = await act(anna, conversation, 'reopen');
    await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'Welcome back', version: reopened.version }));
    await desk.write('Thanks', visitor);
    expect((await open(anna, conversation)).conversation.state).toEqual({ is: 'open' });
  });

  test('what was closed before stays as it was closed', async () => {
    const { conversation, contact } = await somebody();
    await act(anna, conversation, 'close', { because: 'no answer' });
    expect(await telling(anna, () => well(anna.post(`/api/contacts/${contact}/block`)))).toEqual(['contact-blocked']);
    expect((await open(anna, conversation)).conversation.state).toMatchObject({ is: 'closed', because: 'no answer' });
  });

  test('a contact who writes and is blocked at the same moment is left in one piece', async () => {
    const { visitor, conversation, contact } = await somebody();
    await Promise.all([well(anna.post(`/api/contacts/${contact}/block`)), desk.write('now', visitor)]);
    expect((await open(anna, conversation)).conversation).toMatchObject({ state: { is: 'closed', because: 'spam' }, messageCount: 2 });
  });

  test('their conversations, as far as the viewer may see them', async () => {
    const team = await well(anna.post('/api/teams', { name: 'Few' }));
    const few = await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Few', config: { teamName: 'Lumen' }, teams: [team['id']] }));
    const agent = await joinAs(desk, 'agent');
    const { visitor, conversation, contact } = await somebody();
    const hidden = await desk.write('inside', visitor, String(few['id']));
    const ids = async (browser: Browser, query = '') => ((await well(browser.get(`/api/contacts/${contact}/conversations${query}`)))['conversations'] as { id: string }[]).map((one) => one.id);
    expect(await ids(anna)).toEqual([hidden, conversation]);
    expect(await ids(anna, '?limit=1')).toEqual([hidden]);
    expect(await ids(agent.browser)).toEqual([conversation]);
    expect((await list(agent.browser, { view: 'all', contact })).map((one) => one.id)).toEqual([conversation]);
    // Somebody known from a hidden inbox only is nobody.
    const stranger = await desk.write('inside only', randomUUID(), String(few['id']));
    const unknown = (await open(anna, stranger)).contact.id;
    await refused(agent.browser.get(`/api/contacts/${unknown}`), 404, 'not-found');
    await refused(agent.browser.post(`/api/contacts/${unknown}/block`), 404, 'not-found');
    await refused(anna.get(`/api/contacts/${randomUUID()}`), 404, 'not-found');
    await refused(anna.get(`/api/contacts/${contact}/conversations?cursor=x`), 400, 'input-wrong', 'cursor');
  });
});
