// Sending to the program that the emulator plays: every answer it can give, and what is made of it.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { messenger } from '../../emulators/messenger/messenger.ts';
import type { ChannelIo, Outgoing, RawRequest } from '../channel.ts';
import { api } from './channel.ts';
import type { ApiConfig } from './config.ts';
import { receive } from './receive.ts';

let program: Running;
let config: ApiConfig;
const blobs = new Map<string, Buffer>();
const io: ChannelIo = {
  now: () => new Date().toISOString(),
  openBlob: async (hash) => {
    const found = blobs.get(hash);
    if (!found) throw Object.assign(new Error('/data/blobs/secret-place is not there'), { code: 'ENOENT' });
    // In pieces, as from a disk.
    return Readable.from([found.subarray(0, 2), found.subarray(2)]);
  },
  log: () => undefined, publicAddress: 'https://desk.example', signal: new AbortController().signal,
};

beforeEach(async () => {
  program = await messenger.start({ port: 0, seed: 1, pace: 0.001 });
  config = api.readConfig(program.settings);
  program.customers.write('Anna', { text: 'Hello' });
});
afterEach(() => program.stop());

function outgoing(change: Partial<Outgoing['message']> = {}, around: Partial<Outgoing> = {}): Outgoing {
  return {
    message: { id: 'message-1', subject: null, text: 'It comes tomorrow. 📦', html: null, attachments: [], sentAt: '2026-03-09T10:05:00.000Z', machineSent: false, ...change },
    to: '^anna', recipients: { to: [], copy: [], blindCopy: [] }, from: null, conversation: { id: 'conversation-1', number: 1042, key: 'secret-key' },
    inReplyTo: ['in-1'], idempotencyKey: 'delivery-1', ...around,
  };
}

function file(name: string, mediaType: string, content: Buffer): Outgoing['message']['attachments'][number] {
  const hash = createHash('sha256').update(content).digest('hex');
  blobs.set(hash, content);
  return { name, mediaType, bytes: content.byteLength, contentId: null, hash };
}

const arrived = () => program.book.entries.filter(({ direction }) => direction === 'to customer');

describe('a message', () => {
  it('arrives once, with files byte for byte, buttons and its own id, at a person whose id has capitals', async () => {
    const photo = Buffer.from([...Array.from({ length: 300 }).keys()].map((one) => one & 255));
    const sent = await api.send(outgoing({ quoted: 'passed on', attachments: [file('фото.jpg', 'image/jpeg', photo), file('empty.txt', 'text/plain', Buffer.alloc(0))], buttons: [{ id: 'yes', label: 'Thanks' }] }), config, io);
    const [entry, ...more] = arrived();
    expect(more).toEqual([]);
    expect(sent).toEqual({ ok: true, externalId: entry!.id });
    expect(entry).toMatchObject({
      customer: 'Anna', text: 'It comes tomorrow. 📦\n\npassed on', key: 'delivery-1', buttons: [{ id: 'yes', label: 'Thanks' }],
      files: [{ name: 'фото.jpg', mediaType: 'image/jpeg', bytes: 300, sha256: createHash('sha256').update(photo).digest('hex') }, { name: 'empty.txt', bytes: 0 }],
    });
  });

  it('is written to nobody twice when it is sent again', async () => {
    const first = await api.send(outgoing(), config, io);
    expect(await api.send(outgoing(), config, io)).toEqual(first);
    expect(arrived()).toHaveLength(1);
  });

  it('whose answer was lost is sent again, and arrives once', async () => {
    program.faults.answerLost = 1;
    expect(await api.send(outgoing(), config, io)).toMatchObject({ ok: false, retry: 'later', code: 'api.answer-lost' });
    program.faults.answerLost = 0;
    expect(await api.send(outgoing(), config, io)).toMatchObject({ ok: true });
    expect(arrived()).toHaveLength(1);
    expect(api.can.idempotent).toBe(true);
  });

  it('says nothing of the key that proves a conversation', async () => {
    const told = await startProgram((body) => [200, JSON.stringify({ got: body })]);
    await api.send(outgoing(), told.config, io);
    expect(told.bodies[0]).not.toContain('secret-key');
    expect(JSON.parse(told.bodies[0]!)).toEqual({
      type: 'message', id: 'delivery-1', to: 'Anna', conversation: { id: 'conversation-1', number: 1042 }, subject: null, text: 'It comes tomorrow. 📦', html: null,
      inReplyTo: ['in-1'], attachments: [], buttons: [], sentAt: '2026-03-09T10:05:00.000Z', machineSent: false,
    });
    await told.stop();
  });
});

describe('what the program says', () => {
  it('is heeded: later when it is asked to wait or broke', async () => {
    Object.assign(program.faults, { tooMany: 1, retryAfterSeconds: 17 });
    expect(await api.send(outgoing(), config, io)).toEqual({ ok: false, retry: 'later', code: 'api.program-busy', reason: '429: Slower, please.', retryAfterSeconds: 17 });
    Object.assign(program.faults, { tooMany: 0, broken: 1 });
    expect(await api.send(outgoing(), config, io)).toEqual({ ok: false, retry: 'later', code: 'api.program-broke', reason: '500: Something broke.' });
    expect(arrived()).toEqual([]);
  });

  it('is told in its own words where it never works: somebody unknown, somebody who left, too long a text', async () => {
    expect(await api.send(outgoing({}, { to: 'nobody' }), config, io)).toEqual({ ok: false, retry: 'never', code: 'api.message-refused', reason: '404: Nobody here is called that.' });
    program.customers.block!('Anna');
    expect(await api.send(outgoing(), config, io)).toEqual({ ok: false, retry: 'never', code: 'api.person-gone', reason: '410: This person does not want messages from you.' });
    program.customers.unblock!('Anna');
    expect(await api.send(outgoing({ text: 'x'.repeat(20_001) }), config, io)).toMatchObject({ ok: false, retry: 'never', code: 'api.message-refused', reason: '422: text: at most 20000 letters' });
    expect(await api.send(outgoing({}, { to: '^-program' }), config, io)).toMatchObject({ ok: false, retry: 'never', code: 'api.person-unknown' });
    expect(arrived()).toEqual([]);
  });

  it('of our signature is said on the inbox', async () => {
    const wrong = api.readConfig({ ...program.settings, secret: `whsec_${Buffer.alloc(32, 3).toString('base64')}` });
    expect(await api.send(outgoing(), wrong, io)).toEqual({ ok: false, retry: 'later', code: 'api.signature-refused', reason: '401: webhook-signature does not fit', ofInbox: true });
    const slow = { ...io, now: () => new Date(Date.now() - 400_000).toISOString() };
    expect(await api.send(outgoing(), config, slow)).toMatchObject({ ok: false, code: 'api.signature-refused', ofInbox: true });
    const both = api.readConfig({ ...program.settings, secret: `whsec_${Buffer.alloc(32, 3).toString('base64')} ${String(program.settings['secret'])}` });
    expect(await api.send(outgoing(), both, io)).toMatchObject({ ok: true });
  });

  it.each([
    [200, '{"id": 4711}', { ok: true, externalId: '4711' }],
    [204, '', { ok: true, externalId: 'delivery-1' }],
    [202, 'taken', { ok: true, externalId: 'delivery-1' }],
    [200, `{"id": "${'x'.repeat(501)}"}`, { ok: true, externalId: 'delivery-1' }],
    [200, '{"id": "a\\u0000"}', { ok: true, externalId: 'delivery-1' }],
    [302, '', { ok: false, retry: 'later', code: 'api.address-moved', reason: 'status 302', ofInbox: true }],
    [403, 'go away', { ok: false, retry: 'later', code: 'api.signature-refused', reason: '403: go away', ofInbox: true }],
    [408, '', { ok: false, retry: 'later', code: 'api.program-broke', reason: 'status 408' }],
    [413, '<html><body>Too large</body></html>', { ok: false, retry: 'never', code: 'api.too-large-there', reason: 'status 413' }],
    [400, '{"message": "no\\u0000 such   thing"}', { ok: false, retry: 'never', code: 'api.message-refused', reason: '400: no such thing' }],
    [502, '', { ok: false, retry: 'later', code: 'api.program-broke', reason: 'status 502' }],
  ])('%i %j', async (status, text, outcome) => {
    const told = await startProgram(() => [status, text]);
    expect(await api.send(outgoing(), told.config, io)).toEqual(outcome);
    await told.stop();
  });

  it('503 with a date waits until then', async () => {
    const told = await startProgram(() => [503, ''], { 'retry-after': new Date(Date.now() + 90_000).toUTCString() });
    const sent = await api.send(outgoing(), told.config, io);
    expect(sent).toMatchObject({ ok: false, retry: 'later', code: 'api.program-busy' });
    expect((sent as { readonly retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(80);
    await told.stop();
  });

  it('endlessly is not read to its end', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = (): void => {
        if (response.destroyed) return;
        response.write('x'.repeat(10_000));
        setImmediate(more);
      };
      more();
    });
    const endless = await listening(server);
    expect(await api.send(outgoing(), endless.config, io)).toEqual({ ok: true, externalId: 'delivery-1' });
    await endless.stop();
  });
});

describe('nobody there', () => {
  it('is said on the inbox, without the address that may hold a key', async () => {
    const gone = await startProgram(() => [200, '']);
    await gone.stop();
    for (const programAddress of [`${gone.config.programAddress}?key=hunter2`, 'https://nowhere.invalid/desk?key=hunter2', 'http://127.0.0.1:1/desk?key=hunter2']) {
      const sent = await api.send(outgoing(), api.readConfig({ ...program.settings, programAddress }), io);
      expect(sent, programAddress).toMatchObject({ ok: false, retry: 'later', code: 'api.unreachable', ofInbox: true });
      expect(JSON.stringify(sent)).not.toContain('hunter2');
    }
  });

  it('a connection that breaks, and one on which nothing comes', async () => {
    program.faults.away = true;
    expect(await api.send(outgoing(), config, io)).toMatchObject({ ok: false, retry: 'later', code: 'api.answer-lost' });
    const silent = await listening(createServer(() => undefined));
    const stopping = new AbortController();
    const sending = api.send(outgoing(), silent.config, { ...io, signal: stopping.signal });
    await vi.waitFor(async () => expect(await silent.connections()).toBe(1));
    stopping.abort();
    expect(await sending).toMatchObject({ ok: false, retry: 'later', code: 'api.answer-lost', reason: 'interrupted' });
    expect(await api.send(outgoing(), silent.config, { ...io, signal: stopping.signal })).toMatchObject({ ok: false, retry: 'later', code: 'api.unreachable' });
    const wait = AbortSignal.timeout.bind(AbortSignal);
    const patience = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => wait(Math.round(ms / 500)));
    expect(await api.send(outgoing(), silent.config, io)).toMatchObject({ ok: false, retry: 'later', code: 'api.answer-lost', reason: 'no answer in time' });
    expect(patience.mock.calls[0]![0]).toBeGreaterThanOrEqual(30_000);
    patience.mockRestore();
    await silent.stop();
  });
});

describe('our own limits', () => {
  it('files of more than 10 MB together do not go, and those that cannot be read stop the message', async () => {
    const half = file('half.bin', 'application/octet-stream', Buffer.alloc(5_000_001));
    expect(await api.send(outgoing({ attachments: [half, half] }), config, io)).toMatchObject({ ok: false, retry: 'never', code: 'api.files-too-large' });
    const whole = file('whole.bin', 'application/octet-stream', Buffer.alloc(10_000_000));
    expect(await api.send(outgoing({ attachments: [whole] }), config, io)).toMatchObject({ ok: true });
    const gone = { ...half, hash: 'f'.repeat(64) };
    const sent = await api.send(outgoing({ attachments: [gone] }, { idempotencyKey: 'delivery-2' }), config, io);
    expect(sent).toEqual({ ok: false, retry: 'later', code: 'api.file-unreadable', reason: 'a file could not be read: ENOENT' });
    expect(arrived()).toHaveLength(1);
  });
});

describe('trying the settings', () => {
  it('asks the program, and writes to nobody', async () => {
    expect(await api.check!(config, io)).toEqual({ ok: true });
    expect(arrived()).toEqual([]);
  });

  it('says what does not work', async () => {
    const wrong = api.readConfig({ ...program.settings, secret: `whsec_${Buffer.alloc(32, 3).toString('base64')}` });
    expect(await api.check!(wrong, io)).toMatchObject({ ok: false, problems: [{ code: 'api.signature-refused' }] });
    const elsewhere = api.readConfig({ ...program.settings, programAddress: `${program.address}/elsewhere` });
    expect(await api.check!(elsewhere, io)).toMatchObject({ ok: false, problems: [{ code: 'api.ping-refused', detail: '404: not found' }] });
    const nobody = api.readConfig({ ...program.settings, programAddress: 'http://127.0.0.1:1/' });
    expect(await api.check!(nobody, io)).toMatchObject({ ok: false, problems: [{ code: 'api.unreachable' }] });
  });
});

describe('what the program tells', () => {
  it('is authentic, and is what its people did', async () => {
    const requests: RawRequest[] = [];
    const desk = await listening(createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        requests.push({ kind: 'webhook', headers: request.headers as Record<string, string>, body: Buffer.concat(pieces), receivedAt: new Date().toISOString(), key: null });
        response.writeHead(200).end('ok');
      });
    }));
    await fetch(`${program.address}/connection`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ hook: desk.config.programAddress }) });
    const sent = await api.send(outgoing({ buttons: [{ id: 'yes', label: 'Yes' }] }), config, io);
    const ours = sent.ok ? sent.externalId : '';
    await vi.waitFor(() => expect(program.book.find(ours)!.states.map(({ state }) => state)).toContain('delivered'));
    program.customers.press!('Anna', ours, 'yes');
    program.customers.read!('Anna');
    program.customers.begin!('Boris', 'spring');
    await vi.waitFor(() => expect(requests).toHaveLength(5));
    expect(requests.every((request) => api.authentic(request, config))).toBe(true);
    const incoming = requests.flatMap((request) => receive(request));
    expect(incoming).toMatchObject([
      { kind: 'message', from: { externalId: '^anna', name: 'Anna', verified: true }, content: { text: 'Hello' } },
      { kind: 'receipt', externalId: ours, state: 'delivered' },
      { kind: 'press', message: ours, button: 'yes', from: { externalId: '^anna' } },
      { kind: 'read-until', to: '^anna', externalId: ours },
      { kind: 'begun', from: { externalId: '^boris' }, payload: 'spring' },
    ]);
    await desk.stop();
  });
});

async function listening(server: Server): Promise<{ readonly config: ApiConfig; connections(): Promise<number>; stop(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    config: api.readConfig({ ...program.settings, programAddress: `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk` }),
    connections: () => new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count)))),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function startProgram(answer: (body: string) => readonly [number, string], headers: Readonly<Record<string, string>> = {}): Promise<{ readonly bodies: string[]; readonly config: ApiConfig; stop(): Promise<void> }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      bodies.push(Buffer.concat(pieces).toString());
      const [status, text] = answer(bodies.at(-1)!);
      response.writeHead(status, { ...headers, ...(status === 302 ? { location: '/elsewhere' } : {}) }).end(text);
    });
  });
  const { config: its, stop } = await listening(server);
  return { bodies, config: its, stop };
}
