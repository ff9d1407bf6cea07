// What docs/http-inbox.md tells people to type is typed here, as it stands there, and what it shows is what is sent and taken.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Incoming, RawRequest } from '../channel.ts';
import { api } from './channel.ts';
import { knownTypes } from './incoming/shapes.ts';
import { receive } from './receive.ts';

const text = readFileSync(new URL('../../../docs/http-inbox.md', import.meta.url), 'utf8');
const blocksOf = (language: string): readonly string[] => [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1]!);
const secret = `whsec_${Buffer.from(Array.from({ length: 33 }, (_one, place) => place * 7)).toString('base64')}`;

describe('docs/http-inbox.md', () => {
  it('shows commands that are believed and understood, each of them', async () => {
    const requests: RawRequest[] = [];
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        requests.push({ kind: 'webhook', headers: request.headers as Record<string, string>, body: Buffer.concat(pieces), receivedAt: new Date().toISOString(), key: null });
        response.writeHead(200).end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const commands = blocksOf('sh');
    const hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/token`;
    await promisify(execFile)('bash', ['-c', `set -euo pipefail\n${commands.join('\n')}`], { env: { PATH: process.env['PATH'], HOOK: hook, SECRET: secret }, timeout: 60_000 });
    await new Promise((resolve) => server.close(resolve));

    expect(requests).toHaveLength(commands.length - 1);
    const config = api.readConfig({ programAddress: 'https://messenger.example.com/desk', secret });
    expect(requests.map((request) => api.authentic(request, config))).toEqual(requests.map(() => true));
    const incoming = requests.flatMap((request): readonly Incoming[] => receive(request));
    expect(incoming.filter((one) => one.kind === 'message').map(({ notices }) => notices)).toEqual([undefined, undefined]);
    expect(new Set(incoming.map(({ kind }) => kind))).toEqual(new Set(['message', 'receipt', 'read-until', 'edit', 'removal', 'press', 'begun', 'reachable', 'typing']));
  });

  it('names every type of event', () => {
    for (const type of knownTypes) expect(text, type).toContain(type);
  });

  it('shows a person as a person is taken', () => {
    const person: unknown = JSON.parse(blocksOf('json')[0]!);
    const [one] = receive({ kind: 'webhook', headers: {}, body: Buffer.from(JSON.stringify({ events: [{ type: 'message', id: 'm-1', from: person, text: 'Hello' }] })), receivedAt: '2026-03-09T10:02:11.000Z', key: null });
    expect(one).toMatchObject({ from: { externalId: 'anna-7', also: [{ channel: 'email', externalId: 'anna@example.com' }] } });
    expect(one).not.toHaveProperty('notices');
  });
});
