// What the routes of sign-in share: who signed in becomes the session's reply, a password is checked before it is taken.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionReply } from '../contract/requests.ts';
import { isPasswordTooWeak } from '../domain/access/password.ts';
import type { Viewer } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { readKeys } from '../operations/change-keys.ts';
import type { Desk } from '../operations/desk.ts';
import { findAgent } from '../store/agent.ts';
import { hasSecondFactor } from '../store/sign-in.ts';
import { findWorkspace } from '../store/workspace.ts';
import type { Authentication } from './authentication.ts';
import { presentAgent, presentWorkspace } from './present/people.ts';
import { ask, headersOf, passCookies } from './sign-in-call.ts';
import type { CookieKey } from './sign-in-find.ts';

export type SigningIn = {
  /** Loaded when it is asked for the first time. */
  readonly authentication: () => Promise<Authentication>;
  readonly cookie: CookieKey;
  readonly version: string;
  readonly languages: () => SessionReply['languages'];
  /** Whether this desk can send mail of its own now. null: before it is known for whom. */
  readonly mailReady: (workspace: string | null) => Promise<boolean>;
  /** Resolves when the new workspace holds its demonstration data. */
  readonly fillWithDemonstration: (desk: Desk, workspace: string, administrator: string) => Promise<void>;
  readonly apiToken: string | null;
};

export async function sessionReply(desk: Desk, parts: SigningIn, workspace: string, agent: string): Promise<SessionReply> {
  const [person, place] = [await findAgent(desk.db, workspace, agent), await findWorkspace(desk.db, workspace)];
  if (!person || !place) throw new Refusal('not-signed-in');
  const secondFactor = person.sign_in !== null && (await hasSecondFactor(desk.db, person.sign_in));
  const keys = await readKeys(desk.db, workspace, agent);
  return { agent: { ...presentAgent(person), signature: person.signature, secondFactor }, workspace: presentWorkspace(place), keys, languages: parts.languages(), version: parts.version };
}

/** The agent who asks; a machine has no password, no signature and no second factor. */
export function ownAgent(viewer: Viewer): string {
  if (viewer.kind !== 'agent') throw new Refusal('not-allowed');
  return viewer.id;
}

/** `known`: what a stranger knows of the person. */
export async function hashNewPassword(password: string, known: readonly string[]): Promise<string> {
  refuseWeakPassword(password, known);
  const { hashPassword } = await import('better-auth/crypto');
  return hashPassword(password);
}

export function refuseWeakPassword(password: string, known: readonly string[]): void {
  if (isPasswordTooWeak(password, known)) throw new Refusal('password-too-weak');
}

/** Starts a session with a password that was just chosen, so that nobody types it twice. */
export async function signInWith(parts: SigningIn, request: FastifyRequest, answer: FastifyReply, email: string, password: string): Promise<void> {
  const { api } = await parts.authentication();
  const { headers } = await ask(async () => api.signInEmail({ body: { email, password }, headers: headersOf(request), returnHeaders: true }), {});
  passCookies(answer, headers);
}
