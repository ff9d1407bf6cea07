// keep-draft, through HTTP: drafts follow their writer from device to device, and nobody else ever sees them.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DraftView, SavedDraftReply } from '../../src/contract/draft.ts';
import { removeOld } from '../../src/operations/remove-old.ts';
import { Browser as Client } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { Written } from './agents-desk.ts';
import { joinAs, open, refused, silent, well, whereSomebodyWrites } from './agents-desk.ts';

const day = 86_400_000;

describe.each(databaseKinds())('drafts on %s', (kind) => {
  let { desk, anna, conversation } = {} as Written;
  whereSomebodyWrites(kind, 'Where is my lamp?', (now) => ({ desk, anna, conversation } = now));

  const put = async (text: string | null, more: object = {}, browser = anna, id: string = randomUUID()) =>
    (await well(browser.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'reply', device: 'desk', content: text === null ? null : { id, text }, ...more }))) as unknown as SavedDraftReply;
  const listed = async (browser = anna, path = `/api/conversations/${conversation}/drafts`) => ((await well(browser.get(path)))['drafts'] as DraftView[]);

  test('are kept as typed, one for an answer, one for a note and one for a new letter, without a word to anybody', async () => {
    await silent(anna, async () => {
      expect((await put('Dear Ma')).draft).toMatchObject({ kind: 'reply', conversation, content: { text: 'Dear Ma', copy: null, attachments: [] } });
      const [{ version }] = (await listed()) as [DraftView];
      expect((await put('Dear Marina', { seen: version })).draft?.version).toBe(version + 1);
      await put('She is a regular', { kind: 'note' });
      await well(anna.ask('PUT', '/api/drafts', { device: 'desk', content: { id: randomUUID(), text: 'A new letter', begins: { conversation: randomUUID(), to: 'someone@example.test', subject: 'Lamp' } } }));
    });
    expect((await listed()).map((one) => [one.kind, one.content.text]).toSorted(([one], [other]) => one!.localeCompare(other!))).toEqual([['note', 'She is a regular'], ['reply', 'Dear Marina']]);
    const all = await listed(anna, '/api/drafts');
    expect(all.find((one) => one.kind === 'new')?.content).toMatchObject({ text: 'A new letter', begins: { to: 'someone@example.test', subject: 'Lamp' } });
    expect((await open(anna, conversation)).conversation.messageCount).toBe(1);
    await well(anna.ask('PUT', '/api/drafts', { device: 'desk', content: null }));
  });

  test('are nobody else\'s: not a lead\'s, not an administrator\'s, not a machine\'s', async () => {
    await put('Between me and myself');
    for (const { browser } of [await joinAs(desk, 'agent'), await joinAs(desk, 'administrator')]) {
      expect(await listed(browser)).toEqual([]);
      expect(await listed(browser, '/api/drafts')).toEqual([]);
    }
    const { value } = await well(anna.post('/api/service-tokens', { name: 'robot', role: 'administrator' }));
    const machine = new Client(desk.address, { authorization: `Bearer ${String(value)}` });
    await refused(machine.get('/api/drafts'), 403, 'not-allowed');
    await refused(machine.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'reply', device: 'x', content: null }), 403, 'not-allowed');
  });

  test('the last writer wins, and what the other device had written is given back to it', async () => {
    const first = await put('On the laptop', { device: 'laptop' });
    const second = await put('On the phone', { device: 'phone', seen: null });
    expect(second.replaced).toMatchObject({ device: 'laptop', content: { text: 'On the laptop' } });
    expect(second.draft).toMatchObject({ device: 'phone', version: first.draft!.version + 1 });
    expect((await put('On the phone, seen', { device: 'laptop', seen: second.draft!.version })).replaced).toBeNull();
    expect((await put('On the phone, seen', { device: 'phone', seen: second.draft!.version })).replaced).toBeNull();
  });

  test('what is emptied is gone; what another device wrote since is not taken away by it', async () => {
    const { draft } = await put('Here', { device: 'laptop' });
    await put('There', { device: 'phone', seen: draft!.version });
    expect((await put(null, { device: 'laptop', seen: draft!.version })).draft).toMatchObject({ content: { text: 'There' } });
    expect((await put(null, { device: 'phone', seen: draft!.version + 1 })).draft).toBeNull();
    expect(await listed()).toEqual([]);
    expect((await put(null)).draft).toBeNull();
  });

  test('one that begins anew is not taken for the one that stood there before', async () => {
    const { draft } = await put('Before', { device: 'laptop' });
    await put(null, { device: 'phone', seen: draft!.version });
    await put('Anew', { device: 'phone' });
    expect((await put(null, { device: 'laptop', seen: draft!.version })).draft).toMatchObject({ content: { text: 'Anew' } });
    expect(await listed()).toHaveLength(1);
  });

  test('ten at once end as one, with a version each', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => put(`Try ${index}`, { device: `page ${index}` })));
    const versions = answers.map((one) => one.draft!.version).sort((one, other) => one - other);
    expect(versions.map((one) => one - versions[0]!)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await listed()).toHaveLength(1);
  });

  test('what was sent is no draft any more, on no device, even when its page died before it could say so', async () => {
    const [answer, note, other] = [randomUUID(), randomUUID(), randomUUID()];
    await put('It leaves today.', {}, anna, answer);
    await put('Call her', { kind: 'note' }, anna, note);
    const { version } = (await open(anna, conversation)).conversation;
    await well(anna.post(`/api/conversations/${conversation}/replies`, { id: answer, text: 'It leaves today.', version }));
    expect((await listed()).map((one) => one.kind)).toEqual(['note']);
    await well(anna.post(`/api/conversations/${conversation}/notes`, { id: note, text: 'Call her' }));
    expect(await listed()).toEqual([]);
    await put('Another one', {}, anna, other);
    await well(anna.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text: 'Something else' }));
    expect((await listed()).map((one) => one.content.text)).toEqual(['Another one']);
  });

  test('keep their files while forgotten uploads are let go, and are let go themselves after a month', async () => {
    const upload = async (): Promise<{ readonly id: string }> => {
      const answer = await fetch(`${desk.address}/api/attachments`, {
        method: 'POST', body: `file ${randomUUID()}`, headers: { 'content-type': 'text/plain', 'x-file-name': 'a.txt', 'sec-fetch-site': 'same-origin', cookie: [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      return (await answer.json()) as { readonly id: string };
    };
    const [kept, forgotten] = [await upload(), await upload()];
    await well(anna.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'reply', device: 'desk', content: { id: randomUUID(), text: '', attachments: [kept] } }));
    const there = async (id: string) => (await desk.desk.db.selectFrom('attachment').select('id').where('id', '=', id).execute()).length;
    desk.advance(8 * day);
    await removeOld(desk.desk, 30);
    expect([await there(kept.id), await there(forgotten.id)]).toEqual([1, 0]);
    desk.advance(30 * day);
    await removeOld(desk.desk, 30);
    expect([await there(kept.id), await listed()]).toEqual([0, []]);
    desk.advance(-38 * day);
  });

  test('wrong input is refused by its field, and marks that no database keeps are left out', async () => {
    await refused(anna.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'shout', device: 'x', content: null }), 400, 'input-wrong', 'kind');
    await refused(anna.ask('PUT', `/api/conversations/${conversation}/drafts`, { kind: 'reply', device: '', content: { id: 'no', text: 1 } }), 400, 'input-wrong', 'device');
    await refused(anna.ask('PUT', `/api/conversations/${randomUUID()}/drafts`, { kind: 'reply', device: 'x', content: null }), 404, 'not-found');
    const odd = await well(anna.ask('PUT', '/api/drafts', { device: 'd\u0000', content: { id: randomUUID(), text: 'a\u0000b \ud800', copy: 'x\u0000', begins: { conversation: randomUUID(), to: '\u0000', subject: '\udfff' } } }));
    expect(JSON.stringify(odd)).not.toContain('\\u0000');
  });
});
