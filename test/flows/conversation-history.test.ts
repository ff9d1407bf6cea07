// GET /api/conversations/{conversation} and …/history: what happened besides messages, in order, page by page, only for those who
// may see the conversation. Every step is checked by the oracle too (telling), so events and fresh answers say the same.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntryView, TeamView } from '../../src/contract/views.ts';
import { watchCommitments } from '../../src/operations/watch-commitments.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, open, refused, startAgentsDesk, telling, well } from './agents-desk.ts';
import type { Browser } from '../setup/client.ts';

type Page = { readonly entries: readonly EntryView[]; readonly earlier: number | null };

describe.each(databaseKinds())('history of a conversation on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());
  const page = async (conversation: string, earlier: number | null): Promise<Page> => (await well(anna.get(`/api/conversations/${conversation}/history${earlier === null ? '' : `?earlier=${earlier}`}`))) as unknown as Page;
  const kindsOf = (entries: readonly EntryView[]) => entries.map((entry) => entry.kind);

  test('what people and the clock do is there in order, with who did it; messages are not', async () => {
    const conversation = await desk.write('Where is my lamp?');
    expect((await open(anna, conversation)).history).toEqual({ entries: [], earlier: null });
    await telling(anna, () => act(anna, conversation, 'assign', { agent: desk.annaId }));
    await telling(anna, () => act(anna, conversation, 'tags', { add: ['lamp', 'late'], remove: [] }));
    await telling(anna, () => act(anna, conversation, 'tags', { add: [], remove: ['late'] }));
    await telling(anna, () => act(anna, conversation, 'subject', { subject: 'A lamp' }));
    const { conversation: { version } } = await open(anna, conversation);
    const text = 'I will call you tomorrow at noon.';
    const due = new Date(Date.parse(desk.now()) + 3 * 3_600_000).toISOString();
    await telling(anna, () => well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text, version, then: 'closed', undoSeconds: 0, commitments: [{ start: 0, end: text.length, due }] })));
    await telling(anna, () => act(anna, conversation, 'reopen'));
    desk.advance(2.9 * 3_600_000);
    await telling(anna, () => watchCommitments(desk.desk));
    const { history, commitments } = await open(anna, conversation);
    expect(kindsOf(history.entries).toSorted()).toEqual([
      'commitment-due-soon', 'commitment-made', 'conversation-assigned', 'conversation-closed', 'conversation-renamed', 'conversation-reopened', 'conversation-tagged', 'conversation-tagged',
    ]);
    expect(history.entries.map((entry) => entry.number)).toEqual(history.entries.map((entry) => entry.number).toSorted((one, other) => one - other));
    expect(history.entries[0]).toMatchObject({ actor: { kind: 'agent', id: desk.annaId }, data: { assignee: desk.annaId } });
    expect(history.entries[1]?.data).toMatchObject({ added: ['lamp', 'late'] });
    expect(history.entries.find((entry) => entry.kind === 'commitment-made')?.data.commitment).toBe(commitments[0]?.id);
    expect(history.entries.at(-1)).toMatchObject({ kind: 'commitment-due-soon', actor: { kind: 'automation' } });
    expect(await page(conversation, null)).toEqual(history);
  });

  test('a long history comes in bounded pages that leave nothing out and repeat nothing', async () => {
    const conversation = await desk.write('A long story');
    for (let round = 0; round < 205; round += 1) {
      await act(anna, conversation, 'close');
      await act(anna, conversation, 'reopen');
    }
    const newest = (await open(anna, conversation)).history;
    expect(newest.entries.length).toBeLessThanOrEqual(400);
    expect(newest.earlier).not.toBeNull();
    const earlier = await page(conversation, newest.earlier);
    const all = [...earlier.entries, ...newest.entries];
    expect(all).toHaveLength(410);
    expect(new Set(all.map((entry) => entry.number)).size).toBe(410);
    expect(earlier.earlier).toBeNull();
    expect(await page(conversation, 1)).toEqual({ entries: [], earlier: null });
  });

  test('a reply that was taken back says so', async () => {
    const conversation = await desk.write('Hello?');
    const id = randomUUID();
    const { conversation: { version } } = await open(anna, conversation);
    await well(anna.post(`/api/conversations/${conversation}/replies`, { id, text: 'A moment.', version, undoSeconds: 30, then: 'closed' }));
    await telling(anna, () => well(anna.post(`/api/messages/${id}/undo`, {})));
    // What it did beside itself names it too, so that screens can leave one line of all of them.
    const about = (await open(anna, conversation)).history.entries.filter(({ data }) => data.message === id);
    expect(kindsOf(about)).toEqual(['conversation-closed', 'conversation-assigned', 'reply-undone']);
  });

  test('it is hidden with its conversation, and a place that is none is refused', async () => {
    const { id: team } = (await well(anna.post('/api/teams', { name: 'Closed circle', members: [] }))) as unknown as TeamView;
    const conversation = await desk.write('For few eyes');
    const bruno = await joinAs(desk, 'agent');
    await act(anna, conversation, 'assign', { team });
    await well(anna.patch(`/api/inboxes/${desk.chat.id}`, { teams: [team] }));
    expect((await bruno.browser.get(`/api/conversations/${conversation}/history`)).status).toBe(404);
    await refused(anna.get(`/api/conversations/${conversation}/history?earlier=x`), 400, 'input-wrong', 'earlier');
    await refused(anna.get(`/api/conversations/${conversation}/history?earlier=0`), 400, 'input-wrong', 'earlier');
    await well(anna.patch(`/api/inboxes/${desk.chat.id}`, { teams: [] }));
  });
});
