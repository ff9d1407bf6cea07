// What became of promises (settle-by-reply, keep-commitment, waive-commitment, watch-commitments): by whom, when and why, page by page.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SettledPromisesReply } from '../../src/contract/promises.ts';
import type { CommitmentView } from '../../src/contract/views.ts';
import { watchCommitments } from '../../src/operations/watch-commitments.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, open, refused, startAgentsDesk, tellingEvents, well } from './agents-desk.ts';

const minute = 60_000;

describe.each(databaseKinds())('what became of promises on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let clara: { readonly browser: Browser; readonly id: string };
  let conversation: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());
  beforeEach(async () => {
    clara = await joinAs(desk, 'agent');
    conversation = await desk.write('When will you call me?');
  });
  const inMinutes = (minutes: number) => new Date(Date.parse(desk.now()) + minutes * minute).toISOString();
  const reply = async (browser: Browser, more: object, text = 'We call you back soon.') => {
    const { version } = (await open(browser, conversation)).conversation;
    return well(browser.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text, version, undoSeconds: 60, ...more }));
  };
  const promise = async (minutes: number): Promise<CommitmentView> => {
    const before = new Set((await open(anna, conversation)).commitments.map((one) => one.id));
    await reply(clara.browser, { commitments: [{ start: 0, end: 22, due: inMinutes(minutes) }] });
    return (await open(anna, conversation)).commitments.find((one) => !before.has(one.id))!;
  };
  const settled = async (query = '', browser = clara.browser) => (await well(browser.get(`/api/commitments/settled${query}`))) as unknown as SettledPromisesReply;
  const ids = ({ commitments }: SettledPromisesReply) => commitments.map((one) => one.id);

  test('each with who said so, when and why, and the words that kept it; the newest first', async () => {
    const [kept, waived, renewed, byHand, missed, stillOpen] = [await promise(60), await promise(61), await promise(62), await promise(63), await promise(5), await promise(600)];
    desk.advance(6 * minute);
    await watchCommitments(desk.desk);
    const answer = randomUUID();
    await reply(anna, { id: answer, keeps: [kept.id], commitments: [] }, 'As promised: it is **on its way**.');
    desk.advance(minute);
    await tellingEvents(anna, () => well(anna.post(`/api/commitments/${waived.id}/waive`, { reason: 'They called us.' })));
    desk.advance(minute);
    await reply(clara.browser, { renews: { commitment: renewed.id, due: inMinutes(900) }, commitments: [] }, 'It takes longer.');
    desk.advance(minute);
    await tellingEvents(anna, () => well(anna.post(`/api/commitments/${byHand.id}/keep`)));
    const all = await settled();
    expect(ids(all)).toEqual([byHand.id, renewed.id, waived.id, kept.id, missed.id]);
    expect(all.commitments).toMatchObject([
      { state: { is: 'kept', by: null }, settledBy: desk.annaId, missedAt: null },
      { state: { is: 'renewed', by: all.replacements[0]!.id }, settledBy: clara.id },
      { state: { is: 'waived', by: desk.annaId, reason: 'They called us.' }, settledBy: desk.annaId },
      { state: { is: 'kept', by: answer }, settledBy: desk.annaId, agent: clara.id },
      { state: { is: 'missed', at: missed.due!.by }, settledBy: null, missedAt: missed.due!.by },
    ]);
    expect(all.words).toMatchObject([{ message: answer, text: 'As promised: it is on its way.' }]);
    expect(all.replacements).toMatchObject([{ renews: renewed.id, due: { stated: true } }]);
    expect(all.conversations).toMatchObject([{ id: conversation }]);
    expect(ids(all)).not.toContain(stillOpen.id);
    // As the conversation itself has them.
    expect((await open(anna, conversation)).commitments.filter((one) => ids(all).includes(one.id)).map((one) => [one.settledBy, one.missedAt])).toHaveLength(5);
  });

  test('what was missed stays missed, whatever became of it; each outcome by itself, and taken back it is open again', async () => {
    const late = await promise(5);
    const waived = await promise(60);
    desk.advance(6 * minute);
    await watchCommitments(desk.desk);
    expect(ids(await settled('?outcome=missed'))).toEqual([late.id]);
    const answer = randomUUID();
    await reply(clara.browser, { id: answer, keeps: [late.id], commitments: [] });
    await well(clara.browser.post(`/api/commitments/${waived.id}/waive`, { reason: 'Not needed.' }));
    expect(ids(await settled('?outcome=missed'))).toEqual([late.id]);
    expect(ids(await settled('?outcome=kept'))).toEqual([late.id]);
    expect(ids(await settled('?outcome=waived'))).toEqual([waived.id]);
    expect(ids(await settled('?outcome=renewed'))).toEqual([]);
    await tellingEvents(anna, () => well(clara.browser.post(`/api/messages/${answer}/undo`)));
    const [again] = (await settled('?outcome=missed')).commitments;
    expect(again).toMatchObject({ id: late.id, state: { is: 'missed' }, settledBy: null });
    expect(ids(await settled('?outcome=kept'))).toEqual([]);
  });

  test('in pages without a gap while more is settled; of a conversation, a contact, a team, of all', async () => {
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.push((await promise(100 + count)).id);
    for (const id of made) {
      await well(clara.browser.post(`/api/commitments/${id}/keep`));
      desk.advance(minute);
    }
    const wanted = made.toReversed();
    const first = await settled('?limit=2');
    expect(ids(first)).toEqual(wanted.slice(0, 2));
    const more = await promise(300);
    await well(clara.browser.post(`/api/commitments/${more.id}/keep`));
    const rest: string[] = [];
    for (let next = first.next; next !== null; ) {
      const part: SettledPromisesReply = await settled(`?limit=2&cursor=${next}`);
      rest.push(...ids(part));
      next = part.next;
    }
    expect(rest).toEqual(wanted.slice(2));
    const { contact } = await open(anna, conversation);
    for (const of of [`?conversation=${conversation}`, `?contact=${contact.id}`, '?agent=all', `?agent=${clara.id}`]) expect(ids(await settled(`${of}&limit=6`, anna)).slice(0, 6)).toEqual([more.id, ...wanted]);
    expect(ids(await settled('', anna)).filter((id) => wanted.includes(id))).toEqual([]);
    const team = await well(anna.post('/api/teams', { name: `Few ${randomUUID()}`, members: [clara.id] }));
    expect(ids(await settled(`?team=${String(team['id'])}&limit=1`, anna))).toEqual([more.id]);
  });

  test('nobody is shown what they may not see, and wrong questions are refused', async () => {
    const team = await well(anna.post('/api/teams', { name: `Closed ${randomUUID()}` }));
    const inbox = await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Closed', config: { teamName: 'Lumen' }, teams: [team['id']] }));
    conversation = await desk.write('hidden', randomUUID(), String(inbox['id']));
    const { version } = (await open(anna, conversation)).conversation;
    await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'We call you back soon.', version, commitments: [{ start: 0, end: 22, due: inMinutes(60) }] }));
    const [one] = (await open(anna, conversation)).commitments;
    await well(anna.post(`/api/commitments/${one!.id}/keep`));
    expect(ids(await settled(`?conversation=${conversation}`, anna))).toEqual([one!.id]);
    expect(await settled(`?conversation=${conversation}`)).toMatchObject({ commitments: [], conversations: [], words: [], replacements: [] });
    await refused(clara.browser.get('/api/commitments/settled?agent=all'), 403, 'not-allowed');
    await refused(clara.browser.get(`/api/commitments/settled?team=${String(team['id'])}`), 403, 'not-allowed');
    await refused(anna.get('/api/commitments/settled?outcome=lost'), 400, 'input-wrong', 'outcome');
    await refused(anna.get('/api/commitments/settled?cursor=zzz'), 400, 'input-wrong', 'cursor');
    await refused(anna.get('/api/commitments/settled?limit=101'), 400, 'input-wrong', 'limit');
  });
});

