// From an emulated VK through the door: confirmed, authentic, stored once, understood.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { vk as emulator, type VkRunning } from '../../emulators/vk/vk.ts';
import type { Incoming, RawRequest } from '../channel.ts';
import { vk } from './channel.ts';
import type { VkConfig } from './config.ts';

let vendor: VkRunning;
let config: VkConfig;
let server: Server;
let stored: Map<string, RawRequest>;
let refused: number;
let address: string;

beforeEach(async () => {
  vendor = await emulator.start({ port: 0, seed: 9, pace: 0.001 });
  config = vk.readConfig({ ...vendor.settings, receiveBy: 'callback' });
  [stored, refused] = [new Map(), 0];
  // As the desk's route for webhooks does it.
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      const body = Buffer.concat(pieces);
      const told = vk.handshake({ method: 'POST', query: {}, body }, config);
      if (told !== null) return void response.end(told);
      const raw = { kind: 'webhook', headers: {}, body, receivedAt: new Date().toISOString(), key: vk.keyOf({ body }) };
      if (!vk.authentic(raw, config)) {
        refused += 1;
        return void response.writeHead(403).end();
      }
      if (!stored.has(raw.key ?? '')) stored.set(raw.key ?? '', raw);
      return void response.end(vk.acknowledgement);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await vendor.stop();
});

const received = (): readonly Incoming[] => [...stored.values()].flatMap((raw) => vk.receive(raw));

it('an address is confirmed, and what VK tells twice is taken once', async () => {
  expect((await vendor.callbackTo(address)).status).toBe('ok');
  vendor.faults.duplicated = 1;
  const written = Array.from({ length: 5 }, (_, place) => vendor.customers.write('Анна', { text: `${place}`, files: [{ name: 'a.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF') }] }));
  vendor.customers.begin!('Борис', 'k3J');
  await vendor.quiet();
  await vi.waitFor(() => expect(received()).toHaveLength(8), { timeout: 5_000, interval: 20 });
  expect(received().flatMap((one) => (one.kind === 'message' ? [one.content.text] : [])).toSorted()).toEqual(['0', '1', '2', '3', '4']);
  expect(received().find(({ kind }) => kind === 'begun')).toMatchObject({ payload: 'k3J' });
  expect(written.every(({ told }) => told)).toBe(true);
});

it('another code is not confirmed, and another secret is refused', async () => {
  config = { ...config, confirmationCode: 'other' };
  expect((await vendor.callbackTo(address)).status).toBe('failed');
  config = { ...vk.readConfig(vendor.settings), secretKey: 'another-secret-of-length' };
  expect((await vendor.callbackTo(address)).status).toBe('failed');
  config = vk.readConfig(vendor.settings);
  expect((await vendor.callbackTo(address)).status).toBe('ok');
  config = { ...config, secretKey: 'another-secret-of-length' };
  const entry = vendor.customers.write('Анна', { text: 'раз' });
  await vendor.quiet();
  expect([stored.size, refused > 0, entry.told]).toEqual([0, true, false]);
});
