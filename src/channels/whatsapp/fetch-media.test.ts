import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { whatsapp } from './channel.ts';
import { readConfig } from './config.ts';
import { io, settings } from './fixtures/sample.ts';

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});

async function vendor(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
type Told = { readonly status?: number; readonly url?: string; readonly size?: number | undefined; readonly body?: string };
/** Answers the question where a file is, and what is there each time it is asked for. */
async function fetching(told: Told, files: readonly (string | number)[] = [], remote = '1013859600285442') {
  let asked = 0;
  const seen: string[] = [];
  const address: string = await vendor((request, response) => {
    seen.push(`${request.url!.split('?')[0]} ${request.headers.authorization ?? 'nothing'}`);
    if (!request.url!.startsWith('/file')) return void response.writeHead(told.status ?? 200).end(told.body ?? JSON.stringify({ url: told.url ?? `${address}/file`, mime_type: 'audio/ogg; codecs=opus', file_size: told.size, id: remote }));
    const file = files[Math.min(asked, files.length - 1)] ?? 404;
    asked += 1;
    if (typeof file === 'number') return void response.writeHead(file).end('no');
    return void response.end(file);
  });
  const fetched = await whatsapp.fetchMedia!({ remote, bytes: null }, readConfig({ ...settings, apiAddress: address }), io());
  return { fetched, seen };
}
const content = async (fetched: Awaited<ReturnType<typeof fetching>>['fetched']) => (fetched.ok ? (await buffer(Readable.from(fetched.content))).toString() : fetched.code);
const gone = JSON.stringify({ error: { code: 100, error_subcode: 33, message: 'Object with ID does not exist' } });

test('the token goes to both, and the bytes come', async () => {
  const { fetched, seen } = await fetching({ size: 5 }, ['hello']);
  expect(fetched).toMatchObject({ ok: true, mediaType: 'audio/ogg' });
  expect(await content(fetched)).toBe('hello');
  expect(seen).toEqual([`/v25.0/1013859600285442 Bearer ${settings.accessToken}`, `/file Bearer ${settings.accessToken}`]);
});
test('an address that has died is asked for once more', async () => {
  const { fetched, seen } = await fetching({ size: 5 }, [404, 'hello']);
  expect(await content(fetched)).toBe('hello');
  expect(seen).toHaveLength(4);
});
test.each<[string, Told, readonly (string | number)[], object]>([
  ['dead for ever', {}, [404], { retry: 'never', code: 'media-gone' }],
  ['forgotten after seven days', { status: 400, body: gone }, [], { retry: 'never', code: 'media-gone' }],
  ['too large', { size: 200_000_000 }, [], { retry: 'never', code: 'media-too-large' }],
  ['a refused token', { status: 401, body: '{"error":{"code":190,"message":"no"}}' }, [], { retry: 'later', code: 'whatsapp.token-refused' }],
  ['a token refused at the file', {}, [401], { retry: 'later', code: 'whatsapp.token-refused' }],
  ['too many', { status: 400, body: '{"error":{"code":80007}}' }, [], { retry: 'later', code: 'media-fetch-broke', retryAfterSeconds: 60 }],
  ['a fault at the vendor', { status: 500, body: 'oops' }, [], { retry: 'later', code: 'media-fetch-broke' }],
  ['a fault at the file', {}, [503], { retry: 'later', code: 'media-fetch-broke' }],
  ['somebody else\'s address gets no token', { url: 'https://files.example/secret' }, [], { retry: 'later', code: 'media-fetch-broke' }],
  ['one that only looks like Meta\'s', { url: 'https://evilfbsbx.com/x' }, [], { retry: 'later', code: 'media-fetch-broke' }],
])('%s', async (_name, told, files, expected) => expect((await fetching(told, files)).fetched).toMatchObject({ ok: false, ...expected }));
test('what is no id is not asked for', async () => {
  const { fetched, seen } = await fetching({}, [], '../../me?x=1');
  expect([fetched, seen]).toMatchObject([{ ok: false, retry: 'never', code: 'media-gone' }, []]);
});
test.each([['shorter', 6], ['longer', 4]])('a file that is %s than said is none', async (_name, size) => {
  const { fetched } = await fetching({ size }, ['hello']);
  await expect(content(fetched)).rejects.toThrow(/the file (broke off|is longer)/);
});
test('nobody is there', async () => {
  const fetched = await whatsapp.fetchMedia!({ remote: '1', bytes: null }, readConfig({ ...settings, apiAddress: 'http://127.0.0.1:1' }), io());
  expect(fetched).toMatchObject({ ok: false, retry: 'later', code: 'media-fetch-broke' });
});
