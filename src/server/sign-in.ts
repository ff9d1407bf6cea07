// What app.ts and live connections need to know about sign-in: who is asking, from a session cookie or a bearer token.
import type { FastifyRequest } from 'fastify';
import type { Db } from '../store/open.ts';
import type { SignedIn } from './route.ts';

export interface SignIn {
  /** null: nobody is signed in. Costs one query, on `db` where it is given; an agent who was switched off is nobody. */
  find(request: FastifyRequest, db?: Db): Promise<SignedIn | null>;
  /** Who was found the last time for the same cookie or token: a guess, good for nothing but to begin with. */
  lastFound(request: FastifyRequest): SignedIn | null;
  /** The same for a token alone; an upgrade to a WebSocket may bring one as the name of a protocol. */
  findByToken(value: string): Promise<SignedIn | null>;
  /** The same for a `Cookie` header alone: an upgrade to a WebSocket. Ask `isOwnPage` (sign-in-origin.ts) as well. */
  findByCookie(header: string | undefined): Promise<SignedIn | null>;
}
