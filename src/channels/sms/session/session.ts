// One bound connection to a centre: requests with their answers, both sides asking now and then whether the other is there.
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SmsConfig } from '../config.ts';
import { answerTo, commands, isAnswer, read, takeFrames, write, type Frame, type Read } from './pdu.ts';
import { bindProblem, connectionProblem, SessionProblem } from './problem.ts';

export type Bind = 'transmitter' | 'receiver' | 'transceiver';
/** null: the answer's inside could not be read; its status could. */
export type Answer = { readonly status: number; readonly pdu: Read | null };

export type Hooks = {
  /** A message or a receipt; to be answered with `answer`. Absent: nothing of the kind is wanted here. */
  readonly incoming?: (frame: Frame) => void;
  /** The other side has answered after it was sent so many answers of ours: it must have got them. */
  readonly heard?: (answers: number) => void;
};

export interface Session {
  /** Rejects with {@link SessionProblem}: `handedOver` says whether the request may have arrived. */
  request(command: string, fields?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** @returns how many answers were given, with this one */
  answer(frame: Frame, status: number): number;
  readonly isOpen: () => boolean;
  /** Resolves with the reason when the connection is gone; null: it was we who ended it. */
  readonly closed: Promise<SessionProblem | null>;
  /** Says good-bye where there is time for it. */
  close(): Promise<void>;
  /** While nobody waits for anything, it keeps no process alive. */
  idle(yes: boolean): void;
}

/** What the centre should do when it sends something that nobody here can take: keep it, and try again. */
const temporary = 0x64;
const connectMs = 15_000;
const goodbyeMs = 2_000;

export async function openSession(config: SmsConfig, bind: Bind, hooks: Hooks, signal: AbortSignal): Promise<Session> {
  const socket = await connect(config, signal);
  const session = speak(socket, config, hooks);
  const stop = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { status } = await session.request(`bind_${bind}`, { system_id: config.systemId, password: config.password, system_type: config.systemType, interface_version: 0x34 });
    if (status !== 0) throw bindProblem(status);
    session.watch();
    return session;
  } catch (error) {
    socket.destroy();
    // Nothing but the sign-in was on its way.
    throw error instanceof SessionProblem ? new SessionProblem(error.code, error.message) : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function connect({ host, port, tls }: SmsConfig, signal: AbortSignal): Promise<Socket> {
  const socket = tls ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }) }) : connectPlain({ host, port });
  socket.setNoDelay(true);
  const stop = (): void => {
    socket.destroy(new Error('stopped'));
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(Object.assign(new Error('no connection came about in time'), { code: 'ETIMEDOUT' })), connectMs);
      socket.once(tls ? 'secureConnect' : 'connect', () => resolve()).once('error', reject).once('close', () => reject(new Error('closed at once')));
      signal.addEventListener('abort', stop, { once: true });
      socket.once('close', () => clearTimeout(timer)).once(tls ? 'secureConnect' : 'connect', () => clearTimeout(timer));
      if (signal.aborted) stop();
    });
    return socket;
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw connectionProblem(error);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

interface Requests {
  ask: Session['request'];
  settle(frame: Frame): void;
  end(reason: unknown): void;
}

function openRequests(socket: Socket, { answerSeconds }: SmsConfig): Requests {
  const waiting = new Map<number, { readonly resolve: (answer: Answer) => void; readonly reject: (problem: SessionProblem) => void; readonly timer: NodeJS.Timeout }>();
  let ended: { readonly reason: unknown } | null = null;
  let sequence = 0;
  return {
    ask: (command, fields = {}) => new Promise((resolve, reject) => {
      if (ended || !socket.writable) return reject(lost(ended?.reason ?? null, false));
      sequence = (sequence % 0x7fff_ffff) + 1;
      const own = sequence;
      const timer = setTimeout(() => {
        waiting.delete(own);
        reject(new SessionProblem('sms.host-unreachable', `no answer to ${command} within ${answerSeconds} s`, true));
      }, answerSeconds * 1_000);
      waiting.set(own, { resolve, reject, timer });
      socket.write(write(command, own, fields));
    }),
    settle: (frame) => {
      const one = waiting.get(frame.sequence);
      if (!one) return;
      waiting.delete(frame.sequence);
      clearTimeout(one.timer);
      one.resolve({ status: frame.id === commands.nack && frame.status === 0 ? 0xff : frame.status, pdu: read(frame.octets) });
    },
    end: (reason) => {
      ended = { reason };
      for (const one of waiting.values()) {
        clearTimeout(one.timer);
        one.reject(lost(reason, true));
      }
      waiting.clear();
    },
  };
}

function speak(socket: Socket, config: SmsConfig, hooks: Hooks): Session & { watch(): void } {
  const requests = openRequests(socket, config);
  const { promise: closed, resolve: close } = Promise.withResolvers<SessionProblem | null>();
  let open = true;
  let ours = false;
  let reason: unknown = null;
  let answered = 0;
  let enquiring: NodeJS.Timeout | undefined;
  let heardAt = Date.now();

  const answer = (frame: Frame, status: number): number => {
    if (socket.writable) socket.write(answerTo(frame, status));
    answered += 1;
    return answered;
  };
  const take = (frame: Frame): void => {
    heardAt = Date.now();
    if (isAnswer(frame)) return requests.settle(frame);
    if (frame.id === commands.deliver || frame.id === commands.data) return void (hooks.incoming ? hooks.incoming(frame) : answer(frame, temporary));
    if (frame.id === commands.enquireLink || frame.id === commands.unbind) answer(frame, 0);
    // An answer to these is not foreseen; to anything else it is that we do not know it.
    else if (frame.id !== commands.alert && frame.id !== commands.outbind) answer(frame, 3);
    if (frame.id === commands.unbind) socket.end();
  };
  receive(socket, take);
  socket.on('error', (error) => {
    reason = error;
  });
  socket.once('close', () => {
    open = false;
    clearInterval(enquiring);
    requests.end(reason);
    close(ours ? null : lost(reason, false));
  });

  /** A silent line may be a dead one: it is asked, and given up without an answer. */
  const enquire = async (): Promise<void> => {
    if (!hooks.heard && Date.now() - heardAt < config.enquireSeconds * 500) return;
    const before = answered;
    try {
      await requests.ask('enquire_link');
      hooks.heard?.(before);
    } catch {
      socket.destroy(Object.assign(new Error('no answer to enquire_link'), { code: 'ETIMEDOUT' }));
    }
  };
  return {
    request: requests.ask, answer, closed,
    isOpen: () => open && socket.writable,
    watch: () => {
      enquiring = setInterval(() => void enquire(), config.enquireSeconds * 1_000);
      enquiring.unref();
    },
    close: async () => {
      ours = true;
      if (open && socket.writable) await Promise.race([requests.ask('unbind').catch(() => undefined), new Promise((resolve) => setTimeout(resolve, goodbyeMs).unref())]);
      socket.destroy();
      await closed;
    },
    idle: (yes) => (yes ? socket.unref() : socket.ref()),
  };
}

function receive(socket: Socket, take: (frame: Frame) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    try {
      const taken = takeFrames(Buffer.concat([rest, piece]));
      rest = taken.rest;
      for (const frame of taken.frames) take(frame);
    } catch (error) {
      socket.destroy(error as Error);
    }
  });
}

function lost(reason: unknown, handedOver: boolean): SessionProblem {
  const told = reason === null ? new SessionProblem('sms.host-unreachable', 'the connection was closed', handedOver) : connectionProblem(reason);
  return new SessionProblem(told.code, told.message, handedOver);
}
