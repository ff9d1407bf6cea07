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

  async function ask<Value>(path: string, options: RequestInit, token?: string, wait = longestWait): Promise<Answer<Value>> {
    try {
      const answer = await request(`${chat}/${path}`, {
        ...options,
        // No cookie of either side travels with it.
        credentials: 'omit',
        headers: { ...(options.headers as Record<string, string>), ...(token === undefined ? {} : { 'x-visitor-token': token }) },
        signal: AbortSignal.timeout(wait),
      });
      if (answer.ok) return { is: 'done', value: (await answer.json()) as Value };
      if (answer.status >= 500 || answer.status === 429) return { is: 'away', afterSeconds: Number(answer.headers.get('retry-after')) || 0 };
      const said = (await answer.json().catch(() => null)) as { code?: string } | null;
      return { is: 'refused', status: answer.status, code: said?.code ?? 'fault' };
    } catch {
      return { is: 'away', afterSeconds: 0 };
    }
  }

  const post = <Value>(path: string, body: unknown, token?: string) =>
    ask<Value>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, token);

  return {
    hello: (language: string, colour: string) => ask<HelloReply>(`hello?language=${language}&colour=${colour}`, {}),
    session: (identity: SignedIdentity | null) => post<VisitorSession>('sessions', identity ? { identity } : {}),
    message: (token: string, body: VisitorMessageBody) => post<VisitorMessageReply>('messages', body, token),
    receipts: (token: string, body: ReceiptsBody) => post<unknown>('receipts', body, token),
    details: (token: string, body: DetailsBody) => post<unknown>('details', body, token),
    typing: (token: string, on: boolean) => post<unknown>('typing', { on }, token),
    events: (token: string, since: string | undefined) => ask<EventsReply>(`events${since === undefined ? '' : `?since=${since}`}`, {}, token),
    upload: (token: string, file: File) =>
      ask<VisitorUpload>('uploads', {
        method: 'POST',
        headers: { 'content-type': file.type || 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
        body: file,
      }, token, longestUpload),
    liveAddress: `${chat.replace(/^http/, 'ws')}/live`,
    fileAddress: (path: string) => address + path,
  };
}
