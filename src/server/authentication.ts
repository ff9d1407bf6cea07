// Passwords, sessions and second factors: better-auth over our own tables. Its HTTP handler is not mounted; our routes call it,
// so that OpenAPI, refusals, limits and the permission walk cover sign-in as everything else.
import { betterAuth } from 'better-auth';
import type { BetterAuthOptions } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { addressHeader, lockSeconds, refreshSeconds, resetSeconds, secretOf, sessionSeconds, wrongCodes } from './authentication-terms.ts';

export type AuthenticationParts = {
  readonly db: Kysely<Schema>;
  readonly key: Buffer;
  readonly publicAddress: string;
  /** Nobody who is switched off gets a session, whichever way they come. */
  readonly maySignIn: (signIn: string) => Promise<boolean>;
  /** Takes care of the mail with a link to choose a new password. */
  readonly sendReset: (reset: { readonly signIn: string; readonly token: string }) => Promise<void>;
  readonly wasReset: (email: string) => Promise<void>;
};

const named = (fields: readonly string[]): Record<string, string> => Object.fromEntries(fields.map((field) => [field, field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]));

export function authenticationOptions(parts: AuthenticationParts) {
  return {
    appName: 'Attune',
    baseURL: parts.publicAddress,
    secret: secretOf(parts.key),
    database: { db: parts.db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'attune',
      useSecureCookies: parts.publicAddress.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { validateSchema: false },
    },
    user: { modelName: 'sign_in_user', fields: named(['emailVerified', 'createdAt', 'updatedAt']) },
    session: {
      modelName: 'sign_in_session',
      fields: named(['expiresAt', 'createdAt', 'updatedAt', 'ipAddress', 'userAgent', 'userId']),
      expiresIn: sessionSeconds,
      updateAge: refreshSeconds,
      freshAge: 0,
    },
    account: {
      modelName: 'sign_in_account',
      fields: named(['accountId', 'providerId', 'userId', 'accessToken', 'refreshToken', 'idToken', 'accessTokenExpiresAt', 'refreshTokenExpiresAt', 'createdAt', 'updatedAt']),
    },
    verification: { modelName: 'sign_in_verification', fields: named(['expiresAt', 'createdAt', 'updatedAt']), storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      resetPasswordTokenExpiresIn: resetSeconds,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }: { readonly user: { readonly id: string }; readonly token: string }) => parts.sendReset({ signIn: user.id, token }),
      onPasswordReset: async ({ user }: { readonly user: { readonly email: string } }) => parts.wasReset(user.email),
    },
    databaseHooks: { session: { create: { before: async (session: { readonly userId: string }) => parts.maySignIn(session.userId) } } },
    plugins: [
      twoFactor({
        issuer: 'Attune',
        accountLockout: { maxFailedAttempts: wrongCodes, durationSeconds: lockSeconds },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: { modelName: 'sign_in_second_factor', fields: named(['backupCodes', 'userId', 'failedVerificationCount', 'lockedUntil']) },
        },
      }),
    ],
  } satisfies BetterAuthOptions;
}

export function buildAuthentication(parts: AuthenticationParts) {
  return betterAuth(authenticationOptions(parts));
}

export type Authentication = ReturnType<typeof buildAuthentication>;
