// Connections to the SMTP server: a small pool per inbox, kept within the process and closed when it stops or falls idle.
import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { ChannelIo } from '../../channel.ts';
import type { EmailConfig } from '../config.ts';
import { accessToken } from './token.ts';

/** How far one message got: its last byte handed to the connection means that the server may have it. */
export type Progress = { handedOver: boolean };

export type Pool = {
  /** As they were last given: a new consent is used by connections that are made from then on. */
  settings: EmailConfig;
  readonly transport: ReturnType<typeof openTransport>;
  readonly progress: Map<string, Progress>;
};

const pools = new Map<string, Pool>();
const idleMilliseconds = 30_000;

/** The pool for these settings; other settings get another, so a changed password is used at once. A rotated refresh token is no change. */
export function smtpPool(config: EmailConfig, io: ChannelIo): Pool {
  const key = createHash('sha256').update(JSON.stringify([config.smtp, config.tls, config.oauth2 && { ...config.oauth2, refreshToken: '' }])).digest('hex');
  const known = pools.get(key);
  if (known) {
    known.settings = config;
    return known;
  }
  const progress = new Map<string, Progress>();
  const transport = openTransport(config, io, () => pool.settings);
  transport.use('stream', (mail, done) => {
    const state = progress.get(String(mail.data.messageId));
    if (state) mail.message.transform(() => watcher(state));
    done();
  });
  const pool: Pool = { settings: config, transport, progress };
  pools.set(key, pool);
  const close = (): void => {
    pools.delete(key);
    io.signal.removeEventListener('abort', close);
    transport.close();
  };
  transport.on('clear', () => {
    if (progress.size === 0) close();
  });
  if (io.signal.aborted) close();
  else io.signal.addEventListener('abort', close, { once: true });
  return pool;
}

const watcher = (state: Progress): Transform =>
  new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush: (done) => {
      state.handedOver = true;
      done();
    },
  });

function openTransport(config: EmailConfig, io: ChannelIo, latest: () => EmailConfig) {
  return createTransport({ pool: true, maxConnections: 2, maxMessages: 100, maxRequeues: 1, idleTimeout: idleMilliseconds, ...smtpOptions(config, io, latest) });
}

export function smtpOptions(config: EmailConfig, io: ChannelIo, latest: () => EmailConfig = () => config) {
  const { smtp } = config;
  if (!smtp) throw new Error('this inbox has no server for outgoing mail');
  const tokens = (_user: string, renew: boolean, done: (error: Error | null, token?: string) => void): void => {
    const { oauth2 } = latest();
    if (!oauth2) return done(new Error('no OAuth2 settings'));
    accessToken({ oauth2, user: smtp.user }, io, renew).then((token) => done(null, token), (error: Error) => done(error));
  };
  return {
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    // Nothing secret may go over a line that anybody can read, except on this machine itself.
    requireTLS: !smtp.secure && smtp.auth !== 'none' && !isLoopback(smtp.host),
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 120_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { rejectUnauthorized: config.tls.rejectUnauthorized, ...(config.tls.ca ? { ca: config.tls.ca } : {}) },
    ...(smtp.auth === 'password' ? { auth: { user: smtp.user, pass: smtp.password } } : {}),
    ...(smtp.auth === 'oauth2' ? { auth: { type: 'OAuth2' as const, user: smtp.user, provisionCallback: tokens } } : {}),
  };
}

export const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
