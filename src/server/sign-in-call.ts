// Calls to better-auth: what it needs of a request goes in, its cookies go out with the answer, its errors become refusals.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalCode } from '../domain/refusal.ts';
import { Refusal } from '../domain/refusal.ts';
import { addressHeader, lockSeconds } from './authentication-terms.ts';
import { readCookies } from './cookies.ts';

type Answered<Response> = { readonly headers: Headers; readonly response: Response };

/** `only`: which cookies it may see, by the end of their names. */
export function headersOf(request: FastifyRequest, only?: string): Headers {
  const headers = new Headers({ [addressHeader]: request.ip, 'user-agent': request.headers['user-agent']?.slice(0, 500) ?? '' });
  const cookies = [...readCookies(request.headers.cookie)].filter(([name]) => only === undefined || name.endsWith(only));
  if (cookies.length > 0) headers.set('cookie', cookies.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '));
  return headers;
}

export function passCookies(answer: FastifyReply, headers: Headers): void {
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) void answer.header('set-cookie', cookies);
}

/** `refused`: which refusal each of the library's error codes is here; any other is a fault of ours. */
export async function ask<Response>(call: () => Promise<Answered<Response>>, refused: Readonly<Record<string, Refusal | RefusalCode>>): Promise<Answered<Response>> {
  try {
    return await call();
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const refusal = refused[code] ?? always[code];
    if (refusal === undefined) throw error;
    throw refusal instanceof Refusal ? refusal : new Refusal(refusal);
  }
}

/** The library's own errors; told by name, so that they can be known without loading it. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'APIError' || !('body' in error)) return null;
  return (error.body as { readonly code?: string } | undefined)?.code ?? '';
}

const always: Readonly<Record<string, Refusal | RefusalCode>> = {
  UNAUTHORIZED: 'not-signed-in',
  INVALID_TWO_FACTOR_COOKIE: 'not-signed-in',
  // Five wrong codes end one sign-in, ten in a row lock the second factor for a while.
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'not-signed-in',
  ACCOUNT_TEMPORARILY_LOCKED: new Refusal('too-many-attempts', { seconds: lockSeconds }),
  PASSWORD_TOO_SHORT: 'password-too-weak',
  PASSWORD_TOO_LONG: new Refusal('input-wrong', { password: 'A password has at most 200 characters.' }),
};
