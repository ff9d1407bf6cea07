// The SMS channel with a centre that neither we nor the author of our SMPP package wrote.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListenIo, Outgoing } from '../../src/channels/channel.ts';
import { sms } from '../../src/channels/sms/channel.ts';
import { endLines } from '../../src/channels/sms/session/line.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import { startPerlCentre, type PerlCentre } from '../setup/perl-centre.ts';

let centre: PerlCentre;
beforeAll(async () => {
  centre = await startPerlCentre();
});
afterAll(async () => {
  await endLines();
  centre.stop();
});

const config = (more: Record<string, unknown> = {}) => sms.readConfig({ host: '127.0.0.1', port: centre.port, systemId: 'desk', password: 'secret', sourceAddress: 'Desk', answerSeconds: 10, enquireSeconds: 1, ...more });
const stopping = new AbortController();
const health: string[] = [];
const io: ListenIo = {
  now: () => new Date().toISOString(), openBlob: () => Promise.reject(new Error('none')), log: () => undefined, publicAddress: 'https://desk.example.com', signal: stopping.signal,
  cursor: null, deliver: () => Promise.resolve(), known: () => Promise.resolve(new Set()), rememberedDays: 30, reconciled: () => undefined,
  health: (state) => health.push(state.is === 'connected' ? 'connected' : state.problem.code),
};
const outgoing = (text: string): Outgoing => ({
  message: { id: 'm', subject: null, text, html: null, attachments: [], sentAt: '2026-11-22T10:00:00.000Z', machineSent: false },
  to: '+393331112233', recipients: { to: [], copy: [], blindCopy: [] }, from: null, conversation: { id: 'c', number: 1, key: 'k' }, inReplyTo: [], idempotencyKey: 'd',
});

test('both kinds of sign-in are taken', async () => {
  expect(await sms.check!(config(), io)).toEqual({ ok: true });
  expect(await sms.check!(config({ sessions: 'one' }), io)).toEqual({ ok: true });
  for (const bind of ['bind_transmitter', 'bind_receiver', 'bind_transceiver']) expect(centre.output()).toContain(bind);
});

test('messages are taken, and their fields are read there as they were meant', async () => {
  // This centre calls everything by one id.
  expect(await sms.send(outgoing('Hello Anna'), config(), io)).toMatchObject({ ok: true, externalId: '123456789' });
  await eventuallyHolds(() => {
    for (const field of ["'source_addr' => 'Desk'", "'destination_addr' => '393331112233'", "'short_message' => 'Hello Anna'", "'source_addr_ton' => 5", "'dest_addr_ton' => 1", "'registered_delivery' => 1", "'data_coding' => 0"]) expect(centre.output()).toContain(field);
  });
  expect(await sms.send(outgoing('Длинное '.repeat(20)), config(), io)).toMatchObject({ ok: true, externalId: '123456789+2' });
  await eventuallyHolds(() => {
    for (const field of ["'esm_class' => 64", "'data_coding' => 8"]) expect(centre.output()).toContain(field);
  });
  expect(await sms.send(outgoing('Payload '.repeat(40)), config({ longMessages: 'payload' }), io)).toMatchObject({ ok: true, externalId: '123456789' });
  await eventuallyHolds(() => expect(centre.output()).toContain("'message_payload' => 'Payload Payload"));
});

test('a listening session is kept, with signs of life', async () => {
  const stop = await sms.listen!(config(), io);
  await eventuallyHolds(() => expect(centre.output().match(/enquire_link/g)?.length ?? 0).toBeGreaterThan(1));
  expect(health).toEqual(['connected']);
  await stop();
});
