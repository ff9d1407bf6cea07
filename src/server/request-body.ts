// The bytes of a request that is read as it comes.
import type { Readable } from 'node:stream';

/**
 * Reading may end early (too much came). The request is then not torn down, or its sender would never learn why; and the rest of
 * it is let go by, or the connection would stay half read until it times out and hold up a server that wants to stop.
 */
export async function* bytesOf(body: unknown): AsyncGenerator<Uint8Array> {
  const stream = body as Readable | null | undefined;
  if (!stream) return;
  try {
    yield* stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } finally {
    stream.resume();
  }
}
