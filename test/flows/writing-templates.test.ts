// create-template, change-template, remove-template and add-shipped-templates, through HTTP; and a template filled for a conversation.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TemplateView } from '../../src/contract/writing.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, open, refused, startAgentsDesk, well } from './agents-desk.ts';

const words = { language: 'en', name: 'Lamp on its way', text: '{greeting}\n\nYour lamp[ from order {order}] leaves {promise}.' } as const;

describe.each(databaseKinds())('templates on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let agent: Awaited<ReturnType<typeof joinAs>>;
  let other: Awaited<ReturnType<typeof joinAs>>;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
    agent = await joinAs(desk, 'agent');
    other = await joinAs(desk, 'lead');
  });
  afterAll(() => desk?.stop());

  const listed = async (browser: Browser) => (await well(browser.get('/api/templates')))['templates'] as TemplateView[];
  const create = async (browser: Browser, more: object = {}) => (await well(browser.post('/api/templates', { ...words, ...more }))) as unknown as TemplateView;
  const since = async (browser: Browser, cursor: unknown) => ((await well(browser.get(`/api/events?since=${String(cursor)}`)))['events'] as { kind: string; data: object }[]).map((event) => event.kind);
  const cursor = async () => (await well(anna.get('/api/snapshot')))['cursor'];

  test('a new workspace begins with the whole set, in every language, and it is everybody\'s', async () => {
    const all = await listed(agent.browser);
    expect(all.length).toBe(desk.desk.writing.templates.length);
    expect(new Set(all.map((one) => one.language))).toEqual(new Set(['en', 'it', 'ru', 'zh']));
    expect(all.every((one) => one.owner === null && one.origin !== null && one.version === 1)).toBe(true);
  });

  test('what was changed stays, and what was removed can be had again', async () => {
    const [changed, removed] = (await listed(anna)).filter((one) => one.language === 'it');
    expect(((await well(anna.patch(`/api/templates/${changed!.id}`, { text: 'Buongiorno!', version: 1 }))) as unknown as TemplateView)).toMatchObject({ text: 'Buongiorno!', version: 2, origin: changed!.origin });
    await well(anna.remove(`/api/templates/${removed!.id}`));
    await refused(agent.browser.post('/api/templates/shipped', {}), 403, 'not-allowed');
    expect(await well(other.browser.post('/api/templates/shipped', {}))).toMatchObject({ added: 1 });
    expect(await well(other.browser.post('/api/templates/shipped', {}))).toMatchObject({ added: 0 });
    const after = await listed(anna);
    expect(after.find((one) => one.id === changed!.id)?.text).toBe('Buongiorno!');
    expect(after.filter((one) => one.language === 'it' && one.origin === removed!.origin)).toHaveLength(1);
  });

  test('one\'s own is seen, changed and removed by oneself alone, and only one\'s own screens are told', async () => {
    const before = await cursor();
    const own = await create(agent.browser, { situation: 'anxious', topic: 'Lamps', shortcut: 'lamp' });
    expect(own).toMatchObject({ owner: agent.id, situation: 'anxious', topic: 'Lamps', shortcut: 'lamp', origin: null, version: 1 });
    expect(await since(agent.browser, before)).toEqual(['template-changed']);
    expect(await since(other.browser, before)).toEqual([]);
    expect((await listed(other.browser)).map((one) => one.id)).not.toContain(own.id);
    for (const browser of [anna, other.browser]) {
      await refused(browser.patch(`/api/templates/${own.id}`, { name: 'Mine now' }), 404, 'not-found');
      await refused(browser.remove(`/api/templates/${own.id}`), 404, 'not-found');
    }
    expect(await well(agent.browser.patch(`/api/templates/${own.id}`, { name: 'Renamed' }))).toMatchObject({ name: 'Renamed', text: own.text, version: 2 });
    await well(agent.browser.remove(`/api/templates/${own.id}`));
    expect(await since(agent.browser, before)).toEqual(['template-changed', 'template-changed', 'template-removed']);
    expect(await since(other.browser, before)).toEqual([]);
  });

  test('what everybody uses is kept by leads', async () => {
    await refused(agent.browser.post('/api/templates', { ...words, shared: true }), 403, 'not-allowed');
    const shared = await create(other.browser, { shared: true });
    await refused(agent.browser.patch(`/api/templates/${shared.id}`, { name: 'Mine' }), 403, 'not-allowed');
    await refused(agent.browser.remove(`/api/templates/${shared.id}`), 403, 'not-allowed');
    const before = await cursor();
    await well(anna.patch(`/api/templates/${shared.id}`, { name: 'For all of us' }));
    await well(anna.patch(`/api/templates/${shared.id}`, { name: 'For all of us' }));
    expect(await since(agent.browser, before)).toEqual(['template-changed']);
    await refused(anna.patch(`/api/templates/${shared.id}`, { name: 'Late', version: 1 }), 409, 'changed-meanwhile');
  });

  test('a slip in a place\'s name, and every other wrong input, is named at its field', async () => {
    await refused(anna.post('/api/templates', { ...words, text: 'Dear {first_name}' }), 400, 'input-wrong', 'text');
    const one = await create(anna);
    await refused(anna.patch(`/api/templates/${one.id}`, { text: 'Dear {oder}' }), 400, 'input-wrong', 'text');
    await refused(anna.post('/api/templates', { ...words, name: ' ', text: '' }), 400, 'input-wrong', 'name', 'text');
    await refused(anna.post('/api/templates', { ...words, language: 'Klingon!', situation: 'hungry' }), 400, 'input-wrong', 'language', 'situation');
    await refused(anna.post('/api/templates', { ...words, text: 'x'.repeat(20_001) }), 400, 'input-wrong', 'text');
    await refused(anna.patch(`/api/templates/${randomUUID()}`, { name: 'x' }), 404, 'not-found');
    await refused(anna.remove('/api/templates/none'), 404, 'not-found');
    expect(((await well(anna.post('/api/templates', { ...words, name: 'zero\u0000 and \ud800', text: 'a\u0000b' }))) as unknown as TemplateView).text).not.toContain('\u0000');
  });

  test('is filled for a conversation: order from the customer\'s words, time by the customer\'s clock, name in its form', async () => {
    const conversation = await desk.write('Where is my order 771204? I am worried.');
    const { contact } = await open(anna, conversation);
    await well(anna.patch(`/api/contacts/${contact.id}`, { name: 'Ms Helen Reed', timeZone: 'Europe/Rome' }));
    const template = await create(anna, { text: '{greeting} {name}, {agent}, {number}[, order {order}]. [what now]' });
    const filled = (await well(anna.get(`/api/conversations/${conversation}/templates/${template.id}`))) as { text: string; gaps: { start: number; end: number }[]; hints: object[] };
    const { number } = (await open(anna, conversation)).conversation;
    expect(filled.text).toBe(`Hello Ms Reed, Ms Reed, Anna Ferri, ${number}, order 771204. [what now]`);
    expect(filled.gaps.map((gap) => filled.text.slice(gap.start, gap.end))).toEqual(['[what now]']);
    const hidden = await create(agent.browser);
    await refused(anna.get(`/api/conversations/${conversation}/templates/${hidden.id}`), 404, 'not-found');
    await refused(anna.get(`/api/conversations/${conversation}/templates/x`), 404, 'not-found');
  });

  test('the forms of address come with the desk', async () => {
    const forms = (await well(anna.get('/api/address-forms')))['forms'] as Record<string, { greeting: { named: string } }>;
    expect(forms['it']?.greeting.named).toBe('Gentile {name},');
  });
});
