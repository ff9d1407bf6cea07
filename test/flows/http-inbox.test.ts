// The HTTP API inbox from end to end: the little messenger writes to a real desk and is answered, with everything that goes wrong between
// them; and what docs/http-inbox.md tells people to type is typed here, as it stands there.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageView } from '../../src/contract/views.ts';
import type { Running } from '../../src/emulators/emulator.ts';
import { messenger } from '../../src/emulators/messenger/messenger.ts';
import { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import { eventually, eventuallyHolds } from '../setup/eventually.ts';
import { list, open, well } from './agents-desk.ts';

describe.each(databaseKinds())('the HTTP API inbox on %s', (kind) => {
  let desk: TestDesk;
  let anna: Browser;
  let program: Running;
  let hook: string;
  let inbox: string;
  beforeAll(async () => {
    [desk, program] = await Promise.all([startDesk(kind), messenger.start({ port: 0, seed: 3, pace: 0.01 })]);
    program.faults.late = 20;
    anna = new Browser(desk.address);
    await anna.post('/api/session', administrator);
    const made = await well(anna.post('/api/inboxes', { channel: 'api', name: 'Messenger', config: program.settings, undoSeconds: 0 }));
    inbox = String(made['id']);
    hook = `${desk.address}/hooks/${String(made['token'])}`;
    await fetch(`${program.address}/connection`, { method: 'POST', body: new URLSearchParams({ hook }) });
  });
  afterAll(async () => {
    await program.stop();
    await desk.stop();
  });

  const conversationOf = (customer: string) => eventually(`a conversation of ${customer}`, async () => (await list(anna, { view: 'open' })).find(({ contact }) => (contact as { name?: string | null }).name === customer));
  const messagesOf = async (customer: string): Promise<readonly MessageView[]> => (await open(anna, (await conversationOf(customer)).id)).messages;
  const answer = async (customer: string, text: string, attachments: readonly string[] = []): Promise<string> => {
    const conversation = await conversationOf(customer);
    const id = crypto.randomUUID();
    await well(anna.post(`/api/conversations/${conversation.id}/replies`, { id, text, version: (await open(anna, conversation.id)).conversation.version, anyway: true, then: 'open', attachments }));
    return id;
  };
  const deliveryOf = async (customer: string, id: string) => (await messagesOf(customer)).find((one) => one.id === id)!.deliveries[0]!;

  test('a story: files both ways, answered once in spite of a lost answer, delivered, read, edited, taken back', async () => {
    const photo = Buffer.alloc(150_000, 7);
    const first = program.customers.write('Anna', { text: 'Where is my parcel?', files: [{ name: 'note.txt', mediaType: 'text/plain', content: Buffer.from('small') }, { name: 'photo.png', mediaType: 'image/png', content: photo }] });
    await eventuallyHolds(async () => {
      const [message] = await messagesOf('Anna');
      expect(message).toMatchObject({ text: 'Where is my parcel?', notices: [] });
      expect(message!.attachments.map(({ name, bytes, away }) => [name, bytes, away])).toEqual([['note.txt', 5, undefined], ['photo.png', 150_000, undefined]]);
    });
    program.customers.edit!(first.id, 'Where is my parcel 4711?');
    await eventuallyHolds(async () => expect((await messagesOf('Anna'))[0]).toMatchObject({ text: 'Where is my parcel 4711?', editedAt: expect.any(String) }));

    program.faults.answerLost = 1;
    const reply = await answer('Anna', 'It **comes** tomorrow.');
    await eventuallyHolds(async () => expect(await deliveryOf('Anna', reply)).toMatchObject({ state: 'queued', problem: { code: 'api.answer-lost' } }));
    program.faults.answerLost = 0;
    desk.advance(30_000);
    await eventuallyHolds(async () => expect(await deliveryOf('Anna', reply)).toMatchObject({ state: expect.stringMatching(/accepted|delivered/) }));
    const arrived = program.book.entries.filter(({ direction }) => direction === 'to customer');
    expect(arrived).toHaveLength(1);
    expect(arrived[0]).toMatchObject({ customer: 'Anna', text: 'It comes tomorrow.' });

    const second = await answer('Anna', 'Is that all right?');
    await eventuallyHolds(async () => expect(await deliveryOf('Anna', second)).toMatchObject({ state: 'delivered', at: { delivered: expect.any(String) } }));
    program.customers.read!('Anna');
    await eventuallyHolds(async () => expect(await deliveryOf('Anna', second)).toMatchObject({ state: 'read', at: { read: expect.any(String) } }));
    program.customers.remove!(first.id);
    await eventuallyHolds(async () => expect((await messagesOf('Anna'))[0]).toMatchObject({ text: '', removedAt: expect.any(String) }));
  });

  test('two people whose ids differ in capitals stay two, and one who has turned away is told of', async () => {
    program.customers.write('Boris', { text: 'I am Boris' });
    program.customers.write('boris', { text: 'I am not' });
    await eventuallyHolds(async () => expect((await messagesOf('Boris')).map(({ text }) => text)).toEqual(['I am Boris']));
    await eventuallyHolds(async () => expect((await messagesOf('boris')).map(({ text }) => text)).toEqual(['I am not']));
    program.customers.block!('Boris');
    const reply = await answer('Boris', 'Hello Boris');
    await eventuallyHolds(async () => expect(await deliveryOf('Boris', reply)).toMatchObject({ state: 'failed', problem: { code: 'api.person-gone', detail: '410: This person does not want messages from you.' } }));
    const other = await answer('boris', 'Hello boris');
    await eventuallyHolds(async () => expect(await deliveryOf('boris', other)).toMatchObject({ state: 'delivered' }));
  });

  test('another secret there is said on the inbox, and what waited goes when it is put right', async () => {
    program.customers.write('Clara', { text: 'Hello' });
    await conversationOf('Clara');
    await well(anna.patch(`/api/inboxes/${inbox}`, { config: { ...program.settings, secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` } }));
    const reply = await answer('Clara', 'Hello Clara');
    const health = async () => (((await well(anna.get('/api/inboxes')))['inboxes'] as { id: string; health: object }[]).find(({ id }) => id === inbox)!).health;
    await eventuallyHolds(async () => expect(await health()).toMatchObject({ is: 'failing', problem: { code: 'api.signature-refused' } }));
    await well(anna.patch(`/api/inboxes/${inbox}`, { config: program.settings }));
    await eventuallyHolds(async () => expect(await deliveryOf('Clara', reply)).toMatchObject({ state: 'delivered' }));
    expect(program.book.entries.filter(({ customer, direction }) => customer === 'Clara' && direction === 'to customer')).toHaveLength(1);
  });

  test('what docs/http-inbox.md says to type', async () => {
    const text = await readFile(new URL('../../docs/http-inbox.md', import.meta.url), 'utf8');
    const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map((match) => match[1]!);
    const { stdout } = await promisify(execFile)('bash', ['-c', `set -euo pipefail\n${blocks.join('\necho\n')}`], { env: { PATH: process.env['PATH'], HOOK: hook, SECRET: String(program.settings['secret']) }, timeout: 60_000 });
    expect(stdout.split('\n').filter((line) => line !== '')).toEqual(blocks.slice(1).map(() => 'ok'));
    await eventuallyHolds(async () => {
      const found = (await list(anna, { view: 'open' })).filter(({ contact }) => (contact as { name?: string | null }).name === 'Anna');
      const all = (await Promise.all(found.map(({ id }) => open(anna, id)))).flatMap(({ messages }) => messages);
      // The first was edited and the second taken back by the commands themselves.
      expect(all.find((one) => one.text === 'Where is my parcel? Order 4711.')).toBeDefined();
    });
  });

  test('a mistake in one event loses none beside it; nothing but mistakes is set aside for administrators', async () => {
    const tell = async (events: readonly unknown[]): Promise<number> => {
      const text = await readFile(new URL('../../docs/http-inbox.md', import.meta.url), 'utf8');
      const helper = /^```sh\n(.*?)^```/ms.exec(text)![1]!;
      await promisify(execFile)('bash', ['-c', `set -euo pipefail\n${helper}\ntell "$BODY"`], { env: { PATH: process.env['PATH'], HOOK: hook, SECRET: String(program.settings['secret']), BODY: JSON.stringify({ events }) } });
      return events.length;
    };
    await tell([
      { type: 'receipt', message: 'out-1', state: 'seen' },
      { type: 'message', id: 'd-1', from: { id: 'dora', name: 'Dora' }, text: 'Hello', attachment: [] },
      { type: 'message', id: 'd-2', from: { id: 'dora', name: 'Dora' }, text: 'Are you there?' },
    ]);
    await eventuallyHolds(async () => expect((await messagesOf('Dora')).map(({ text, notices }) => [text, notices]).toSorted((one, other) => String(one[0]).localeCompare(String(other[0])))).toEqual([['Are you there?', []], ['Hello', ['api.event-partly-read']]]));
    expect((await messagesOf('API')).at(-1)).toMatchObject({ machineSent: true, text: '⚠ events.0.state is none of delivered, read, failed', notices: ['api.event-wrong'], attachments: [{ name: 'event.json' }] });
    await tell([{ type: 'receipt', message: 'out-1', state: 'seen' }]);
    await eventuallyHolds(async () => expect(JSON.stringify((await well(anna.get('/api/raw-inputs'))))).toContain('api.event-wrong'));
  });
});
