// What app.ts and live connections need to know about sign-in: who is asking, from a session cookie or a bearer token.
import type { FastifyRequest } from 'fastify';
import type { SignedIn } from './route.ts';

export interface SignIn {
  /** null: nobody is signed in. Costs one query; an agent who was switched off is nobody. */
  find(request: FastifyRequest): Promise<SignedIn | null>;
  /** The same for a token alone; an upgrade to a WebSocket may bring one as the name of a protocol. */
  findByToken(value: string): Promise<SignedIn | null>;
  /** The same for a `Cookie` header alone: an upgrade to a WebSocket. Ask `isOwnPage` (sign-in-origin.ts) as well. */
  findByCookie(header: string | undefined): Promise<SignedIn | null>;
}
