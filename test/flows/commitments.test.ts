// keep-commitment, waive-commitment, change-commitment, watch-commitments and see-notifications, with settle-commitment, through HTTP.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CommitmentView, NotificationView } from '../../src/contract/views.ts';
import { watchCommitments } from '../../src/operations/watch-commitments.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Written } from './agents-desk.ts';
import { act, joinAs, list, open, refused, silent, telling, tellingEvents, well, whereSomebodyWrites } from './agents-desk.ts';
import type { Browser } from '../setup/client.ts';

const minute = 60_000;

describe.each(databaseKinds())('promises on %s', (kind) => {
  let { desk, anna, conversation } = {} as Written;
  whereSomebodyWrites(kind, 'When will you call me?', (now) => ({ desk, anna, conversation } = now));
  const inMinutes = (minutes: number) => new Date(Date.parse(desk.now()) + minutes * minute).toISOString();
  /** A reply with a promise that its author confirmed. */
  const promise = async (due: string | null, browser = anna): Promise<CommitmentView> => {
    const text = 'We call you back soon.';
    const { version } = (await open(browser, conversation)).conversation;
    await well(browser.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text, version, commitments: [{ start: 0, end: text.length, due }] }));
    return (await open(browser, conversation)).commitments.at(-1)!;
  };
  const commitments = async (query = '', browser = anna) => (await well(browser.get(`/api/commitments${query}`)))['commitments'] as CommitmentView[];
  const notifications = async (browser: Browser) => (await well(browser.get('/api/notifications')))['notifications'] as NotificationView[];

  test('kept: by a message, told once, and out of every list', async () => {
    const made = await promise(inMinutes(60));
    expect(made).toMatchObject({ state: { is: 'open' }, due: { stated: true } });
    expect((await list(anna, { view: 'promised' })).map((one) => one.id)).toContain(conversation);
    expect((await commitments()).map((one) => one.id)).toContain(made.id);
    expect(await telling(anna, () => well(anna.post(`/api/commitments/${made.id}/keep`, { message: made.message })))).toEqual(['commitment-kept']);
    const after = await open(anna, conversation);
    expect(after.commitments).toMatchObject([{ id: made.id, state: { is: 'kept', by: made.message } }]);
    expect(after.conversation.commitmentDue).toBeNull();
    expect((await list(anna, { view: 'promised' })).map((one) => one.id)).not.toContain(conversation);
    expect((await commitments()).map((one) => one.id)).not.toContain(made.id);
    await silent(anna, async () => {
      await refused(anna.post(`/api/commitments/${made.id}/keep`), 409, 'commitment-settled');
      await refused(anna.post(`/api/commitments/${made.id}/waive`, { reason: 'no need' }), 409, 'commitment-settled');
      await refused(anna.post(`/api/commitments/${made.id}/change`, { due: inMinutes(60) }), 409, 'commitment-settled');
    });
  });

  test('kept without a message, and not by another conversation\'s', async () => {
    const made = await promise(inMinutes(60));
    const other = await desk.write('other');
    const foreign = (await open(anna, other)).messages[0]!.id;
    await silent(anna, async () => {
      await refused(anna.post(`/api/commitments/${made.id}/keep`, { message: foreign }), 400, 'input-wrong', 'message');
      await refused(anna.post(`/api/commitments/${made.id}/keep`, { message: randomUUID() }), 400, 'input-wrong', 'message');
      await refused(anna.post(`/api/commitments/${made.id}/keep`, { message: 'x' }), 400, 'input-wrong', 'message');
    });
    expect(await well(anna.ask('POST', `/api/commitments/${made.id}/keep`))).toMatchObject({ state: { is: 'kept', by: null } });
  });

  test('of two who keep it at once, one does', async () => {
    const made = await promise(inMinutes(60));
    const answers = await Promise.all(Array.from({ length: 5 }, () => anna.post(`/api/commitments/${made.id}/keep`)));
    expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([200, 409, 409, 409, 409]);
  });

  test('waived for a reason', async () => {
    const made = await promise(inMinutes(60));
    await silent(anna, async () => {
      await refused(anna.post(`/api/commitments/${made.id}/waive`, { reason: ' ' }), 400, 'input-wrong', 'reason');
      await refused(anna.post(`/api/commitments/${made.id}/waive`, {}), 400, 'input-wrong', 'reason');
    });
    expect(await telling(anna, () => well(anna.post(`/api/commitments/${made.id}/waive`, { reason: 'Она сама позвонила.\u0000' })))).toEqual(['commitment-waived']);
    expect((await open(anna, conversation)).commitments).toMatchObject([{ state: { is: 'waived', by: desk.annaId, reason: 'Она сама позвонила.\uFFFD' } }]);
  });

  test('warned of once before it is due, missed once when it is not kept, and kept late all the same', async () => {
    const bruno = await joinAs(desk, 'agent');
    const made = await promise(inMinutes(100));
    await act(anna, conversation, 'assign', { agent: bruno.id });
    await silent(anna, () => watchCommitments(desk.desk));
    desk.advance(85 * minute);
    const warned = await tellingEvents(anna, async () => {
      await Promise.all([watchCommitments(desk.desk), watchCommitments(desk.desk), watchCommitments(desk.desk)]);
    });
    expect(warned.map((event) => event.kind)).toEqual(['commitment-due-soon', 'notification-added']);
    await silent(anna, async () => expect(await watchCommitments(desk.desk)).toBe(0));
    // Who gave the promise and who has the matter are told; each of it once.
    for (const browser of [anna, bruno.browser]) expect((await notifications(browser)).filter((one) => one.kind === 'commitment-due')).toMatchObject([{ conversation, message: made.message, data: { commitment: made.id } }]);

    desk.advance(20 * minute);
    expect(await telling(anna, () => Promise.all([watchCommitments(desk.desk), watchCommitments(desk.desk)]))).toEqual(['commitment-missed', 'notification-added']);
    expect((await notifications(bruno.browser)).map((one) => one.kind)).toEqual(expect.arrayContaining(['commitment-missed', 'commitment-due']));
    const after = await open(anna, conversation);
    expect(after.commitments).toMatchObject([{ state: { is: 'missed', at: made.due!.by } }]);
    // It stays in sight until it is kept or waived.
    expect(after.conversation.commitmentDue).toBe(made.due!.by);
    expect((await commitments()).map((one) => one.id)).toContain(made.id);
    await silent(anna, async () => expect(await watchCommitments(desk.desk)).toBe(0));
    const [kept] = await tellingEvents(anna, () => well(anna.post(`/api/commitments/${made.id}/keep`)));
    expect(kept).toMatchObject({ kind: 'commitment-kept', data: { late: true } });
    expect((await open(anna, conversation)).conversation.commitmentDue).toBeNull();
  });

  test('another due time is watched anew, also after a miss', async () => {
    const made = await promise(inMinutes(30));
    desk.advance(31 * minute);
    await watchCommitments(desk.desk);
    expect((await open(anna, conversation)).commitments[0]?.state.is).toBe('missed');
    const due = inMinutes(60);
    expect(await telling(anna, () => well(anna.post(`/api/commitments/${made.id}/change`, { due })))).toEqual(['commitment-changed']);
    expect((await open(anna, conversation)).commitments).toMatchObject([{ state: { is: 'open' }, due: { by: due, stated: true } }]);
    expect((await open(anna, conversation)).conversation.commitmentDue).toBe(due);
    await silent(anna, () => well(anna.post(`/api/commitments/${made.id}/change`, { due })));
    desk.advance(61 * minute);
    expect(await telling(anna, () => watchCommitments(desk.desk))).toEqual(['commitment-missed', 'notification-added']);
    await silent(anna, async () => {
      await refused(anna.post(`/api/commitments/${made.id}/change`, { due: inMinutes(-1) }), 400, 'snooze-in-the-past');
      await refused(anna.post(`/api/commitments/${made.id}/change`, { due: 'next week' }), 400, 'input-wrong', 'due');
    });
  });

  test('more promises than fit on a page are all watched', async () => {
    const first = await promise(inMinutes(5));
    const row = await desk.desk.db.selectFrom('commitment').selectAll().where('id', '=', first.id).executeTakeFirstOrThrow();
    const more = Array.from({ length: 450 }, (_none, index) => ({ ...row, id: randomUUID(), due_at: new Date(row.due_at!.getTime() + 3 * 60 * minute + index), created_at: new Date(desk.now()) }));
    await desk.desk.db.insertInto('commitment').values([...more, { ...row, id: randomUUID(), due_at: new Date(row.due_at!.getTime() + 3 * 60 * minute + 451), created_at: new Date(Date.parse(desk.now()) - 40 * 24 * 60 * minute) }]).execute();
    desk.advance(6 * minute);
    // The near one is missed, the far one of long standing warns; those between are not due for a warning yet.
    expect(await watchCommitments(desk.desk)).toBe(2);
    await desk.desk.db.deleteFrom('commitment').where('conversation', '=', conversation).execute();
  });

  test('the nearest of several promises is shown, and an agent sees only those of conversations in sight', async () => {
    const far = await promise(inMinutes(300));
    const near = await promise(inMinutes(200));
    expect((await open(anna, conversation)).conversation.commitmentDue).toBe(near.due!.by);
    await well(anna.post(`/api/commitments/${near.id}/keep`));
    expect((await open(anna, conversation)).conversation.commitmentDue).toBe(far.due!.by);
    const team = await well(anna.post('/api/teams', { name: `Few ${randomUUID()}` }));
    const few = await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Few', config: { teamName: 'Lumen' }, teams: [team['id']] }));
    const agent = await joinAs(desk, 'agent');
    conversation = await desk.write('hidden', randomUUID(), String(few['id']));
    const hidden = await promise(inMinutes(60));
    const seen = (await commitments(`?agent=${desk.annaId}`, agent.browser)).map((one) => one.id);
    expect(seen).toContain(far.id);
    expect(seen).not.toContain(hidden.id);
    expect(await commitments('', agent.browser)).toEqual([]);
    await refused(agent.browser.post(`/api/commitments/${hidden.id}/keep`), 404, 'not-found');
    await refused(anna.get('/api/commitments?agent=bruno'), 400, 'input-wrong', 'agent');
  });

  test('notifications are seen once, by their own agent only', async () => {
    const bruno = await joinAs(desk, 'agent');
    await act(anna, conversation, 'assign', { agent: bruno.id });
    const [own] = await notifications(bruno.browser);
    await silent(anna, () => well(anna.post('/api/notifications/seen', { notifications: [own!.id] })));
    expect((await notifications(bruno.browser))[0]?.seenAt).toBeNull();
    await well(bruno.browser.post('/api/notifications/seen', { notifications: [own!.id, randomUUID()] }));
    expect((await notifications(bruno.browser))[0]?.seenAt).not.toBeNull();
    await silent(bruno.browser, () => well(bruno.browser.post('/api/notifications/seen', { notifications: [own!.id] })));
    await refused(bruno.browser.post('/api/notifications/seen', { notifications: ['x'] }), 400, 'input-wrong', 'notifications.0');
  });
});
