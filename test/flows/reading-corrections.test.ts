// People correct what was read in a customer's words (correct-reading): the engine's reading stays, theirs counts everywhere until
// it is taken back (withdraw-correction).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportedCorrection } from '../../src/contract/correction.ts';
import type { SearchReply } from '../../src/contract/finding.ts';
import type { MessageView } from '../../src/contract/views.ts';
import { indexSearch } from '../../src/operations/index-search.ts';
import { countByTally } from '../../src/store/conversation-tally.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, open, refused, silent, startAgentsDesk, telling, tellingEvents, well } from './agents-desk.ts';

const furious = 'I am furious! You charged me twice and nobody answers me. When do I get my money back?';

describe.each(databaseKinds())('corrections of readings on %s', (kind) => {
  let desk: AgentsDesk;
  let agent: Browser;
  let agentId: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    const joined = await joinAs(desk, 'agent');
    agent = joined.browser;
    agentId = joined.id;
  });
  afterAll(() => desk?.stop());

  const correct = async (message: string, field: string, value: unknown, id: string = randomUUID(), browser = agent) =>
    (await well(browser.post(`/api/messages/${message}/corrections`, { id, correction: { field, value } }))) as unknown as MessageView;
  const takeBack = async (message: string, id: string, browser = agent) => (await well(browser.remove(`/api/messages/${message}/corrections/${id}`))) as unknown as MessageView;
  const begun = async (text: string, visitor = randomUUID()) => {
    const conversation = await desk.write(text, visitor);
    const { messages } = await open(agent, conversation);
    return { conversation, visitor, message: messages.at(-1)!.id, reading: messages.at(-1)!.reading! };
  };
  const stored = (message: string) => desk.desk.db.selectFrom('reading').select(['value', 'corrected']).where('message', '=', message).executeTakeFirstOrThrow();
  const found = async (query: Record<string, string>) => (await list(agent, query)).map(({ id }) => id);
  const index = async () => {
    while ((await indexSearch(desk.desk)) > 0);
  };

  test('another mood counts on the message, in the list, in filters; the engine\'s own stays; taking it back leaves no trace', async () => {
    const { conversation, message, reading } = await begun(furious);
    expect(reading.mood).toBe('anger');
    const before = await open(agent, conversation);
    const original = JSON.stringify((await stored(message)).value);
    const id = randomUUID();
    const events = await tellingEvents(agent, () => correct(message, 'emotions', [{ value: 'disappointment', intensity: 0.6 }], id));
    expect(events.map((event) => event.kind)).toEqual(['reading-corrected']);
    expect(events[0]).toMatchObject({ actor: { kind: 'agent', id: agentId }, conversation, data: { message, correction: id, field: 'emotions', from: 'anger', to: 'disappointment' } });
    const after = await open(agent, conversation);
    expect(after.messages[0]).toMatchObject({
      reading: { mood: 'disappointment', emotions: [{ value: 'disappointment', intensity: 0.6, probability: 1 }] },
      corrections: [{ id, field: 'emotions', value: [{ value: 'disappointment', intensity: 0.6 }], before: [{ value: 'anger' }], by: { kind: 'agent', id: agentId }, at: expect.any(String) }],
    });
    expect(after.messages[0]!.reading!.emotions[0]!.because.length).toBeGreaterThan(0);
    expect(after.conversation).toMatchObject({ mood: 'disappointment', moodIntensity: expect.closeTo(0.6, 5) });
    expect(after.history.entries.at(-1)).toMatchObject({ kind: 'reading-corrected', data: { field: 'emotions', from: 'anger', to: 'disappointment', message } });
    expect(JSON.stringify((await stored(message)).value)).toBe(original);
    expect(await found({ mood: 'disappointment' })).toContain(conversation);
    expect(await found({ mood: 'anger' })).not.toContain(conversation);

    expect(await telling(agent, () => takeBack(message, id))).toEqual(['correction-withdrawn']);
    const back = await open(agent, conversation);
    expect(back.messages).toEqual(before.messages);
    expect({ ...back.conversation, version: 0 }).toEqual({ ...before.conversation, version: 0 });
    expect(await stored(message)).toMatchObject({ corrected: null });
    expect(await found({ mood: 'anger' })).toContain(conversation);
    await silent(agent, () => takeBack(message, id));
  });

  test('two say different things: the later holds, and under it lies the earlier', async () => {
    const { message } = await begun(furious);
    const [first, second] = [randomUUID(), randomUUID()];
    await correct(message, 'urgency', 'soon', first);
    desk.advance(1_000);
    expect((await correct(message, 'urgency', 'now', second, desk.anna)).corrections).toMatchObject([{ id: second, value: 'now', before: 'none', by: { id: desk.annaId } }]);
    expect((await takeBack(message, second)).corrections).toMatchObject([{ id: first, value: 'soon', by: { id: agentId } }]);
    expect(await takeBack(message, first)).toMatchObject({ corrections: [], reading: { urgency: { value: 'none' } } });
  });

  test('numbers beside views follow: what is counted is what is listed', async () => {
    const { conversation, message } = await begun(furious);
    const counted = async () => (await countByTally(desk.desk.db, desk.workspace, [{ moods: ['sadness'], urgencies: ['now'] }]))[0]!;
    const before = await counted();
    await correct(message, 'emotions', [{ value: 'sadness', intensity: 0.9 }]);
    await correct(message, 'urgency', 'now');
    expect(await counted()).toBe(before + 1);
    const listed = await found({ mood: 'sadness', urgency: 'now' });
    expect(listed).toContain(conversation);
    expect(await counted()).toBe(listed.length);
  });

  test('only the newest words of the customer make the mood of the conversation', async () => {
    const { conversation, visitor, message } = await begun(furious);
    desk.advance(60_000);
    await desk.write('Thank you so much, you saved my day!', visitor);
    expect((await open(agent, conversation)).conversation.mood).toBe('gratitude');
    await correct(message, 'emotions', [{ value: 'sadness', intensity: 0.9 }]);
    const { conversation: shown, messages } = await open(agent, conversation);
    expect([shown.mood, messages[0]!.reading!.mood, messages[1]!.reading!.mood]).toEqual(['gratitude', 'sadness', 'gratitude']);
  });

  test('the moods of a conversation over time follow corrections and leave out machines and notes', async () => {
    const { conversation, visitor, message } = await begun(furious);
    desk.advance(60_000);
    await well(agent.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'It is on its way back to you.', version: 1, anyway: true, then: 'waiting' }));
    await well(agent.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text: 'Looked it up.', attachments: [] }));
    desk.advance(60_000);
    await desk.write('Thank you so much, you saved my day!', visitor);
    const moods = async () => ((await well(agent.get(`/api/conversations/${conversation}/moods`)))['moments'] as readonly { readonly kind: string; readonly mood: string; readonly intensity: number }[]).map(({ kind: what, mood }) => (what === 'answer' ? what : mood));
    expect(await moods()).toEqual(['anger', 'answer', 'gratitude']);
    await correct(message, 'emotions', [{ value: 'sadness', intensity: 0.9 }]);
    expect(await moods()).toEqual(['sadness', 'answer', 'gratitude']);
  });

  test('a complaint that was none is not found as one any more, nor in the words of search', async () => {
    const { conversation, message } = await begun('The lamp flickers, that is unacceptable and I want to complain. zanzibar');
    await index();
    expect(await found({ complaint: 'any' })).toContain(conversation);
    const id = randomUUID();
    await correct(message, 'complaint', { is: 'none' }, id);
    await index();
    expect(await found({ complaint: 'any' })).not.toContain(conversation);
    expect(await found({ intent: 'complaint' })).not.toContain(conversation);
    const searched = async (query: string) => ((await well(agent.get(`/api/search?q=zanzibar&${query}`))) as unknown as SearchReply).results.length;
    expect(await searched('complaint=any')).toBe(0);
    expect(await searched('')).toBe(1);
    await takeBack(message, id);
    await index();
    expect(await found({ complaint: 'any' })).toContain(conversation);
    expect(await searched('complaint=any')).toBe(1);
  });

  test('another language is read anew in that language, and the conversation is found under it', async () => {
    const { conversation, message, reading } = await begun('ok grazie');
    const id = randomUUID();
    const wrong = reading.language.code === 'it' ? 'en' : 'it';
    expect((await correct(message, 'language', wrong, id)).reading).toMatchObject({ language: { code: wrong, confidence: 1 } });
    expect((await open(agent, conversation)).conversation.language).toBe(wrong);
    expect(await found({ language: wrong })).toContain(conversation);
    await takeBack(message, id);
    expect((await open(agent, conversation)).messages[0]).toMatchObject({ language: reading.language.code, reading: { language: reading.language } });
    expect(await found({ language: wrong })).not.toContain(conversation);
  });

  test('the contact writes in the language that was said, and in what stood there before once it is taken back', async () => {
    const { conversation, visitor, message } = await begun('ok grazie');
    const contact = (await open(agent, conversation)).contact.id;
    const language = async () => (await open(agent, conversation)).contact;
    await desk.desk.db.updateTable('contact').set({ language: 'de', language_set: false }).where('id', '=', contact).execute();
    const [first, second] = [randomUUID(), randomUUID()];
    const events = await tellingEvents(agent, () => correct(message, 'language', 'es', first));
    expect(events.map((event) => [event.kind, event.views.contacts?.[0]?.language])).toEqual([['contact-changed', 'es'], ['reading-corrected', undefined]]);
    expect(await language()).toMatchObject({ language: 'es' });
    desk.advance(1_000);
    await correct(message, 'language', 'fr', second);
    expect(await language()).toMatchObject({ language: 'fr' });
    await takeBack(message, first);
    expect(await language()).toMatchObject({ language: 'fr' });
    expect(await telling(agent, () => takeBack(message, second))).toEqual(['contact-changed', 'correction-withdrawn']);
    expect(await language()).toMatchObject({ language: 'de' });
    // What they surely write later counts more than what was said of words before it.
    desk.advance(60_000);
    await desk.write('Buongiorno, vorrei sapere quando arriva il mio pacco, grazie mille per la risposta.', visitor);
    await correct(message, 'language', 'es');
    expect(await language()).toMatchObject({ language: 'it' });
    expect((await open(agent, conversation)).conversation.language).toBe('it');
  });

  test('a language that a person chose for the contact stays', async () => {
    const { conversation, message } = await begun('ok grazie');
    const contact = (await open(agent, conversation)).contact.id;
    await well(agent.patch(`/api/contacts/${contact}`, { language: 'zh' }));
    const id = randomUUID();
    expect(await telling(agent, () => correct(message, 'language', 'es', id))).toEqual(['reading-corrected']);
    expect((await open(agent, conversation)).contact.language).toBe('zh');
    expect((await open(agent, conversation)).conversation.language).toBe('es');
    await takeBack(message, id);
    expect((await open(agent, conversation)).contact.language).toBe('zh');
  });

  test('questions are said by their places in the text', async () => {
    const { message } = await begun(furious);
    const start = furious.indexOf('nobody');
    expect((await correct(message, 'asks', [{ start, end: start + 6 }])).reading!.asks).toEqual([{ start, end: start + 6 }]);
    await refused(agent.post(`/api/messages/${message}/corrections`, { id: randomUUID(), correction: { field: 'asks', value: [{ start: 0, end: 10_000 }] } }), 400, 'input-wrong', 'correction.value');
  });

  test('the same id twice is one correction; elsewhere it is a mistake', async () => {
    const one = await begun(furious);
    const other = await begun(furious);
    const id = randomUUID();
    await correct(one.message, 'human', true, id);
    await silent(agent, () => correct(one.message, 'human', true, id));
    await refused(agent.post(`/api/messages/${other.message}/corrections`, { id, correction: { field: 'human', value: true } }), 400, 'input-wrong', 'id');
    await refused(agent.remove(`/api/messages/${other.message}/corrections/${id}`), 404, 'not-found');
  });

  test.each<[unknown, string]>([
    [{ field: 'emotions', value: [{ value: 'rage', intensity: 1 }] }, 'correction'], [{ field: 'emotions', value: [{ value: 'anger', intensity: 2 }] }, 'correction'], [{ field: 'emotions', value: 'anger' }, 'correction'],
    [{ field: 'urgency', value: 'yesterday' }, 'correction'], [{ field: 'language', value: 'Klingon!' }, 'correction'], [{ field: 'colour', value: 'red' }, 'correction'], [{ field: 'asks', value: [{ start: -1, end: 2 }] }, 'correction'],
    [null, 'correction'],
  ])('%j is refused by name', async (correction, field) => {
    const { message } = await begun(furious);
    const answer = await agent.post(`/api/messages/${message}/corrections`, { id: randomUUID(), correction });
    expect([answer.status, answer.body['code']]).toEqual([400, 'input-wrong']);
    expect(Object.keys(answer.body['values'] as object).some((name) => name.startsWith(field)), JSON.stringify(answer.body)).toBe(true);
  });

  test('what we wrote ourselves is never read and never corrected', async () => {
    const { conversation } = await begun(furious);
    const note = await well(agent.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text: 'I am furious too.', attachments: [] }));
    await refused(agent.post(`/api/messages/${String(note['id'])}/corrections`, { id: randomUUID(), correction: { field: 'urgency', value: 'now' } }), 404, 'not-found');
    await refused(agent.post(`/api/messages/${randomUUID()}/corrections`, { id: randomUUID(), correction: { field: 'urgency', value: 'now' } }), 404, 'not-found');
  });

  test('merged and parted, corrections stay with their message', async () => {
    const one = await begun(furious);
    const other = await begun('Where is my parcel?');
    await correct(one.message, 'emotions', [{ value: 'sadness', intensity: 0.9 }]);
    const merge = await well(desk.anna.post(`/api/conversations/${other.conversation}/merge`, { id: randomUUID(), merge: [one.conversation], acrossContacts: true }));
    expect((await open(agent, other.conversation)).messages.find(({ id }) => id === one.message)).toMatchObject({ reading: { mood: 'sadness' }, corrections: [{ field: 'emotions' }] });
    await correct(one.message, 'emotions', [{ value: 'joy', intensity: 0.9 }]);
    await well(desk.anna.post(`/api/merges/${String(merge['id'])}/undo`));
    expect((await open(agent, one.conversation)).conversation).toMatchObject({ mood: 'joy' });
  });

  test('those who work on the languages get texts and labels, of nobody', async () => {
    const { message } = await begun('I am Carla Bruni, write to carla@example.org or +39 333 1234567. You charged me twice, I am furious!');
    const id = randomUUID();
    await correct(message, 'emotions', [{ value: 'disappointment', intensity: 0.6 }], id);
    await refused(agent.get('/api/corrections'), 403, 'not-allowed');
    const all: ExportedCorrection[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Record<string, unknown> = await well(desk.anna.get(`/api/corrections?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`));
      all.push(...(page['corrections'] as ExportedCorrection[]));
      cursor = page['next'] as string | null;
    }
    const mine = all.find((one) => one.id === id)!;
    expect(mine).toMatchObject({ field: 'emotions', read: [{ value: 'anger' }], corrected: [{ value: 'disappointment', intensity: 0.6 }], language: 'en', because: expect.arrayContaining([expect.objectContaining({ rule: expect.any(String) })]) });
    expect(mine.text).not.toMatch(/carla@|1234567/);
    expect(mine.text).toContain('furious');
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
    expect(JSON.stringify(all)).not.toContain(agentId);
    expect(JSON.stringify(all)).not.toContain(desk.annaId);
    await takeBack(message, id);
    expect(JSON.stringify(await well(desk.anna.get('/api/corrections?limit=100')))).not.toContain(id);
  });

  test('a correction counts the version up, and nobody\'s answer is held up by it', async () => {
    const { conversation, message } = await begun(furious);
    const { conversation: seen } = await open(agent, conversation);
    await correct(message, 'urgency', 'now');
    await well(agent.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'I am looking at it now.', version: seen.version, then: 'waiting' }));
    expect((await act(agent, conversation, 'reopen')).urgency).toBe('now');
  });
});
