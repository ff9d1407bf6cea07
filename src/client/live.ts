// Events as they happen, over a WebSocket that comes back by itself where it left off: none is missed, none is told twice.
import type { DeskEvent, LiveMessage } from '../contract/event.ts';
import { DeskProblem } from './problem.ts';
import type { ClientSettings } from './send.ts';

export type Listening = {
  /** Events after this number; absent: from now on. */
  readonly since?: number;
  onEvent(event: DeskEvent): void;
  /** Too much has happened since, or what may be seen has changed: load afresh (GET /api/snapshot); later events follow. */
  onSnapshotNeeded?(cursor: number): void;
  /** Connected or not; it tries again by itself. */
  onState?(connected: boolean): void;
  /** It has ended for good: the token does not open the desk (any more). */
  onEnd?(problem: DeskProblem): void;
};

export interface LiveConnection {
  /** The number of the last event. null: not connected yet, and none was given. */
  readonly cursor: number | null;
  close(): void;
}

const [firstPauseMs, longestPauseMs] = [500, 15_000];
/** What the server closes with where nobody is signed in: src/server/live/connection.ts. */
const notSignedIn = 4401;
const notAllowed = 4403;

export function connectLive(settings: ClientSettings, listening: Listening): LiveConnection {
  let cursor = listening.since ?? null;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let closed = false;

  const take = (message: LiveMessage): void => {
    if (message.kind === 'ready') {
      failures = 0;
      cursor = Math.max(cursor ?? 0, message.cursor);
      listening.onState?.(true);
    } else if (message.kind === 'snapshot-needed') {
      failures = 0;
      cursor = Math.max(cursor ?? 0, message.cursor);
      listening.onSnapshotNeeded?.(message.cursor);
    } else if (message.kind === 'events') {
      for (const event of message.events) {
        if (cursor !== null && event.number <= cursor) continue;
        cursor = event.number;
        listening.onEvent(event);
      }
    }
  };

  const connect = (): void => {
    const opened = new WebSocket(liveAddress(settings.address, cursor), protocolsOf(settings.token));
    socket = opened;
    opened.addEventListener('message', ({ data }) => take(JSON.parse(String(data)) as LiveMessage));
    opened.addEventListener('close', ({ code }) => {
      if (closed) return;
      if (code === notSignedIn || code === notAllowed) return end(code);
      listening.onState?.(false);
      timer = setTimeout(connect, Math.min(firstPauseMs * 2 ** failures, longestPauseMs) * (0.5 + Math.random() / 2));
      failures += 1;
    });
  };

  const end = (code: number): void => {
    closed = true;
    listening.onState?.(false);
    const words = code === notSignedIn
      ? { code: 'not-signed-in' as const, message: 'The live connection was refused: nobody is signed in by this token or on this page.', whatToDo: 'Use a token in force, or sign in again.' }
      : { code: 'not-allowed' as const, message: 'The live connection was refused: this token may not read, or this page is not the desk\'s.', whatToDo: 'Use a token with the scope read.' };
    listening.onEnd?.(new DeskProblem({ ...words, values: {} }, code === notSignedIn ? 401 : 403));
  };

  connect();
  return {
    get cursor() {
      return cursor;
    },
    close: () => {
      closed = true;
      if (timer) clearTimeout(timer);
      socket?.close();
    },
  };
}

function liveAddress(address: string, cursor: number | null): string {
  return `${address.replace(/^http/, 'ws').replace(/\/+$/, '')}/api/live${cursor === null ? '' : `?cursor=${cursor}`}`;
}

/** A browser's WebSocket has no headers of its own: the token goes as the name of a protocol, which the server never speaks. */
function protocolsOf(token: string | undefined): string[] {
  if (token === undefined) return [];
  const coded = btoa(String.fromCharCode(...new TextEncoder().encode(token))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return ['attune', `bearer.${coded}`];
}
