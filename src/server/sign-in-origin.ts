// Whether a request comes from a page of this desk. Browsers say where a request comes from, and a page cannot change what
// they say; a cookie alone proves only whose browser it is.
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../domain/refusal.ts';

type Asking = Pick<FastifyRequest, 'headers' | 'host' | 'protocol'>;

/** True also where nobody but a program can be asking: no cookie, no sign of a browser. */
export function isOwnPage(request: Asking, publicAddress: string): boolean {
  const { headers } = request;
  // Never sent by a browser unless a script of ours adds it.
  if (headers.authorization !== undefined) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  if (headers.origin !== undefined) return headers.origin === new URL(publicAddress).origin || headers.origin === `${request.protocol}://${request.host}`;
  return headers.cookie === undefined;
}

/** For requests that change something; reading is harmless, because another page cannot see the answer. */
export function refuseForeignPage(request: FastifyRequest, publicAddress: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isOwnPage(request, publicAddress)) throw new Refusal('foreign-page');
}
