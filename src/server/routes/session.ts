// Signing in and out.
import { secondFactorBody, sessionReply as sessionReplySchema, signInBody } from '../../contract/requests.ts';
import { Refusal } from '../../domain/refusal.ts';
import { forgetAttempts, forgiveAttempt } from '../../store/sign-in-attempt.ts';
import { endSession, findSession, isAged, removeEnded } from '../../store/sign-in.ts';
import type { Desk } from '../../operations/desk.ts';
import { refreshSeconds } from '../authentication-terms.ts';
import { route } from '../route.ts';
import { ask, headersOf, passCookies } from '../sign-in-call.ts';
import { readToken } from '../sign-in-find.ts';
import { codeOf, isWithin, passwordFrom, passwordOf, takeAttempt } from '../sign-in-limit.ts';
import type { SigningIn } from '../signing-in.ts';
import { ownAgent, sessionReply } from '../signing-in.ts';

export function sessionRoutes(parts: SigningIn) {
  return [
    route({
      method: 'GET', path: '/api/session', noun: 'session', who: 'agent',
      summary: 'Who is signed in, and where', reply: sessionReplySchema,
      handle: async ({ desk, viewer, workspace, request, answer }) => {
        const agent = ownAgent(viewer);
        // Screens ask this when they open: the moment at which a session that is used lives on.
        const token = readToken(request.headers.cookie, parts.cookie);
        if (token !== null && (await isAged(desk.db, token, refreshSeconds))) {
          const { api } = await parts.authentication();
          const { headers } = await ask(async () => api.getSession({ headers: headersOf(request), returnHeaders: true }), {});
          passCookies(answer, headers);
        }
        return sessionReply(desk, parts, workspace, agent);
      },
    }),
    signIn(parts),
    secondFactor(parts),
    route({
      method: 'DELETE', path: '/api/session', noun: 'session', who: 'anyone',
      summary: 'Sign out', reply: null, refuses: ['foreign-page'],
      handle: async ({ request, answer }) => {
        const { api } = await parts.authentication();
        const { headers } = await ask(async () => api.signOut({ headers: headersOf(request), returnHeaders: true }), {});
        passCookies(answer, headers);
      },
    }),
  ];
}

function signIn(parts: SigningIn) {
  return route({
    method: 'POST', path: '/api/session', noun: 'session', who: 'anyone',
    summary: 'Sign in with e-mail address and password',
    body: signInBody, reply: sessionReplySchema, refuses: ['sign-in-refused', 'second-factor-wanted', 'too-many-attempts', 'foreign-page'],
    handle: async ({ desk, body, request, answer }) => {
      const [from, of] = [passwordFrom(request.ip), passwordOf(body.email)];
      await takeAttempt(desk, from);
      await takeAttempt(desk, of);
      const { api } = await parts.authentication();
      const { headers, response } = await ask(
        async () => api.signInEmail({ body, headers: headersOf(request), returnHeaders: true }),
        { INVALID_EMAIL_OR_PASSWORD: 'sign-in-refused', INVALID_EMAIL: 'sign-in-refused', FAILED_TO_CREATE_SESSION: 'sign-in-refused' },
      );
      await forgiveAttempt(desk.db, from.subject);
      await forgetAttempts(desk.db, of.subject);
      passCookies(answer, headers);
      if ('twoFactorRedirect' in response) throw new Refusal('second-factor-wanted');
      return begin(desk, parts, request.headers.cookie, response.token);
    },
  });
}

function secondFactor(parts: SigningIn) {
  return route({
    method: 'POST', path: '/api/session/second-factor', noun: 'session', who: 'anyone', limit: 60,
    summary: 'Complete a sign-in with a code from the authenticator app, or a backup code',
    body: secondFactorBody, reply: sessionReplySchema, refuses: ['second-factor-wrong', 'not-signed-in', 'too-many-attempts', 'foreign-page'],
    handle: async ({ desk, body, request, answer }) => {
      const code = body.code.replaceAll(/\s/g, '');
      const { api } = await parts.authentication();
      // Only the cookie of this challenge: with a session beside it, the code would be compared with that session's secret.
      const given = { body: { code }, headers: headersOf(request, 'two_factor'), returnHeaders: true } as const;
      const { headers, response } = await ask(async () => (/^\d{6}$/.test(code) ? api.verifyTOTP(given) : api.verifyBackupCode(given)), {
        INVALID_CODE: 'second-factor-wrong', INVALID_BACKUP_CODE: 'second-factor-wrong', TOTP_NOT_ENABLED: 'second-factor-wrong', BACKUP_CODES_NOT_ENABLED: 'second-factor-wrong',
      });
      const token = response.token ?? '';
      if (!(await isWithin(desk, codeOf(response.user.id, code)))) {
        await endSession(desk.db, token);
        throw new Refusal('second-factor-wrong');
      }
      passCookies(answer, headers);
      return begin(desk, parts, request.headers.cookie, token);
    },
  });
}

/** The session of this browser from before, if there was one, ends. */
async function begin(desk: Desk, parts: SigningIn, cookies: string | undefined, token: string): ReturnType<typeof sessionReply> {
  const before = readToken(cookies, parts.cookie);
  if (before !== null && before !== token) await endSession(desk.db, before);
  await removeEnded(desk.db, desk.now());
  const session = await findSession(desk.db, token);
  if (!session) throw new Refusal('sign-in-refused');
  return sessionReply(desk, parts, session.workspace, session.id);
}
