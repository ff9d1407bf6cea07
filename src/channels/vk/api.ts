// One call to VK, and what is known of it afterwards: whether the vendor can have carried it out matters more than why it failed.
import { setTimeout as pause } from 'node:timers/promises';
import type { VkConfig } from './config.ts';

export type Refused = { readonly ok: false; readonly what: 'refused'; readonly code: number; readonly said: string };
export type Failure =
  /** The vendor's own answer: nothing was done. */
  | Refused
  /** Somebody answered, but not as the vendor does: a proxy, an overloaded front. */
  | { readonly ok: false; readonly what: 'strange'; readonly status: number; readonly said: string; readonly retryAfterSeconds?: number }
  /** Nothing was handed over. */
  | { readonly ok: false; readonly what: 'unreached'; readonly said: string }
  /** It may have been handed over, and no answer came. */
  | { readonly ok: false; readonly what: 'lost'; readonly said: string };
export type Answered = { readonly ok: true; readonly result: unknown } | Failure;

export type Values = Readonly<Record<string, string | number>>;
export type Limits = { readonly signal: AbortSignal; readonly ms?: number };

/** Longer than any method should take. */
export const patience = 30_000;

/** VK takes twenty calls a second of one key. One call too many is not carried out, and may be made again a moment later. */
const tooOften = 6;
const moments = [350, 700, 1_000];

export async function call(method: string, values: Values, config: VkConfig, limits: Limits): Promise<Answered> {
  for (const moment of moments) {
    const answered = await callOnce(method, values, config, limits);
    if (answered.ok || answered.what !== 'refused' || answered.code !== tooOften) return answered;
    await pause(moment * (0.75 + Math.random() / 2), undefined, { signal: limits.signal }).catch(() => {});
  }
  return callOnce(method, values, config, limits);
}

async function callOnce(method: string, values: Values, config: VkConfig, limits: Limits): Promise<Answered> {
  const body = new URLSearchParams(Object.entries<string | number>({ ...values, v: config.apiVersion }).map(([name, value]): [string, string] => [name, String(value)]));
  const answered = await ask(`${config.apiAddress}/${method}`, { method: 'POST', headers: { authorization: `Bearer ${config.accessToken}` }, body }, limits);
  if (!answered.ok) return answered;
  const { status, json, retryAfterSeconds } = answered;
  const refused = field(json, 'error');
  if (refused !== undefined) return refusedBy(refused, status);
  const result = field(json, 'response');
  if (result === undefined || status >= 300) return strange(status, retryAfterSeconds);
  return { ok: true, result };
}

/** The parameters that an error repeats hold what was written: of it only the number and the vendor's sentence are taken. */
function refusedBy(refused: unknown, status: number): Failure {
  const code = field(refused, 'error_code') ?? field(refused, 'code');
  if (typeof code !== 'number') return strange(status);
  return { ok: false, what: 'refused', code, said: plain(field(refused, 'error_msg') ?? field(refused, 'description')) };
}

export type Json = { readonly ok: true; readonly status: number; readonly json: unknown; readonly retryAfterSeconds?: number } | Extract<Failure, { readonly what: 'unreached' | 'lost' | 'strange' }>;

/** Asks an address for JSON. A redirect could carry the token elsewhere, so none is followed. */
export async function ask(address: string, request: RequestInit, { signal, ms = patience }: Limits): Promise<Json> {
  if (signal.aborted) return { ok: false, what: 'unreached', said: 'this desk is being stopped' };
  let answer: Response;
  try {
    answer = await fetch(address, { ...request, redirect: 'manual', signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]) });
  } catch (error) {
    const said = reasonOf(error);
    return { ok: false, what: neverConnected.test(said) ? 'unreached' : 'lost', said };
  }
  const retryAfterSeconds = waitIn(answer.headers.get('retry-after'));
  try {
    const json: unknown = JSON.parse(await answer.text());
    return { ok: true, status: answer.status, json, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  } catch (error) {
    return error instanceof SyntaxError ? strange(answer.status, retryAfterSeconds) : { ok: false, what: 'lost', said: reasonOf(error) };
  }
}

function strange(status: number, retryAfterSeconds?: number): Extract<Failure, { readonly what: 'strange' }> {
  return { ok: false, what: 'strange', status, said: `status ${status}, and not an answer of VK`, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

export function waitIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) : undefined;
}

/** Codes of failures before a byte of the request went out. */
const neverConnected = /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/** Only the code or the name: the message of a failed call can hold its address, and with it a key. */
export function reasonOf(error: unknown): string {
  for (let inner: unknown = error, depth = 0; typeof inner === 'object' && inner !== null && depth < 6; depth += 1) {
    const { code, name, cause } = inner as { readonly code?: unknown; readonly name?: unknown; readonly cause?: unknown };
    if (typeof code === 'string') return code;
    if (name === 'TimeoutError') return 'no answer in time';
    if (name === 'AbortError') return 'interrupted';
    inner = cause;
  }
  return 'the connection broke';
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

export const plain = (said: unknown): string => (typeof said === 'string' ? said : 'no reason given').replaceAll('\0', '').toWellFormed().replace(/\s+/g, ' ').trim().slice(0, 300);
