// Who asks, and whether they may: sign-in, scope, role and sight of what the path names, in this order.
import type { FastifyRequest } from 'fastify';
import type { Role } from '../domain/access/permission.ts';
import { hasRole } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import { accessSubject } from './access-subject.ts';
import type { Route, SignedIn } from './route.ts';
import { scopeOfRoute } from './scope-of-route.ts';
import type { SignIn } from './sign-in.ts';

export type Guarding = { readonly desk: Desk; readonly signIn: SignIn };
export type Guard = {
  /** Whoever asks, and may; everybody else is refused. */
  admit(request: FastifyRequest): Promise<SignedIn>;
  /** Refuses by scope and role alone. */
  refuseByRole(signedIn: SignedIn): void;
  refuseUnseen(desk: Desk, signedIn: SignedIn, request: FastifyRequest): Promise<void>;
};

export function guardOf({ desk, signIn }: Guarding, route: Route & { readonly who: Role }): Guard {
  const needed = scopeOfRoute(route);
  const refuseByRole = (signedIn: SignedIn): void => {
    refuseWithoutScope(signedIn, needed);
    if (!hasRole(signedIn.viewer, route.who)) throw new Refusal('not-allowed');
  };
  const refuseUnseen = async (there: Desk, signedIn: SignedIn, request: FastifyRequest): Promise<void> => {
    if (route.sees) await accessSubject(there, signedIn, route.sees, request.params as Record<string, string>);
  };
  return {
    refuseByRole,
    refuseUnseen,
    admit: async (request) => {
      const signedIn = await signIn.find(request);
      if (!signedIn) throw new Refusal('not-signed-in');
      refuseByRole(signedIn);
      await refuseUnseen(desk, signedIn, request);
      return signedIn;
    },
  };
}

/** A person is held back by their role alone, a token by its scopes as well. */
function refuseWithoutScope({ token }: SignedIn, needed: ReturnType<typeof scopeOfRoute>): void {
  if (token === null) return;
  if (needed === null || needed === 'nobody') throw new Refusal('not-for-tokens');
  if (!token.scopes.includes(needed)) throw new Refusal('scope-missing', { scope: needed });
}
