// Makes what the environment asks for on machines that start without a person: the first administrator, the service token.
import type { WorkspaceId } from '../domain/identifier.ts';
import { Refusal } from '../domain/refusal.ts';
import { createWorkspace } from '../operations/create-workspace.ts';
import type { Desk } from '../operations/desk.ts';
import { keepEnvironmentToken } from '../operations/keep-environment-token.ts';
import { findFirstWorkspace } from '../store/workspace.ts';
import { hashNewPassword } from './signing-in.ts';

export type FromEnvironment = { readonly administrator: { readonly email: string; readonly password: string } | null; readonly apiToken: string | null };

/**
 * May run in several processes at once and at every start; on a desk that has a workspace it leaves people alone.
 * Throws the refusal `password-too-weak` where ATTUNE_ADMIN_PASSWORD is. @returns the workspace it made
 */
export async function setUpFromEnvironment(desk: Desk, { administrator, apiToken }: FromEnvironment): Promise<WorkspaceId | null> {
  const made = administrator && (await findFirstWorkspace(desk.db)) === null ? await makeWorkspace(desk, administrator) : null;
  if (apiToken !== null && (await keepEnvironmentToken(desk, apiToken)) === 'withdrawn') {
    desk.log.warn({}, 'ATTUNE_API_TOKEN was withdrawn on the screen and opens nothing; set another value.');
  }
  return made;
}

async function makeWorkspace(desk: Desk, { email, password }: { readonly email: string; readonly password: string }): Promise<WorkspaceId | null> {
  const passwordHash = await hashNewPassword(password, [email]);
  const name = email.split('@')[0]!.slice(0, 200);
  try {
    const { workspace } = await createWorkspace(desk, { workspace: { name: 'Attune', language: 'en', timeZone: 'UTC' }, administrator: { name, email, passwordHash } }, { onlyAsFirst: true });
    return workspace;
  } catch (error) {
    // Another process was quicker.
    if (error instanceof Refusal && error.code === 'already-set-up') return null;
    throw error;
  }
}
