// What the rest of the server knows of better-auth without loading it: loading takes a third of a second, which a start
// should not wait for (authentication.ts is loaded when somebody signs in for the first time).
import { createHmac } from 'node:crypto';

/** How long a session lives after its last use, and how often that is written down. */
export const sessionSeconds = 30 * 86_400;
export const refreshSeconds = 86_400;
/** How long a link for a new password is good. */
export const resetSeconds = 3_600;
/** Wrong codes in a row after which a second factor is locked, and for how long. */
export const wrongCodes = 10;
export const lockSeconds = 900;

/** Carries the caller's address to better-auth, which knows requests only by their headers. */
export const addressHeader = 'x-attune-address';

/** Signs cookies and encrypts second factors. */
export function secretOf(key: Buffer): string {
  return createHmac('sha256', key).update('sign-in').digest('base64url');
}

/** As better-auth names it: the prefix keeps a cookie that was set without TLS from passing for one that was not. */
export function sessionCookieName(publicAddress: string): string {
  return `${publicAddress.startsWith('https:') ? '__Secure-' : ''}attune.session_token`;
}
