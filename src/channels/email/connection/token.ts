// Access tokens for inboxes that sign in by OAuth2: fetched with the refresh token, kept while they are valid.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ChannelIo } from '../../channel.ts';
import type { OAuth2Config } from '../config.ts';

/** `problem` is a code of the error catalogue; the message is what the other side said. */
export class TokenProblem extends Error {
  readonly problem: 'email.token-refused' | 'email.token-unreachable';
  constructor(problem: TokenProblem['problem'], detail: string) {
    super(detail);
    this.name = 'TokenProblem';
    this.problem = problem;
  }
}

/** `since`: the refresh tokens of this chain, from the consent on; the last is the one that counts. */
type Held = { readonly token: string; readonly until: number; readonly since: readonly string[] };
export type Account = { readonly oauth2: OAuth2Config; readonly user: string };
type TokenIo = Pick<ChannelIo, 'now' | 'keepSecret' | 'signal'>;

const held = new Map<string, Held>();
const underWay = new Map<string, Promise<Held>>();
const secondsBeforeEnd = 120;
const waitMilliseconds = 20_000;
const longestChain = 20;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().catch(3600), refresh_token: z.string().min(1).optional() });
const refusal = z.object({ error: z.string().max(200), error_description: z.string().optional().catch(undefined) });

/**
 * Kept by account and not by refresh token: a provider may replace that one with every answer, in whichever process asked.
 * `renew`: the last token was refused although it should still be valid.
 */
export async function accessToken({ oauth2: config, user }: Account, io: TokenIo, renew = false): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify([config.tokenUrl, config.clientId, user])).digest('hex');
  const known = held.get(key);
  if (known && !renew && known.until > Date.parse(io.now())) return known.token;
  // Settings may be older than our last rotation; one that was never of our chain is a new consent, or another process's rotation.
  const chain = known?.since.includes(config.refreshToken) ? known.since : [config.refreshToken];
  const fetching = underWay.get(key) ?? fetchToken(config, io, chain).finally(() => underWay.delete(key));
  underWay.set(key, fetching);
  const fresh = await fetching;
  held.set(key, fresh);
  return fresh.token;
}

async function fetchToken(config: OAuth2Config, io: TokenIo, chain: readonly string[]): Promise<Held> {
  const refreshToken = chain.at(-1)!;
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: config.clientId, refresh_token: refreshToken });
  if (config.clientSecret !== '') form.set('client_secret', config.clientSecret);
  if (config.scope !== null) form.set('scope', config.scope);
  const { status, body } = await post(config.tokenUrl, form, io.signal);
  const read = status === 200 ? answer.safeParse(body) : null;
  if (!read?.success) throw refused(status, body);
  const { access_token: token, expires_in: seconds, refresh_token: rotated } = read.data;
  // Microsoft answers every refresh with a new refresh token; the old one dies unused after 90 days.
  if (rotated !== undefined && rotated !== refreshToken) await io.keepSecret?.('oauth2.refreshToken', rotated);
  return { token, until: Date.parse(io.now()) + Math.max(0, seconds - secondsBeforeEnd) * 1000, since: [...new Set([...chain.slice(-longestChain), rotated ?? refreshToken])] };
}

async function post(url: string, form: URLSearchParams, signal: AbortSignal): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, { method: 'POST', body: form, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(waitMilliseconds)]) });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new TokenProblem('email.token-unreachable', cause.slice(0, 300));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refused(status: number, body: unknown): TokenProblem {
  const read = refusal.safeParse(body);
  const said = read.success ? [read.data.error, read.data.error_description ?? ''].filter((part) => part !== '').join(': ') : `HTTP ${status}`;
  return new TokenProblem(status >= 400 && status < 500 && status !== 429 ? 'email.token-refused' : 'email.token-unreachable', said.replace(/\s+/g, ' ').slice(0, 300));
}
