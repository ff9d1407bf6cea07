// What the messenger refuses and what it tells: each rule of docs/http-inbox.md from the program's side. The desk is played here.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Running } from '../emulator.ts';
import { messenger } from './messenger.ts';

type Told = { readonly id: string; readonly time: string; readonly signature: string; readonly body: string; readonly at: number };
let program: Running;
let told: Told[];
let answer: () => number;
let stopDesk: () => Promise<void>;
let hook: string;

beforeEach(async () => {
  told = [];
  answer = () => 200;
  const desk = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers as Record<string, string>;
      told.push({ id: id!, time: time!, signature: signature!, body: Buffer.concat(pieces).toString(), at: Date.now() });
      response.writeHead(answer()).end();
    });
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  hook = `http://127.0.0.1:${(desk.address() as AddressInfo).port}/hooks/token`;
  stopDesk = async () => {
    desk.closeAllConnections();
    await new Promise((resolve) => desk.close(resolve));
  };
  program = await messenger.start({ port: 0, seed: 7, pace: 0.001 });
  program.faults.late = 1;
});
afterEach(async () => {
  await program.stop();
  await stopDesk();
});

const connect = (): Promise<Response> => fetch(`${program.address}/connection`, { method: 'POST', body: new URLSearchParams({ hook }) });
const events = (): readonly Record<string, unknown>[] => told.flatMap(({ body }) => (JSON.parse(body) as { readonly events: readonly Record<string, unknown>[] }).events);
const sign = (id: string, time: string, body: string, secret = String(program.settings['secret'])): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${id}.${time}.${body}`).digest('base64')}`;
const message = (change: object = {}): Record<string, unknown> => ({
  type: 'message', id: 'desk-1', to: 'Anna', conversation: { id: 'c-1', number: 1 }, subject: null, text: 'Hello', html: null, inReplyTo: [], attachments: [], buttons: [], sentAt: '2026-03-09T10:05:00.000Z', machineSent: false, ...change,
});

async function ask(payload: unknown, change: { readonly headers?: Record<string, string>; readonly secret?: string; readonly time?: number } = {}): Promise<{ readonly status: number; readonly answer: Record<string, unknown>; readonly headers: Headers }> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const given = typeof payload === 'string' ? undefined : (payload as { readonly id?: unknown }).id;
  const id = typeof given === 'string' ? given : 'ping-1';
  const time = String(change.time ?? Math.floor(Date.now() / 1_000));
  const response = await fetch(String(program.settings['programAddress']), { method: 'POST', body, headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': sign(id, time, body, change.secret), ...change.headers } });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown>, headers: response.headers };
}

const arrived = () => program.book.entries.filter(({ direction }) => direction === 'to customer');
const statesOf = (id: unknown): readonly string[] => program.book.find(String(id))!.states.map(({ state }) => state);

describe('the desk’s requests', () => {
  beforeEach(() => void program.customers.write('Anna', { text: 'Hello' }));

  it.each([
    ['no signature', { headers: { 'webhook-signature': '' } }],
    ['another secret', { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }],
    ['six minutes ago', { time: Math.floor(Date.now() / 1_000) - 360 }],
    ['another id', { headers: { 'webhook-id': 'desk-2' } }],
    ['only a later version', { headers: { 'webhook-signature': 'v2,AAAA' } }],
  ])('are refused with %s', async (_name, change) => {
    expect(await ask(message(), change)).toMatchObject({ status: 401 });
    expect(arrived()).toEqual([]);
  });

  it('are believed by one signature of several', async () => {
    const time = String(Math.floor(Date.now() / 1_000));
    const right = sign('desk-1', time, JSON.stringify(message()));
    expect(await ask(message(), { time: Number(time), headers: { 'webhook-signature': `v1,AAAA ${right} v2,BBBB` } })).toMatchObject({ status: 200 });
  });

  it('may ask whether it is there', async () => {
    expect(await ask({ type: 'ping' })).toMatchObject({ status: 200 });
    expect(arrived()).toEqual([]);
  });

  it.each([
    ['not JSON', '{"type":', 400],
    ['another type', { type: 'reaction', id: 'desk-1' }, 400],
    ['nobody known', message({ to: 'Boris' }), 404],
    ['nobody at all', message({ to: '' }), 400],
    ['too long an id', message({ id: 'x'.repeat(201) }), 400],
    ['no conversation', message({ conversation: null }), 400],
    ['a time that is none', message({ sentAt: 'now' }), 400],
    ['html of another kind', message({ html: 7 }), 400],
    ['references of another kind', message({ inReplyTo: [7] }), 400],
    ['no word whether a machine wrote it', message({ machineSent: null }), 400],
    ['too long a text', message({ text: 'x'.repeat(20_001) }), 422],
    ['nothing in it', message({ text: ' ' }), 422],
    ['a file that is no base64', message({ attachments: [{ name: 'a', mediaType: 'text/plain', bytes: 1, base64: '!' }] }), 400],
    ['a file with other bytes', message({ attachments: [{ name: 'a', mediaType: 'text/plain', bytes: 2, base64: 'AAAA' }] }), 400],
    ['a file without a name', message({ attachments: [{ name: '', mediaType: 'text/plain', bytes: 3, base64: 'AAAA' }] }), 400],
    ['more than 10 MB', message({ attachments: [{ name: 'a', mediaType: 'text/plain', bytes: 10_000_001, base64: Buffer.alloc(10_000_001).toString('base64') }] }), 413],
    ['eleven buttons', message({ buttons: Array.from({ length: 11 }, (_one, place) => ({ id: String(place), label: 'x' })) }), 422],
    ['one button twice', message({ buttons: [{ id: 'a', label: 'x' }, { id: 'a', label: 'y' }] }), 422],
    ['a button without words', message({ buttons: [{ id: 'a', label: '' }] }), 400],
  ])('are refused for %s', async (_name, payload, status) => {
    const refused = await ask(payload);
    expect(refused).toMatchObject({ status, answer: { error: expect.stringMatching(/\w/) } });
    expect(arrived()).toEqual([]);
  });

  it('are refused where they are no JSON by their own word, or no POST', async () => {
    expect(await ask(message(), { headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 });
    expect((await fetch(String(program.settings['programAddress']))).status).toBe(405);
  });

  it('carry a message once under one id, and another message never under the same', async () => {
    const first = await ask(message());
    expect(await ask(message({ inReplyTo: ['in-2'] }))).toMatchObject({ status: 200, answer: first.answer });
    expect(await ask(message({ text: 'Something else' }))).toMatchObject({ status: 409 });
    expect(arrived()).toHaveLength(1);
  });

  it('reach nobody who does not want to hear, until they do again', async () => {
    program.customers.block!('Anna');
    expect(await ask(message())).toMatchObject({ status: 410 });
    program.customers.unblock!('Anna');
    expect(await ask(message())).toMatchObject({ status: 200 });
    expect(arrived()).toHaveLength(1);
  });

  it('meet faults', async () => {
    Object.assign(program.faults, { tooMany: 1, retryAfterSeconds: 3 });
    const busy = await ask(message());
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '3']);
    Object.assign(program.faults, { tooMany: 0, broken: 1 });
    expect(await ask(message())).toMatchObject({ status: 500 });
    expect(arrived()).toEqual([]);
    Object.assign(program.faults, { broken: 0, answerLost: 1 });
    await expect(ask(message())).rejects.toThrow();
    expect(arrived()).toHaveLength(1);
    program.faults.away = true;
    await expect(ask(message())).rejects.toThrow();
  });
});

describe('what people do', () => {
  it('waits until the program is told where the desk is, and is told in its order, signed', async () => {
    const first = program.customers.write('Anna', { text: 'One' });
    program.customers.edit!(first.id, 'One, changed');
    program.customers.remove!(first.id);
    program.customers.edit!(first.id, 'too late');
    program.customers.begin!('Boris', 'spring');
    program.customers.block!('Anna');
    program.customers.write('Anna', { text: 'Two' });
    expect(told).toEqual([]);
    expect(await (await connect()).text()).toContain(hook);
    await vi.waitFor(() => expect(events()).toHaveLength(7));
    expect(events()).toMatchObject([
      { type: 'message', id: first.id, from: { id: 'Anna', name: 'Anna', verified: true }, text: 'One', attachments: [] },
      { type: 'edit', message: first.id, text: 'One, changed' },
      { type: 'removal', message: first.id },
      { type: 'begun', from: { id: 'Boris' }, payload: 'spring' },
      { type: 'reachable', from: { id: 'Anna' }, reachable: false },
      { type: 'reachable', from: { id: 'Anna' }, reachable: true },
      { type: 'message', text: 'Two' },
    ]);
    for (const { id, time, body, signature } of told) expect(signature).toBe(sign(id, time, body));
    expect(program.book.find(first.id)!.told).toBe(true);
  });

  it('reaches the desk with files: small ones along with it, others for whoever has the token', async () => {
    await connect();
    const large = Buffer.alloc(200_000, 5);
    program.customers.write('Anna', { text: 'See', files: [{ name: 'a.txt', mediaType: 'text/plain', content: Buffer.from('small') }, { name: 'b.png', mediaType: 'image/png', content: large }] });
    await vi.waitFor(() => expect(events()).toHaveLength(1));
    const [small, other] = events()[0]!['attachments'] as readonly [Record<string, unknown>, Record<string, unknown>];
    expect(small).toEqual({ name: 'a.txt', mediaType: 'text/plain', base64: Buffer.from('small').toString('base64') });
    expect(other).toMatchObject({ name: 'b.png', mediaType: 'image/png', bytes: 200_000 });
    const url = String(other['url']);
    expect((await fetch(url)).status).toBe(401);
    const headers = { authorization: `Bearer ${String(program.settings['fileToken'])}` };
    expect((await fetch(`${url}0`, { headers })).status).toBe(404);
    expect(Buffer.from(await (await fetch(url, { headers })).arrayBuffer()).equals(large)).toBe(true);
  });

  it('is heard of our messages: delivered, pressed, read, or failed where somebody has turned away since', async () => {
    await connect();
    program.customers.write('Anna', { text: 'Hello' });
    const { id } = (await ask(message({ buttons: [{ id: 'yes', label: 'Yes' }] }))).answer;
    await vi.waitFor(() => expect(statesOf(id)).toContain('delivered'));
    program.customers.press!('Anna', String(id), 'no');
    program.customers.press!('Boris', String(id), 'yes');
    program.customers.press!('Anna', String(id), 'yes');
    program.customers.read!('Anna');
    program.customers.read!('Anna');
    program.faults.late = 50;
    const { id: second } = (await ask(message({ id: 'desk-2' }))).answer;
    program.customers.block!('Anna');
    await vi.waitFor(() => expect(statesOf(second)).toContain('failed'));
    await vi.waitFor(() => expect(events()).toHaveLength(6));
    expect(events()).toMatchObject([
      { type: 'message' }, { type: 'receipt', message: id, state: 'delivered' }, { type: 'press', message: id, button: 'yes', from: { id: 'Anna' } },
      { type: 'read-until', message: id, from: { id: 'Anna' } }, { type: 'reachable', reachable: false }, { type: 'receipt', message: second, state: 'failed', detail: expect.stringMatching(/./) },
    ]);
  });

  it('is told again until the desk has it, signed anew each time, and twice or never where faults say so', async () => {
    await connect();
    let refusals = 2;
    answer = () => ((refusals -= 1) >= 0 ? 503 : 200);
    const entry = program.customers.write('Anna', { text: 'Hello' });
    await vi.waitFor(() => expect(entry.told).toBe(true));
    expect(told).toHaveLength(3);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    for (const { id, time, body, signature, at } of told) {
      expect(signature).toBe(sign(id, time, body));
      expect(Math.abs(Number(time) - at / 1_000)).toBeLessThan(2);
    }
    program.faults.duplicated = 1;
    program.customers.write('Anna', { text: 'Twice' });
    await vi.waitFor(() => expect(told).toHaveLength(5));
    expect(told[3]!.body).toBe(told[4]!.body);
    Object.assign(program.faults, { duplicated: 0, receiptsMissing: 1 });
    const { id } = (await ask(message())).answer;
    await vi.waitFor(() => expect(statesOf(id)).toContain('delivered'));
    program.customers.read!('Anna');
    program.customers.write('Anna', { text: 'Last' });
    await vi.waitFor(() => expect(events().at(-1)).toMatchObject({ text: 'Last' }));
    expect(events().filter(({ type }) => type === 'receipt' || type === 'read-until')).toEqual([]);
  });
});

describe('the program’s own page', () => {
  it('takes the address of the inbox, and nothing that is none', async () => {
    expect(await (await fetch(`${program.address}/`)).text()).toContain('Not connected');
    const wrong = await fetch(`${program.address}/connection`, { method: 'POST', body: new URLSearchParams({ hook: 'javascript:alert(1)' }) });
    expect(wrong.status).toBe(400);
    const odd = await fetch(`${program.address}/connection`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ hook: `${hook}?a="><script>` }) });
    expect(await odd.text()).not.toContain('"><script>');
    expect((await fetch(`${program.address}/elsewhere`)).status).toBe(404);
  });

  it('has the same secrets for the same seed', async () => {
    const again = await messenger.start({ port: 0, seed: 7, pace: 1 });
    const other = await messenger.start({ port: 0, seed: 8, pace: 1 });
    expect(again.settings['secret']).toBe(program.settings['secret']);
    expect(other.settings['secret']).not.toBe(program.settings['secret']);
    await Promise.all([again.stop(), other.stop()]);
  });
});
