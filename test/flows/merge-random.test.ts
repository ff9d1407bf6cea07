// Random sequences of joining, arriving, answering, deciding and parting, in any legal order. In the end everything is parted again,
// and each conversation must be what its twin is, which got the same words and was never joined with anything.
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenReply } from '../../src/contract/requests.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, mailSettings, open, startAgentsDesk, telling, well } from './agents-desk.ts';
import { mailOf } from './merging-desk.ts';

const threads = 4;
const thread = fc.nat({ max: threads - 1 });
type Then = 'open' | 'waiting' | 'closed';
type Step =
  | { readonly do: 'arrive'; readonly thread: number; readonly angry: boolean }
  | { readonly do: 'reply'; readonly thread: number; readonly then: Then }
  | { readonly do: 'note' | 'close' | 'wait'; readonly thread: number }
  | { readonly do: 'merge'; readonly thread: number; readonly into: number }
  | { readonly do: 'undo'; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('arrive' as const), thread, angry: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reply' as const), thread, then: fc.constantFrom<Then>('open', 'waiting', 'closed') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('note' as const, 'close' as const, 'wait' as const), thread }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('merge' as const), thread, into: thread }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat({ max: 5 }) }) },
);

/** What happened, to be repeated for the twins: `of` says in which conversation it was or, for what was written, in the end lies. */
type Deed = { readonly do: 'arrive' | 'reply' | 'note' | 'close' | 'wait'; readonly of: number; readonly text: string; readonly then?: Then; readonly id: string };
type Standing = { readonly id: string; readonly survivor: number; readonly part: number };

describe.each(databaseKinds())('random joining and parting on %s', (kind) => {
  let desk: AgentsDesk;
  let mailbox: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    mailbox = String((await well(desk.anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: mailSettings, senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }] })))['id']);
  });
  afterAll(() => desk?.stop());

  const mail = async (from: string, text: string, answers: string | null): Promise<{ readonly id: string; readonly conversation: string; readonly message: string }> => {
    const id = `${randomUUID()}@their.example`;
    await desk.mail(mailbox, mailOf({ from, subject: 'A matter', text, id: `<${id}>`, headers: answers === null ? {} : { 'In-Reply-To': `<${answers}>` } }));
    const row = await desk.desk.db.selectFrom('message').select(['id', 'conversation']).where('external_id', '=', id).executeTakeFirstOrThrow();
    return { id, conversation: row.conversation, message: row.id };
  };
  const write = async (conversation: string, kindOf: 'reply' | 'note', text: string, then: Then = 'open'): Promise<string> => {
    const id = randomUUID();
    if (kindOf === 'note') await well(desk.anna.post(`/api/conversations/${conversation}/notes`, { id, text }));
    else await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id, text, version: 0, anyway: true, then, undoSeconds: 60, commitments: [{ start: 0, end: 4, due: null }] }));
    return id;
  };
  const decide = (conversation: string, what: 'close' | 'wait') => act(desk.anna, conversation, what, what === 'wait' ? { for: 'customer' } : {});

  /** Four matters of two people. */
  const begin = async () => {
    const people = [`a-${randomUUID()}@their.example`, `b-${randomUUID()}@their.example`];
    const begun = [];
    for (let index = 0; index < threads; index += 1) {
      const from = people[index % 2]!;
      const first = await mail(from, `matter ${index}`, null);
      await act(desk.anna, first.conversation, 'assign', { agent: desk.annaId });
      begun.push({ ...first, from });
    }
    return begun;
  };
  type Begun = Awaited<ReturnType<typeof begin>>;

  async function live(begun: Begun, steps: readonly Step[]): Promise<readonly Deed[]> {
    const deeds: Deed[] = [];
    const into = begun.map((_one, index) => index);
    const standing: Standing[] = [];
    const rootOf = (index: number): number => (into[index] === index ? index : rootOf(into[index]!));
    const conversationOf = (index: number) => begun[rootOf(index)]!.conversation;
    const isFree = (merge: Standing) => standing.slice(standing.indexOf(merge) + 1).every((later) => [later.survivor, later.part].every((one) => one !== merge.survivor && one !== merge.part));
    const part = async (merge: Standing): Promise<void> => {
      await telling(desk.anna, () => well(desk.anna.post(`/api/merges/${merge.id}/undo`)));
      into[merge.part] = merge.part;
      standing.splice(standing.indexOf(merge), 1);
    };
    for (const one of steps) {
      const text = `${one.do} ${deeds.length}`;
      switch (one.do) {
        case 'arrive': {
          const words = one.angry ? `${text} I am furious!` : text;
          const came = await mail(begun[one.thread]!.from, words, begun[one.thread]!.id);
          expect(came.conversation).toBe(conversationOf(one.thread));
          deeds.push({ do: 'arrive', of: one.thread, text: words, id: came.message });
          break;
        }
        case 'reply':
        case 'note':
          deeds.push({ do: one.do, of: rootOf(one.thread), text, id: await write(conversationOf(one.thread), one.do, text, 'then' in one ? one.then : 'open'), ...('then' in one ? { then: one.then } : {}) });
          break;
        case 'close':
        case 'wait':
          await decide(conversationOf(one.thread), one.do);
          deeds.push({ do: one.do, of: rootOf(one.thread), text, id: '' });
          break;
        case 'merge': {
          const [from, to] = [rootOf(one.thread), rootOf(one.into)];
          if (from === to) break;
          const id = randomUUID();
          await well(desk.anna.post(`/api/conversations/${begun[to]!.conversation}/merge`, { id, merge: [begun[from]!.conversation], acrossContacts: true }));
          into[from] = to;
          standing.push({ id, survivor: to, part: from });
          break;
        }
        case 'undo': {
          const merge = standing[one.which % Math.max(standing.length, 1)];
          if (!merge) break;
          if (isFree(merge)) await part(merge);
          else expect((await desk.anna.post(`/api/merges/${merge.id}/undo`)).body['code']).toBe('merge-not-newest');
        }
      }
    }
    while (standing.length > 0) await part(standing.at(-1)!);
    return deeds;
  }

  /** The same words for twins that are never joined, each where it lies in the end. */
  async function repeat(twins: Begun, originals: Begun, deeds: readonly Deed[]): Promise<void> {
    for (const deed of deeds) {
      const written = deed.id === '' ? undefined : await desk.desk.db.selectFrom('message').select('conversation').where('id', '=', deed.id).executeTakeFirstOrThrow();
      const at = written === undefined ? deed.of : originals.findIndex((one) => one.conversation === written.conversation);
      if (deed.do === 'arrive') expect(at, deed.text).toBe(deed.of);
      const twin = twins[at]!;
      if (deed.do === 'arrive') await mail(twin.from, deed.text, twin.id);
      else if (deed.do === 'reply' || deed.do === 'note') await write(twin.conversation, deed.do, deed.text, deed.then);
      else await decide(twin.conversation, deed.do);
    }
  }

  const essence = ({ conversation, messages, commitments }: OpenReply) => ({
    state: conversation.state.is, waiting: conversation.waitingSince !== null, count: conversation.messageCount, last: conversation.last.text, direction: conversation.last.direction,
    mood: conversation.mood, intensity: conversation.moodIntensity, urgency: conversation.urgency, language: conversation.language, assignee: conversation.assignee, failed: conversation.failedDeliveries,
    promised: conversation.commitmentDue !== null, promises: commitments.length, texts: messages.map((message) => message.text.trim()), homes: messages.map((message) => message.home),
    deliveries: messages.map((message) => message.deliveries.length), contact: conversation.contact.id !== '',
  });

  test('each is in the end what it would be if it had never been joined', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      const originals = await begin();
      const twins = await begin();
      await repeat(twins, originals, await live(originals, steps));
      for (let index = 0; index < threads; index += 1) {
        expect(essence(await open(desk.anna, originals[index]!.conversation)), `matter ${index}`).toEqual(essence(await open(desk.anna, twins[index]!.conversation)));
      }
      expect(await desk.desk.db.selectFrom('delivery').innerJoin('message', 'message.id', 'delivery.message').select('delivery.id').whereRef('delivery.conversation', '<>', 'message.conversation').execute()).toEqual([]);
    }), { numRuns: Number(process.env['ATTUNE_RANDOM_RUNS'] ?? 6), endOnFailure: true });
  }, 300_000);
});
