// A provider's token endpoint (OAuth2, refresh tokens only). `answer` decides about every request.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Asked = Readonly<Record<string, string>>;
export type TokenServer = { readonly url: string; readonly asked: Asked[]; stop(): Promise<void> };

export async function startTokenServer(answer: (asked: Asked, count: number) => { readonly status: number; readonly body: unknown }): Promise<TokenServer> {
  const asked: Asked[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void text(request).then((form) => {
      asked.push(Object.fromEntries(new URLSearchParams(form)));
      const { status, body } = answer(asked.at(-1)!, asked.length);
      response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    asked,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
