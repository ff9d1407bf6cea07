// The server under every emulated vendor that speaks HTTP: the vendor's own routes, the faults that any call can meet,
// and below /_emulator what a test or a person needs (the page, the book, the faults, the customers' deeds).
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { playing } from './playing.ts';
import type { Running } from './emulator.ts';

/** `null`: not one of mine. `cut`: the connection breaks without an answer. */
export type Answer = Response | 'cut' | null;
export type Handle = (request: Request, url: URL) => Promise<Answer>;

const mostBytes = 64 * 1_048_576;

/**
 * @param running filled in by the emulator, of which the host knows no more than what every vendor has
 * @returns where it listens, and how to end it
 */
export async function host(port: number, handle: Handle, running: () => Running): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) return outgoing.destroy();
      outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  });
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`);
    const ours = url.pathname.startsWith('/_emulator');
    if (!ours && running().faults.away) return void incoming.socket.destroy();
    const request = await requestOf(incoming, url);
    if (request === null) return void outgoing.writeHead(413).end();
    const answered = ours ? await playing(request, url, running()) : await handle(request, url);
    if (answered === 'cut') return void incoming.socket.destroy();
    await write(answered ?? new Response('not found', { status: 404 }), outgoing);
  };
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function requestOf(incoming: IncomingMessage, url: URL): Promise<Request | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) return null;
    pieces.push(piece);
  }
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]));
  const method = incoming.method ?? 'GET';
  return new Request(url, { method, headers, ...(method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(pieces) }) });
}

async function write(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) outgoing.write(piece);
  outgoing.end();
}
