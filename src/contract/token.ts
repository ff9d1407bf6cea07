// Tokens for programs, as screens and callers see them: never their values, but in the one answer that makes them.
import { z } from 'zod';
import { scopes } from '../domain/access/scope.ts';
import { id, instant, role } from './views.ts';

export const scope = z.enum(scopes);

const made = {
  name: z.string().trim().min(1).max(200),
  /** Absent: for ever. */
  expiresAt: instant.nullable().default(null),
};

/** Without `scopes`: all that the role allows. */
export const serviceTokenBody = z.object({ ...made, role, scopes: z.array(scope).min(1).max(scopes.length).default([...scopes]) });
export const personalTokenBody = z.object({ ...made, scopes: z.array(scope).min(1).max(scopes.length) });

const told = {
  id, name: z.string(), scopes: z.array(scope), createdAt: instant, expiresAt: instant.nullable(), lastUsedAt: instant.nullable(), withdrawnAt: instant.nullable(),
};
export const serviceTokenView = z.object({ ...told, role }).meta({ id: 'ServiceToken' });
export const personalTokenView = z.object(told).meta({ id: 'PersonalToken' });

export type ServiceTokenView = z.infer<typeof serviceTokenView>;
export type PersonalTokenView = z.infer<typeof personalTokenView>;
