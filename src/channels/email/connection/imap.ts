// Signing in to the IMAP server, and what its failures mean in codes of the error catalogue.
import { ImapFlow } from 'imapflow';
import type { ChannelIo, Problem } from '../../channel.ts';
import type { EmailConfig, ServerConfig } from '../config.ts';
import { connectionProblem } from '../outgoing/outcome.ts';
import { isLoopback } from './smtp.ts';
import { accessToken, TokenProblem } from './token.ts';

/** The desk could not store what was fetched: the mailbox is not to blame. */
export class StoreProblem extends Error {}

/** Signed in, no folder open. A refused access token is renewed once: it may have been withdrawn before its time. */
export async function openImap(config: EmailConfig, io: ChannelIo, signal: AbortSignal): Promise<ImapFlow> {
  const { imap } = config;
  if (!imap) throw new Error('this inbox has no server for incoming mail');
  if (imap.auth !== 'oauth2' || !config.oauth2) return signIn({ ...config, imap }, { user: imap.user, pass: imap.password }, signal);
  const account = { oauth2: config.oauth2, user: imap.user };
  const token = await accessToken(account, io);
  try {
    return await signIn({ ...config, imap }, { user: imap.user, accessToken: token }, signal);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return signIn({ ...config, imap }, { user: imap.user, accessToken: await accessToken(account, io, true) }, signal);
  }
}

async function signIn(config: EmailConfig & { readonly imap: ServerConfig }, auth: { user: string; pass?: string; accessToken?: string }, signal: AbortSignal): Promise<ImapFlow> {
  const { imap, tls } = config;
  signal.throwIfAborted();
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.secure,
    // Nothing secret may go over a line that anybody can read, except on this machine itself.
    ...(imap.secure || isLoopback(imap.host) ? {} : { doSTARTTLS: true }),
    auth,
    logger: false,
    clientInfo: { name: 'Attune' },
    tls: { rejectUnauthorized: tls.rejectUnauthorized, ...(tls.ca ? { ca: tls.ca } : {}) },
    connectionTimeout: 30_000,
    greetingTimeout: 20_000,
    autoIdleDelay: 200,
    maxIdleTime: config.idleMinutes * 60_000,
    maxLiteralSize: 250_000_000,
  });
  // Without a listener an error after sign-in would end the process; every command reports its own failure, and `close` the rest.
  client.on('error', () => {});
  const stop = (): void => client.close();
  signal.addEventListener('abort', stop, { once: true });
  client.once('close', () => signal.removeEventListener('abort', stop));
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

type ImapFailure = Error & { code?: string; authenticationFailed?: boolean; serverResponseCode?: string; responseText?: string; response?: unknown; mailboxMissing?: boolean; tlsFailed?: boolean; oauthError?: unknown };

const isRefusal = (error: unknown): boolean => error instanceof Error && (error as ImapFailure).authenticationFailed === true;

export function problemOf(error: unknown, config: EmailConfig): Problem {
  if (error instanceof TokenProblem) return { code: error.problem, detail: error.message };
  if (error instanceof StoreProblem) return { code: 'email.cannot-store', detail: error.message };
  const failure: ImapFailure = error instanceof Error ? error : new Error(String(error));
  const detail = withoutSecrets(failure.responseText ?? (typeof failure.response === 'string' ? failure.response : failure.message), config);
  if (isRefusal(failure)) return { code: failure.serverResponseCode === 'UNAVAILABLE' ? 'email.server-busy' : 'email.login-refused', detail };
  if (failure.mailboxMissing || failure.serverResponseCode === 'NONEXISTENT' || failure.serverResponseCode === 'TRYCREATE') return { code: 'email.folder-missing', detail: config.folder };
  if (failure.code === 'ETHROTTLE') return { code: 'email.server-busy', detail };
  return { code: connectionProblem({ code: failure.code ?? '', message: failure.message, ...(failure.tlsFailed ? { originalCode: 'ETLS' } : {}) }), detail };
}

function withoutSecrets(text: string, config: EmailConfig): string {
  const words = [config.imap?.password ?? '', config.smtp?.password ?? ''].filter((word) => word.length > 3);
  return words.reduce((out, word) => out.replaceAll(word, '…'), text).replace(/\s+/g, ' ').trim().slice(0, 300);
}
