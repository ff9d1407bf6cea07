// Somebody leaves (change-agent): what they had in hand is found by others, what they promised still warns.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NotificationView } from '../../src/contract/views.ts';
import { watchCommitments } from '../../src/operations/watch-commitments.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, open, startAgentsDesk, telling, well } from './agents-desk.ts';

const hour = 3_600_000;

describe.each(databaseKinds())('an agent who leaves, on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());

  const leave = (agent: string) => telling(anna, () => well(anna.patch(`/api/agents/${agent}`, { active: false })));
  const idsOf = async (view: string): Promise<readonly string[]> => (await list(anna, { view })).map(({ id }) => id);

  test('gives back what is not closed; every screen is told, and others find it', async () => {
    const leaver = await joinAs(desk, 'agent');
    const [opened, waiting, snoozed, closed, ofAnna] = [await desk.write('one'), await desk.write('two'), await desk.write('three'), await desk.write('four'), await desk.write('five')];
    for (const conversation of [opened, waiting, snoozed, closed]) await act(anna, conversation, 'assign', { agent: leaver.id });
    await act(anna, ofAnna, 'assign', { agent: desk.annaId });
    await act(anna, waiting, 'wait', { for: 'third party' });
    await act(anna, snoozed, 'snooze', { until: '2100-01-01T00:00:00.000Z' });
    await act(anna, closed, 'close');

    const kinds = await leave(leaver.id);
    expect(kinds.toSorted((one, other) => (one < other ? -1 : 1))).toEqual(['agent-changed', 'conversation-assigned', 'conversation-assigned', 'conversation-assigned']);
    for (const conversation of [opened, waiting, snoozed]) expect((await open(anna, conversation)).conversation.assignee).toBeNull();
    expect((await open(anna, closed)).conversation.assignee).toBe(leaver.id);
    expect((await open(anna, ofAnna)).conversation.assignee).toBe(desk.annaId);
    expect(await idsOf('unassigned')).toEqual(expect.arrayContaining([opened, waiting]));
    // Whoever comes back begins with empty hands.
    await well(anna.patch(`/api/agents/${leaver.id}`, { active: true }));
    expect((await open(anna, opened)).conversation.assignee).toBeNull();
  });

  test('leaves promises that warn those who lead, and that another agent can settle', async () => {
    const leaver = await joinAs(desk, 'agent');
    const conversation = await desk.write('When will it come?');
    const { version } = (await open(anna, conversation)).conversation;
    const text = 'I will call you tomorrow at 12:00.';
    const due = new Date(Date.parse(desk.now()) + 20 * hour).toISOString();
    await well(leaver.browser.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text, version, undoSeconds: 0, commitments: [{ start: 0, end: text.length, due }] }));
    await leave(leaver.id);
    desk.advance(19 * hour);
    await watchCommitments(desk.desk);
    desk.advance(2 * hour);
    await watchCommitments(desk.desk);
    const { notifications } = (await well(anna.get('/api/notifications'))) as unknown as { notifications: readonly NotificationView[] };
    expect(notifications.filter((one) => one.conversation === conversation).map((one) => one.kind).toSorted((one, other) => (one < other ? -1 : 1))).toEqual(['commitment-due', 'commitment-missed']);
    const [promise] = (await open(anna, conversation)).commitments;
    expect(await well(anna.post(`/api/commitments/${promise!.id}/waive`, { reason: 'Called by a colleague.' }))).toMatchObject({ state: { is: 'waived' } });
  });
});
