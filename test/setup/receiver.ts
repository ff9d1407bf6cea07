// A program that events are sent to: it checks each signature as docs/webhooks.md tells, keeps what came, and answers as told.
import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly id: string; readonly attempt: number; readonly signed: boolean; readonly headers: IncomingMessage['headers']; readonly body: { readonly kind: string; readonly number: number | null; readonly [name: string]: unknown }; readonly answered: number };

export type Receiver = {
  readonly address: string;
  readonly received: Received[];
  secret: string;
  /** A status, or whatever the test does with the answer. */
  answer: (body: Received['body'], response: ServerResponse) => number | null;
  stop(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { address: '', received: [], secret: '', answer: () => 200, stop: async () => undefined };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8');
      const body = JSON.parse(text) as Received['body'];
      const status = receiver.answer(body, response);
      receiver.received.push({ id: String(request.headers['webhook-id']), attempt: Number(request.headers['attune-attempt']), signed: isSigned(receiver.secret, request.headers, text), headers: request.headers, body, answered: status ?? 0 });
      if (status !== null) response.writeHead(status, { 'content-type': 'text/plain' }).end(`answered ${status}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(receiver, {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function isSigned(secret: string, headers: IncomingMessage['headers'], body: string): boolean {
  const timestamp = Number(headers['webhook-timestamp']);
  if (!Number.isInteger(timestamp)) return false;
  const expected = `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${String(headers['webhook-id'])}.${timestamp}.${body}`).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}
