// Requests to the desk. An answer is a value, or a refusal with its code, or `away`: nothing is known, try again later.
import type {
  DetailsBody, EventsReply, HelloReply, ReceiptsBody, SignedIdentity, VisitorMessageBody, VisitorMessageReply, VisitorSession, VisitorUpload,
} from '../../contract/visitor.ts';

export type Answer<Value> =
  | { readonly is: 'done'; readonly value: Value }
  | { readonly is: 'refused'; readonly status: number; readonly code: string }
  | { readonly is: 'away'; readonly afterSeconds: number };

export type Desk = ReturnType<typeof deskAt>;

const longestWait = 20_000;
const longestUpload = 300_000;

export function deskAt(address: string, inbox: string, request: typeof fetch = (...given) => fetch(...given)) {
  const chat = `${address}/chat/${inbox}`;

  async function ask<Value>(path: string, token?: string, body: string | File | null = null, headers: Record<string, string> = {}, wait = longestWait): Promise<Answer<Value>> {
    try {
      const answer = await request(`${chat}/${path}`, {
        method: body ? 'POST' : 'GET',
        body,
        headers: token ? { ...headers, 'x-visitor-token': token } : headers,
        // No cookie of either side travels with it.
        credentials: 'omit',
        signal: AbortSignal.timeout(wait),
      });
      const { status } = answer;
      if (status >= 500 || status === 429) return { is: 'away', afterSeconds: Number(answer.headers.get('retry-after')) };
      const said = (await answer.json()) as Value & { code: string };
      return answer.ok ? { is: 'done', value: said } : { is: 'refused', status, code: said.code };
    } catch {
      return { is: 'away', afterSeconds: 0 };
    }
  }

  const post = <Value>(path: string, token: string | undefined, body: unknown) => ask<Value>(path, token, JSON.stringify(body), { 'content-type': 'application/json' });

  return {
    hello: (language: string, colour: string) => ask<HelloReply>(`hello?language=${language}&colour=${colour}`),
    session: (identity: SignedIdentity | null) => post<VisitorSession>('sessions', undefined, identity ? { identity } : {}),
    message: (token: string, body: VisitorMessageBody) => post<VisitorMessageReply>('messages', token, body),
    receipts: (token: string, body: ReceiptsBody) => post<unknown>('receipts', token, body),
    details: (token: string, body: DetailsBody) => post<unknown>('details', token, body),
    typing: (token: string, on: boolean) => post<unknown>('typing', token, { on }),
    events: (token: string, since: string | undefined) => ask<EventsReply>(since ? `events?since=${since}` : 'events', token),
    upload: (token: string, file: File) =>
      ask<VisitorUpload>('uploads', token, file, { 'content-type': file.type || 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) }, longestUpload),
    liveAddress: `${chat.replace(/^http/, 'ws')}/live`,
    fileAddress: (path: string) => address + path,
  };
}
