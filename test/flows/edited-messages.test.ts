// A customer changes a message or takes it back, where their channel lets them: everything that was made of its words follows
// (edit-message), and what people said of its reading stays above it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Channel, Incoming } from '../../src/channels/channel.ts';
import type { SearchReply } from '../../src/contract/finding.ts';
import type { MessageView } from '../../src/contract/views.ts';
import { acceptRaw } from '../../src/operations/accept-raw.ts';
import type { Desk } from '../../src/operations/desk.ts';
import { indexSearch } from '../../src/operations/index-search.ts';
import { receiveMessages } from '../../src/operations/receive-messages.ts';
import { countByTally } from '../../src/store/conversation-tally.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, list, open, refused, silent, startAgentsDesk, telling, tellingEvents, well } from './agents-desk.ts';

const furious = 'I am furious! You charged me twice and nobody answers me. When do I get my money back?';
const thanks = 'Thank you so much, you saved my day! xylophone';

/** The chat as a channel would be whose messages can be changed by whoever wrote them. */
function withEdits(desk: Desk): Desk {
  const chat = desk.channels.get('web-chat')!;
  const receive: Channel['receive'] = (request, config) => (request.kind === 'edit' ? [JSON.parse(Buffer.from(request.body).toString()) as Incoming] : chat.receive(request, config));
  return { ...desk, channels: new Map([...desk.channels, ['web-chat', { ...chat, receive }]]) };
}

describe.each(databaseKinds())('messages that customers change, on %s', (kind) => {
  let desk: AgentsDesk;
  let agent: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    agent = (await joinAs(desk, 'agent')).browser;
  });
  afterAll(() => desk?.stop());

  const begun = async (text: string, visitor = randomUUID()) => {
    const conversation = await desk.write(text, visitor);
    const { messages, contact } = await open(agent, conversation);
    const message = messages.at(-1)!;
    const { external_id: external } = await desk.desk.db.selectFrom('message').select('external_id').where('id', '=', message.id).executeTakeFirstOrThrow();
    return { conversation, visitor, message: message.id, reading: message.reading!, contact: contact.id, external: external! };
  };
  const change = async (external: string, text: string | null, at: string = desk.now()) => {
    const edit: Incoming = { kind: text === null ? 'removal' : 'edit', externalId: external, content: text === null ? null : { subject: null, text, html: null, attachments: [] }, at };
    const changing = withEdits(desk.desk);
    await acceptRaw(changing, { workspace: desk.workspace, id: desk.chat.id }, [{ kind: 'edit', headers: {}, body: Buffer.from(JSON.stringify(edit)), receivedAt: desk.now(), key: randomUUID() }]);
    await receiveMessages(changing, desk.workspace);
  };
  const correct = async (message: string, field: string, value: unknown, id: string = randomUUID()) => (await well(agent.post(`/api/messages/${message}/corrections`, { id, correction: { field, value } }))) as unknown as MessageView;
  const found = async (query: Record<string, string>) => (await list(agent, query)).map(({ id }) => id);
  const index = async () => {
    while ((await indexSearch(desk.desk)) > 0);
  };
  const searched = async (words: string) => ((await well(agent.get(`/api/search?q=${words}`))) as unknown as SearchReply).results.length;
  const counted = async (mood: 'anger' | 'gratitude') => (await countByTally(desk.desk.db, desk.workspace, [{ moods: [mood] }]))[0]!;

  test('everything follows the new words: reading, mood, urgency, last line, numbers, filters, search, and the screens are told', async () => {
    const one = await begun(furious);
    await index();
    const before = { anger: await counted('anger'), gratitude: await counted('gratitude') };
    desk.advance(1_000);
    const events = await tellingEvents(agent, () => change(one.external, thanks));
    expect(events.map((event) => event.kind)).toEqual(['message-edited']);
    expect(events[0]!.views).toMatchObject({ messages: [{ id: one.message, text: thanks, editedAt: expect.any(String), reading: { mood: 'gratitude' } }], conversations: [{ id: one.conversation, mood: 'gratitude', last: { text: thanks } }] });
    const after = await open(agent, one.conversation);
    expect(after.conversation).toMatchObject({ mood: 'gratitude', urgency: 'none', last: { text: thanks, direction: 'in' }, messageCount: 1 });
    expect([await counted('anger'), await counted('gratitude')]).toEqual([before.anger - 1, before.gratitude + 1]);
    expect(await found({ mood: 'gratitude' })).toContain(one.conversation);
    expect(await found({ mood: 'anger' })).not.toContain(one.conversation);
    await index();
    expect(await searched('xylophone')).toBe(1);
    const moments = (await well(agent.get(`/api/conversations/${one.conversation}/moods`)))['moments'] as readonly { readonly mood: string }[];
    expect(moments.map(({ mood }) => mood)).toEqual(['gratitude']);
  });

  test('an earlier message that is changed says nothing of the mood now', async () => {
    const one = await begun('Where is my parcel?');
    desk.advance(60_000);
    await desk.write(furious, one.visitor);
    await change(one.external, thanks);
    const { conversation, messages } = await open(agent, one.conversation);
    expect([conversation.mood, conversation.last.text, messages[0]!.reading!.mood]).toEqual(['anger', furious, 'gratitude']);
  });

  test('what a person said of the reading stays above it, and under it lies what is read in the new words', async () => {
    const one = await begun(furious);
    const id = randomUUID();
    await correct(one.message, 'emotions', [{ value: 'sadness', intensity: 0.9 }], id);
    await correct(one.message, 'urgency', 'now');
    desk.advance(1_000);
    await change(one.external, thanks);
    const { conversation, messages } = await open(agent, one.conversation);
    expect(conversation).toMatchObject({ mood: 'sadness', urgency: 'now', last: { text: thanks } });
    expect(messages[0]).toMatchObject({ reading: { mood: 'sadness', urgency: { value: 'now' } }, corrections: expect.arrayContaining([expect.objectContaining({ id, field: 'emotions', before: expect.arrayContaining([expect.objectContaining({ value: 'gratitude' })]) })]) });
    await well(agent.remove(`/api/messages/${one.message}/corrections/${id}`));
    expect((await open(agent, one.conversation)).conversation).toMatchObject({ mood: 'gratitude', urgency: 'now' });
    // Of use to the language packs is only what was said of the very words.
    const exported = async () => JSON.stringify(await well(desk.anna.get('/api/corrections?limit=100')));
    expect(await exported()).not.toContain('xylophone');
    desk.advance(1_000);
    await correct(one.message, 'urgency', 'soon');
    expect(await exported()).toContain('xylophone');
  });

  test('questions that a person named are followed to where they stand', async () => {
    const one = await begun(furious);
    const place = (text: string) => ({ start: text.indexOf('nobody'), end: text.indexOf('nobody') + 6 });
    await correct(one.message, 'asks', [place(furious)]);
    desk.advance(1_000);
    const next = `Good morning. ${furious} And why does the lamp flicker?`;
    await change(one.external, next);
    const asks = (await open(agent, one.conversation)).messages[0]!.reading!.asks.map(({ start, end }) => next.slice(start, end));
    expect(asks).toEqual(['nobody', expect.stringContaining('why does the lamp flicker?')]);
  });

  test('the language of conversation and contact follow, but not a corrected one, nor one that a person chose', async () => {
    const italian = 'Buongiorno, vorrei sapere quando arriva il mio pacco, grazie mille per la risposta.';
    const languages = async (conversation: string) => {
      const reply = await open(agent, conversation);
      return [reply.messages[0]!.language, reply.conversation.language, reply.contact.language];
    };
    const one = await begun(furious);
    expect(await languages(one.conversation)).toEqual(['en', 'en', 'en']);
    expect(await telling(agent, () => change(one.external, italian))).toEqual(['contact-changed', 'message-edited']);
    expect(await languages(one.conversation)).toEqual(['it', 'it', 'it']);
    const other = await begun(furious);
    await correct(other.message, 'language', 'es');
    await change(other.external, italian);
    expect(await languages(other.conversation)).toEqual(['es', 'es', 'es']);
    const third = await begun(furious);
    await well(agent.patch(`/api/contacts/${third.contact}`, { language: 'zh' }));
    await change(third.external, italian);
    expect(await languages(third.conversation)).toEqual(['it', 'it', 'zh']);
  });

  test('an answer that was begun before is held up by it; news that come late, twice or of nobody change nothing', async () => {
    const one = await begun(furious);
    const { conversation: seen } = await open(agent, one.conversation);
    const early = desk.now();
    desk.advance(10_000);
    await change(one.external, thanks);
    await refused(agent.post(`/api/conversations/${one.conversation}/replies`, { id: randomUUID(), text: 'I am sorry.', version: seen.version, then: 'waiting' }), 409, 'answered-meanwhile');
    await silent(agent, () => change(one.external, furious, early));
    await silent(agent, () => change(one.external, thanks));
    await silent(agent, () => change(`${one.external}x`, furious));
    expect((await open(agent, one.conversation)).messages[0]!.text).toBe(thanks);
  });

  test('a message that was taken back gives the mood, the language and the last line back to what is left', async () => {
    const one = await begun(thanks);
    desk.advance(60_000);
    const last = await begun(furious, one.visitor);
    await correct(last.message, 'urgency', 'now');
    expect(await telling(agent, () => change(last.external, null))).toEqual(['message-removed']);
    expect((await open(agent, one.conversation)).conversation).toMatchObject({ mood: 'gratitude', urgency: 'none', messageCount: 2, last: { text: thanks } });
    await silent(agent, () => change(last.external, furious, new Date(Date.parse(desk.now()) + 5_000).toISOString()));
    expect(await found({ mood: 'anger' })).not.toContain(one.conversation);
  });
});
