// What the e-mail tests stand on: a desk in memory behind the channel's interface, and a real SMTP server that takes mail.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { ListenIo, Outgoing, RawRequest, Reconciliation } from '../../src/channels/channel.ts';
import type { Dovecot } from '../setup/dovecot.ts';

export type Desk = {
  readonly io: ListenIo;
  readonly inputs: RawRequest[];
  readonly health: string[];
  readonly counts: Reconciliation[];
  readonly cursor: { value: unknown };
  readonly secrets: Record<string, string>;
  readonly logs: string[];
  /** What the database does at the next delivery. */
  failNext: Error | null;
  stop(): void;
};

/** Keeps inputs and cursor together as the database does: a delivery is stored whole or not at all, and once. */
export function openDesk(before?: { inputs: RawRequest[]; cursor: unknown }, { rememberedDays = 30 } = {}): Desk {
  const stopping = new AbortController();
  const desk: Desk = {
    inputs: before?.inputs ?? [],
    health: [],
    counts: [],
    cursor: { value: before?.cursor ?? null },
    secrets: {},
    logs: [],
    failNext: null,
    stop: () => stopping.abort(),
    io: {
      get cursor() {
        return desk.cursor.value;
      },
      now: () => new Date().toISOString(),
      openBlob: (hash) => Promise.resolve(Readable.from([Buffer.from(`bytes of ${hash}`)])),
      log: (level, what, values) => void desk.logs.push(`${level} ${what} ${JSON.stringify(values ?? {})}`),
      publicAddress: 'http://127.0.0.1:1',
      signal: stopping.signal,
      keepSecret: (path, value) => Promise.resolve(void (desk.secrets[path] = value)),
      deliver: (inputs, cursor) => {
        if (desk.failNext) {
          const failure = desk.failNext;
          desk.failNext = null;
          return Promise.reject(failure);
        }
        const known = new Set(desk.inputs.map((input) => input.key));
        desk.inputs.push(...inputs.filter((input) => !known.has(input.key)));
        desk.cursor.value = JSON.parse(JSON.stringify(cursor));
        return Promise.resolve();
      },
      known: (keys) => Promise.resolve(new Set(keys.filter((key) => desk.inputs.some((input) => input.key === key)))),
      rememberedDays,
      health: (state) => void desk.health.push(state.is === 'connected' ? 'connected' : state.problem.code),
      reconciled: (counts) => void desk.counts.push(counts),
    },
  };
  return desk;
}

export const subjects = (desk: Desk): string[] => desk.inputs.map((input) => /^Subject: (.*?)\r?$/m.exec(Buffer.from(input.body).toString())?.[1] ?? '?');

export function mailSettings(dovecot: Dovecot, smtpPort: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  const user = dovecot.users[0]!;
  return {
    imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user.name, password: user.password },
    smtp: { host: '127.0.0.1', port: smtpPort, secure: false, auth: 'none' },
    senders: [{ name: 'Desk', address: user.name, signature: 'The desk' }, { name: 'Second', address: 'second@example.test' }],
    plusAddressing: { on: true },
    signingSecret: 'a secret for tests, not for life',
    takeInDays: 1,
    ...more,
  };
}

export const rawMail = (subject: string, more = ''): string => `From: maria@example.com\r\nTo: desk@example.test\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replace(/\W/g, '-')}@example.com>\r\n${more}\r\nHello from ${subject}\r\n`;

export type Taken = { readonly from: string; readonly to: string[]; readonly source: string };

export type Sink = { readonly port: number; readonly taken: Taken[]; readonly server: SMTPServer; close(): Promise<void> };

/** A real SMTP server. `options` change what it says to each step. */
export async function startSink(options: SMTPServerOptions = {}): Promise<Sink> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      buffer(stream).then((bytes) => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address), source: bytes.toString() });
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, taken, server, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

export const outgoing = (change: Partial<Outgoing['message']> = {}, more: Partial<Outgoing> = {}): Outgoing => ({
  message: { id: '0199c0de-1234-7abc-8def-0123456789ab', subject: 'Your parcel', text: 'Good morning,\n\nit arrives on Friday.', html: null, attachments: [], sentAt: '2026-03-09T10:30:00.000Z', machineSent: false, ...change },
  to: 'maria@example.com',
  recipients: { to: [{ name: 'Maria Rossi', address: 'maria@example.com' }], copy: [], blindCopy: [] },
  from: null,
  conversation: { id: 'c1', number: 1042, key: 'k7dm2qaxpwz4tbcv' },
  inReplyTo: ['question-1@example.com'],
  idempotencyKey: 'delivery-1',
  ...more,
});

