// Promises kept and renewed by an answer (settle-by-reply), handed over (hand-over-commitment), listed in pages, and the kept-rate of a team.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { KeptRateReply, PromisesReply } from '../../src/contract/promises.ts';
import type { CommitmentView, NotificationView } from '../../src/contract/views.ts';
import { sendPlanned } from '../../src/operations/send-planned.ts';
import { watchCommitments } from '../../src/operations/watch-commitments.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Written } from './agents-desk.ts';
import { act, joinAs, open, refused, silent, tellingEvents, well, whereSomebodyWrites } from './agents-desk.ts';

const minute = 60_000;
const day = 24 * 60;

describe.each(databaseKinds())('promises among others on %s', (kind) => {
  let { desk, anna, conversation } = {} as Written;
  whereSomebodyWrites(kind, 'When will you call me?', (now) => ({ desk, anna, conversation } = now));
  const inMinutes = (minutes: number) => new Date(Date.parse(desk.now()) + minutes * minute).toISOString();
  const reply = async (browser: Browser, more: object, text = 'We call you back soon.', place = conversation) => {
    const { version } = (await open(browser, place)).conversation;
    return browser.post(`/api/conversations/${place}/replies`, { id: randomUUID(), text, version, ...more });
  };
  const promise = async (due: string | null, browser = anna, place = conversation): Promise<CommitmentView> => {
    await well(reply(browser, { commitments: [{ start: 0, end: 22, due }] }, undefined, place));
    return (await open(browser, place)).commitments.at(-1)!;
  };
  const found = async (id: string) => (await open(anna, conversation)).commitments.find((one) => one.id === id);
  const page = async (query: string, browser = anna) => (await well(browser.get(`/api/commitments${query}`))) as unknown as PromisesReply;

  describe('an answer', () => {
    test('keeps promises, and taken back makes them open again', async () => {
      const [one, two] = [await promise(inMinutes(60)), await promise(inMinutes(90))];
      const answer = randomUUID();
      const events = await tellingEvents(anna, () => well(reply(anna, { id: answer, keeps: [one.id], commitments: [], undoSeconds: 60 })));
      expect(events.map((event) => event.kind)).toEqual(['commitment-kept', 'reply-sent']);
      expect(await found(one.id)).toMatchObject({ state: { is: 'kept', by: answer } });
      expect(await found(two.id)).toMatchObject({ state: { is: 'open' } });
      expect((await open(anna, conversation)).conversation.commitmentDue).toBe(two.due!.by);
      await tellingEvents(anna, () => well(anna.post(`/api/messages/${answer}/undo`)));
      expect(await found(one.id)).toMatchObject({ state: { is: 'open' } });
      expect((await open(anna, conversation)).conversation.commitmentDue).toBe(one.due!.by);
    });

    test('asks for more time: the old promise is renewed, the new one stands in its place', async () => {
      const old = await promise(inMinutes(60));
      const due = inMinutes(3 * day);
      const text = 'I need more time. I will call you back on Friday.';
      const events = await tellingEvents(anna, () => well(reply(anna, { renews: { commitment: old.id, due }, commitments: [{ start: 18, end: text.length, due }] }, text)));
      expect(events.map((event) => event.kind)).toEqual(['commitment-made', 'commitment-renewed', 'reply-sent']);
      const after = (await open(anna, conversation)).commitments;
      const fresh = after.at(-1)!;
      expect(fresh).toMatchObject({ renews: old.id, state: { is: 'open' }, due: { by: due, stated: true }, promise: 'I will call you back on Friday.' });
      expect(after.find((one) => one.id === old.id)).toMatchObject({ state: { is: 'renewed', by: fresh.id } });
      expect((await page('')).commitments.map((one) => one.id)).toContain(fresh.id);
      expect((await page('')).commitments.map((one) => one.id)).not.toContain(old.id);
    });

    test('whose words promise nothing that is found keeps the old words with the new time', async () => {
      const old = await promise(inMinutes(60));
      const due = inMinutes(2 * day);
      await well(reply(anna, { renews: { commitment: old.id, due }, commitments: [] }, 'Bitte noch etwas Geduld.'));
      expect((await open(anna, conversation)).commitments.at(-1)).toMatchObject({ renews: old.id, promise: old.promise, due: { by: due, stated: true } });
    });

    test('taken back, what was missed before is missed again', async () => {
      const old = await promise(inMinutes(60));
      desk.advance(61 * minute);
      await watchCommitments(desk.desk);
      const answer = randomUUID();
      await well(reply(anna, { id: answer, renews: { commitment: old.id, due: inMinutes(60) }, commitments: [], undoSeconds: 60 }));
      expect(await found(old.id)).toMatchObject({ state: { is: 'renewed' } });
      await tellingEvents(anna, () => well(anna.post(`/api/messages/${answer}/undo`)));
      expect(await found(old.id)).toMatchObject({ state: { is: 'missed', at: old.due!.by } });
      expect((await open(anna, conversation)).commitments).toHaveLength(1);
    });

    test('is not held up by what somebody else has settled in the meantime', async () => {
      const old = await promise(inMinutes(60));
      await well(anna.post(`/api/commitments/${old.id}/waive`, { reason: 'They called.' }));
      await well(reply(anna, { keeps: [old.id], renews: { commitment: old.id, due: inMinutes(90) }, commitments: [] }));
      expect(await found(old.id)).toMatchObject({ state: { is: 'waived' } });
      expect((await open(anna, conversation)).commitments).toHaveLength(1);
    });

    test('names promises of its own conversation only, and a time that lies ahead', async () => {
      const old = await promise(inMinutes(60));
      const other = await desk.write('other');
      await silent(anna, async () => {
        await refused(reply(anna, { keeps: [old.id] }, undefined, other), 400, 'input-wrong', 'keeps.0');
        await refused(reply(anna, { keeps: [randomUUID()] }), 400, 'input-wrong', 'keeps.0');
        await refused(reply(anna, { renews: { commitment: old.id, due: inMinutes(90) } }, undefined, other), 400, 'input-wrong', 'renews.commitment');
        await refused(reply(anna, { renews: { commitment: old.id, due: inMinutes(-1) } }), 400, 'input-wrong', 'renews.due');
        await refused(reply(anna, { keeps: 'all' }), 400, 'input-wrong', 'keeps');
      });
    });

    test('that is planned keeps and renews when it is sent, and gives both back when it is not', async () => {
      const [kept, old] = [await promise(inMinutes(600)), await promise(inMinutes(700))];
      const { version } = (await open(anna, conversation)).conversation;
      const plan = { id: randomUUID(), text: 'As promised. The rest by Friday.', version, keeps: [kept.id], renews: { commitment: old.id, due: inMinutes(3 * day) } };
      await refused(anna.post(`/api/conversations/${conversation}/planned-replies`, { ...plan, sendAt: inMinutes(4 * day) }), 400, 'input-wrong', 'renews.due');
      await well(anna.post(`/api/conversations/${conversation}/planned-replies`, { ...plan, sendAt: inMinutes(30) }));
      expect(await found(kept.id)).toMatchObject({ state: { is: 'open' } });
      desk.advance(31 * minute);
      await sendPlanned(desk.desk);
      expect(await found(kept.id)).toMatchObject({ state: { is: 'kept', by: plan.id } });
      expect(await found(old.id)).toMatchObject({ state: { is: 'renewed' } });

      const third = await promise(inMinutes(900));
      const again = { id: randomUUID(), text: 'As promised.', version: (await open(anna, conversation)).conversation.version, keeps: [third.id], sendAt: inMinutes(30) };
      await well(anna.post(`/api/conversations/${conversation}/planned-replies`, again));
      await well(anna.remove(`/api/conversations/${conversation}/planned-replies/${again.id}`));
      const drafts = (await well(anna.get(`/api/conversations/${conversation}/drafts`)))['drafts'] as readonly { readonly content: { readonly promises?: unknown } }[];
      expect(drafts).toMatchObject([{ content: { promises: { keeps: [third.id], renews: null } } }]);
    });
  });

  describe('handed over', () => {
    test('it is the other one\'s, who is told; twice changes nothing', async () => {
      const bruno = await joinAs(desk, 'agent');
      const made = await promise(inMinutes(60));
      const events = await tellingEvents(anna, () => well(anna.post(`/api/commitments/${made.id}/hand-over`, { agent: bruno.id })));
      expect(events.map((event) => event.kind)).toEqual(['commitment-handed-over']);
      expect(await found(made.id)).toMatchObject({ agent: bruno.id, state: { is: 'open' } });
      expect((await page('', bruno.browser)).commitments.map((one) => one.id)).toContain(made.id);
      expect((await page('')).commitments.map((one) => one.id)).not.toContain(made.id);
      const told = (await well(bruno.browser.get('/api/notifications')))['notifications'] as NotificationView[];
      expect(told).toMatchObject([{ kind: 'commitment-handed-over', conversation, loud: true, data: { commitment: made.id, by: desk.annaId, promise: made.promise } }]);
      expect((await open(anna, conversation)).history.entries.at(-1)).toMatchObject({ kind: 'commitment-handed-over', data: { keeper: bruno.id } });
      await silent(anna, () => well(anna.post(`/api/commitments/${made.id}/hand-over`, { agent: bruno.id })));
    });

    test('only to somebody who is there and may see it, and only while it is open', async () => {
      const team = await well(anna.post('/api/teams', { name: `Few ${randomUUID()}` }));
      const inbox = await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Few', config: { teamName: 'Lumen' }, teams: [team['id']] }));
      const outside = await joinAs(desk, 'agent');
      const gone = await joinAs(desk, 'agent');
      await well(anna.patch(`/api/agents/${gone.id}`, { active: false }));
      conversation = await desk.write('hidden', randomUUID(), String(inbox['id']));
      const made = await promise(inMinutes(60));
      const over = async (agent: unknown) => anna.post(`/api/commitments/${made.id}/hand-over`, { agent });
      await silent(anna, async () => {
        await refused(over(outside.id), 400, 'input-wrong', 'agent');
        await refused(over(gone.id), 400, 'input-wrong', 'agent');
        await refused(over(randomUUID()), 400, 'input-wrong', 'agent');
        await refused(over('bruno'), 400, 'input-wrong', 'agent');
        await refused(outside.browser.post(`/api/commitments/${made.id}/hand-over`, { agent: outside.id }), 404, 'not-found');
      });
      await act(anna, conversation, 'assign', { agent: outside.id });
      await well(over(outside.id));
      await well(anna.post(`/api/commitments/${made.id}/keep`));
      await refused(over(desk.annaId), 409, 'commitment-settled');
    });

    test('whoever has it now is warned, although the one before was', async () => {
      const bruno = await joinAs(desk, 'agent');
      const made = await promise(inMinutes(100));
      desk.advance(85 * minute);
      await watchCommitments(desk.desk);
      await well(anna.post(`/api/commitments/${made.id}/hand-over`, { agent: bruno.id }));
      await watchCommitments(desk.desk);
      const told = (await well(bruno.browser.get('/api/notifications')))['notifications'] as NotificationView[];
      expect(told.map((one) => one.kind)).toContain('commitment-due');
    });
  });

  describe('listed', () => {
    test('in pages, the nearest first and those without a time last, with whose they are', async () => {
      const clara = await joinAs(desk, 'agent');
      const dues = [5, 1, 3, 2, 4].map((days) => inMinutes(days * day));
      const made: CommitmentView[] = [];
      for (const due of dues) made.push(await promise(due, clara.browser));
      await desk.desk.db.updateTable('commitment').set({ due_at: null }).where('id', '=', made[0]!.id).execute();
      const wanted = [made[1]!, made[3]!, made[2]!, made[4]!, made[0]!].map((one) => one.id);
      const all: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const part: PromisesReply = await page(`?limit=2${next === '' ? '' : `&cursor=${next}`}`, clara.browser);
        expect(part.commitments.length).toBeLessThanOrEqual(2);
        expect(part.conversations).toMatchObject([{ id: conversation }]);
        all.push(...part.commitments.map((one) => one.id));
        next = part.next;
      }
      expect(all).toEqual(wanted);
      expect((await page(`?dueBy=${inMinutes(2.5 * day)}`, clara.browser)).commitments.map((one) => one.id)).toEqual(wanted.slice(0, 2));
      const { contact } = await open(anna, conversation);
      expect((await page(`?contact=${contact.id}`)).commitments.map((one) => one.id)).toEqual(wanted);
      expect((await page(`?contact=${contact.id}&agent=me`)).commitments).toEqual([]);
      await refused(anna.get('/api/commitments?cursor=zzz'), 400, 'input-wrong', 'cursor');
      await refused(anna.get('/api/commitments?dueBy=soon'), 400, 'input-wrong', 'dueBy');
      await refused(anna.get('/api/commitments?limit=0'), 400, 'input-wrong', 'limit');
    });

    test('of everybody or of a team for those who lead, and for nobody else', async () => {
      const [dora, emil] = [await joinAs(desk, 'agent'), await joinAs(desk, 'lead')];
      const team = await well(anna.post('/api/teams', { name: `Team ${randomUUID()}`, members: [dora.id] }));
      const made = await promise(inMinutes(60), dora.browser);
      const own = await promise(inMinutes(70));
      const ofTeam = (await page(`?team=${String(team['id'])}`, emil.browser)).commitments;
      expect(ofTeam.map((one) => one.id)).toEqual([made.id]);
      const all = (await page('?agent=all&limit=100', emil.browser)).commitments.map((one) => one.id);
      expect(all).toEqual(expect.arrayContaining([made.id, own.id]));
      await refused(dora.browser.get('/api/commitments?agent=all'), 403, 'not-allowed');
      await refused(dora.browser.get(`/api/commitments?team=${String(team['id'])}`), 403, 'not-allowed');
    });
  });

  test('the kept-rate of a team is reckoned week by week, and never for few', async () => {
    const people = [await joinAs(desk, 'agent'), await joinAs(desk, 'agent'), await joinAs(desk, 'agent')];
    const team = String((await well(anna.post('/api/teams', { name: `Rate ${randomUUID()}`, members: people.map((one) => one.id) })))['id']);
    const few = String((await well(anna.post('/api/teams', { name: `Two ${randomUUID()}`, members: people.slice(1).map((one) => one.id) })))['id']);
    const rate = async (query: string) => (await well(people[0]!.browser.get(`/api/commitments/kept-rate${query}`))) as unknown as KeptRateReply;
    const { browser } = people[0]!;
    const kept = await promise(inMinutes(60), browser);
    await well(browser.post(`/api/commitments/${kept.id}/keep`));
    const late = await promise(inMinutes(60), browser);
    await promise(inMinutes(60), browser);
    const putOff = await promise(inMinutes(60), browser);
    await well(reply(browser, { renews: { commitment: putOff.id, due: inMinutes(60 * day) }, commitments: [] }));
    const given = await promise(inMinutes(60), browser);
    await well(browser.post(`/api/commitments/${given.id}/waive`, { reason: 'They called.' }));
    expect((await rate(`?team=${team}`)).whole).toMatchObject({ due: 0, rate: null });
    desk.advance(61 * minute);
    await watchCommitments(desk.desk);
    await well(browser.post(`/api/commitments/${late.id}/keep`));
    const told = await rate(`?team=${team}&weeks=4`);
    // Kept in time, kept late, never kept. What was put off by telling, or given up, before its time was not due.
    expect(told).toMatchObject({ shown: true, target: 0.98, whole: { due: 3, kept: 1, rate: 1 / 3 } });
    expect(told.weeks).toHaveLength(4);
    expect(told.weeks.at(-1)).toMatchObject({ due: 3, kept: 1 });
    expect(JSON.stringify(told)).not.toContain(people[0]!.id);
    expect(await rate(`?team=${few}`)).toMatchObject({ shown: false, fewest: 3, whole: { due: 0, kept: 0, rate: null }, weeks: [] });
    expect((await rate('')).shown).toBe(true);
    await refused(browser.get(`/api/commitments/kept-rate?team=${randomUUID()}`), 404, 'not-found');
    await refused(browser.get('/api/commitments/kept-rate?weeks=0'), 400, 'input-wrong', 'weeks');
  });
});
