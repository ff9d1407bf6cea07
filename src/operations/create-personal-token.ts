// A token with which a program acts as the agent who made it. Its value is told once and never again.
import { randomBytes } from 'node:crypto';
import type { PersonalTokenRow } from '../store/personal-token.ts';
import { listPersonalTokens, savePersonalToken } from '../store/personal-token.ts';
import { hashToken } from '../store/service-token.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { NewToken } from './create-service-token.ts';
import { checkNewToken } from './create-service-token.ts';
import type { Desk } from './desk.ts';

/** By it, sign-in looks in the right table. */
export const personalTokenStart = 'attune_personal_';

export async function createPersonalToken(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, agent: string, wanted: NewToken): Promise<{ readonly token: PersonalTokenRow; readonly value: string }> {
  checkNewToken(desk, null, wanted);
  const id = desk.newId();
  const value = `${personalTokenStart}${randomBytes(32).toString('base64url')}`;
  return change(desk, who, async ({ db, workspace, now, record }) => {
    await savePersonalToken(db, workspace, { id, agent, ...wanted, hash: hashToken(value), at: now });
    record('personal-token-created', { onlyAgent: agent, data: { personalToken: id } });
    const token = (await listPersonalTokens(db, workspace, agent)).find((row) => row.id === id)!;
    return { token, value };
  });
}
