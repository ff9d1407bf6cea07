import { describe, expect, it } from 'vitest';
import { deskAt } from './desk.ts';

type Sent = { url: string; method: string | undefined; headers: Record<string, string>; body: unknown; credentials: string | undefined };

function deskAnswering(answer: () => Response) {
  const sent: Sent[] = [];
  const request: typeof fetch = async (url, options = {}) => {
    sent.push({ url: url instanceof Request ? url.url : url.toString(), method: options.method, headers: options.headers as Record<string, string>, body: options.body, credentials: options.credentials });
    return answer();
  };
  return { desk: deskAt('https://desk.example', 'inbox', request), sent };
}
const json = (status: number, body: unknown, headers: Record<string, string> = {}) => () => new Response(JSON.stringify(body), { status, headers });

describe('what the desk answers', () => {
  it.each<[string, () => Response, unknown]>([
    ['a success', json(202, { id: 'a' }), { is: 'done', value: { id: 'a' } }],
    ['a refusal', json(400, { code: 'message-too-long' }), { is: 'refused', status: 400, code: 'message-too-long' }],
    ['a fault', json(500, { code: 'fault' }), { is: 'away', afterSeconds: 0 }],
    ['too much', json(429, { code: 'too-many-requests' }, { 'retry-after': '17' }), { is: 'away', afterSeconds: 17 }],
    ['a full disk', json(503, { code: 'disk-full' }), { is: 'away', afterSeconds: 0 }],
    ['a page of somebody in between', () => new Response('<html>sign in to this network</html>', { status: 200 }), { is: 'away', afterSeconds: 0 }],
    ['the same as a refusal', () => new Response('<html>blocked</html>', { status: 403 }), { is: 'away', afterSeconds: 0 }],
    ['nothing', () => { throw new TypeError('network'); }, { is: 'away', afterSeconds: 0 }],
  ])('%s', async (_what, answer, expected) => {
    expect(await deskAnswering(answer).desk.message('token', { id: 'a', text: 'x' })).toEqual(expected);
  });
});

describe('what is asked', () => {
  it('goes to the inbox, with the token and without a cookie', async () => {
    const { desk, sent } = deskAnswering(json(200, {}));
    await desk.typing('token', true);
    await desk.events('token', '17');
    await desk.events('token', undefined);
    await desk.hello('it', '1f6b63');
    await desk.session(null);
    await desk.upload('token', new File(['x'], 'фото 1.png', { type: 'image/png' }));
    const plain = { credentials: 'omit', body: null, method: 'GET' };
    const written = { credentials: 'omit', method: 'POST' };
    expect(sent).toEqual([
      { ...written, url: 'https://desk.example/chat/inbox/typing', headers: { 'content-type': 'application/json', 'x-visitor-token': 'token' }, body: '{"on":true}' },
      { ...plain, url: 'https://desk.example/chat/inbox/events?since=17', headers: { 'x-visitor-token': 'token' } },
      { ...plain, url: 'https://desk.example/chat/inbox/events', headers: { 'x-visitor-token': 'token' } },
      { ...plain, url: 'https://desk.example/chat/inbox/hello?language=it&colour=1f6b63', headers: {} },
      { ...written, url: 'https://desk.example/chat/inbox/sessions', headers: { 'content-type': 'application/json' }, body: '{}' },
      { ...written, url: 'https://desk.example/chat/inbox/uploads', headers: { 'content-type': 'image/png', 'x-file-name': '%D1%84%D0%BE%D1%82%D0%BE%201.png', 'x-visitor-token': 'token' }, body: expect.any(File) },
    ]);
    expect(desk.liveAddress).toBe('wss://desk.example/chat/inbox/live');
  });
});
