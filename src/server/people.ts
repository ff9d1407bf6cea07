// Sign-in, people and teams put together: main.ts calls this once, after the database is migrated.
import type { WorkspaceId } from '../domain/identifier.ts';
import type { Desk } from '../operations/desk.ts';
import { sendNotice } from '../operations/send-notice.ts';
import { forgetAttempts } from '../store/sign-in-attempt.ts';
import { findPerson } from '../store/sign-in.ts';
import { findWorkspace } from '../store/workspace.ts';
import type { Authentication } from './authentication.ts';
import { resetSeconds, secretOf, sessionCookieName } from './authentication-terms.ts';
import type { Route } from './route.ts';
import { agentRoutes } from './routes/agents.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { meRoutes } from './routes/me.ts';
import { passwordRoutes } from './routes/password.ts';
import { personalTokenRoutes } from './routes/personal-tokens.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { serviceTokenRoutes } from './routes/service-tokens.ts';
import { sessionRoutes } from './routes/session.ts';
import { setupRoutes } from './routes/setup.ts';
import { teamRoutes } from './routes/teams.ts';
import { workspaceRoutes } from './routes/workspace.ts';
import type { SignIn } from './sign-in.ts';
import { setUpFromEnvironment } from './set-up-from-environment.ts';
import { buildSignIn } from './sign-in-find.ts';
import { passwordOf } from './sign-in-limit.ts';
import type { SigningIn } from './signing-in.ts';

export type PeopleGiven = Omit<SigningIn, 'authentication' | 'cookie'>;

export type People = {
  readonly signIn: SignIn;
  readonly routes: readonly Route[];
  /** To be called at every start of a web role, with the setting or without: it keeps the service token in force as well. */
  setUpFromEnvironment(administrator: { readonly email: string; readonly password: string } | null): Promise<WorkspaceId | null>;
};

export function openPeople(desk: Desk, given: PeopleGiven): People {
  const options = {
    db: desk.db, key: desk.key, publicAddress: desk.publicAddress,
    maySignIn: async (signIn: string) => (await findPerson(desk.db, signIn)) !== null,
    sendReset: async (reset: { readonly signIn: string; readonly token: string }) => sendReset(desk, reset),
    // Whoever proved who they are by mail is not kept waiting for somebody else's guesses.
    wasReset: async (email: string) => forgetAttempts(desk.db, passwordOf(email).subject),
  };
  const cookie = { name: sessionCookieName(desk.publicAddress), secret: secretOf(desk.key) };
  let loading: Promise<Authentication> | null = null;
  const authentication = async (): Promise<Authentication> => (loading ??= import('./authentication.ts').then(({ buildAuthentication }) => buildAuthentication(options)));
  const parts = { ...given, authentication, cookie };
  return { routes: peopleTables(parts).flat(), signIn: buildSignIn(desk, cookie), setUpFromEnvironment: async (administrator) => setUpFromEnvironment(desk, { administrator, apiToken: given.apiToken }) };
}

/** Table by table, as routes/all.ts. */
export function peopleTables(parts: SigningIn) {
  return [
    setupRoutes(parts), sessionRoutes(parts), passwordRoutes(parts), secondFactorRoutes(parts), meRoutes(parts),
    agentRoutes(parts), invitationRoutes(parts), teamRoutes, workspaceRoutes, serviceTokenRoutes, personalTokenRoutes,
  ] as const;
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

