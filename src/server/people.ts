// Sign-in, people and teams put together: main.ts calls this once, after the database is migrated.
import type { Desk } from '../operations/desk.ts';
import { sendNotice } from '../operations/send-notice.ts';
import { findPerson } from '../store/sign-in.ts';
import { findWorkspace } from '../store/workspace.ts';
import { authenticationOptions, buildAuthentication, resetSeconds, sessionCookieName } from './authentication.ts';
import type { Route } from './route.ts';
import { agentRoutes } from './routes/agents.ts';
import { meRoutes } from './routes/me.ts';
import { sessionRoutes } from './routes/session.ts';
import { setupRoutes } from './routes/setup.ts';
import type { SignIn } from './sign-in.ts';
import { buildSignIn } from './sign-in-find.ts';
import type { SigningIn } from './signing-in.ts';

export type PeopleGiven = Omit<SigningIn, 'authentication' | 'cookie'>;

export type People = {
  readonly signIn: SignIn;
  readonly routes: readonly Route[];
  readonly parts: SigningIn;
};

export function openPeople(desk: Desk, given: PeopleGiven): People {
  const options = {
    db: desk.db, key: desk.key, publicAddress: desk.publicAddress,
    maySignIn: async (signIn: string) => (await findPerson(desk.db, signIn)) !== null,
    sendReset: async (reset: { readonly signIn: string; readonly token: string }) => sendReset(desk, reset),
  };
  const cookie = { name: sessionCookieName(desk.publicAddress), secret: authenticationOptions(options).secret };
  const parts = { ...given, authentication: buildAuthentication(options), cookie };
  return { parts, signIn: buildSignIn(desk, cookie), routes: [...setupRoutes(parts), ...sessionRoutes(parts), ...meRoutes(parts), ...agentRoutes] };
}

async function sendReset(desk: Desk, { signIn, token }: { readonly signIn: string; readonly token: string }): Promise<void> {
  const person = await findPerson(desk.db, signIn);
  if (!person) return;
  const workspace = (await findWorkspace(desk.db, person.workspace))?.name ?? '';
  const expiresAt = new Date(Date.now() + resetSeconds * 1_000).toISOString();
  await sendNotice(desk, desk.db, person.workspace, {
    kind: 'password-reset', to: person.email, language: person.language, workspace, invitedBy: null, link: `${desk.publicAddress}/new-password#${token}`, expiresAt,
  });
}

