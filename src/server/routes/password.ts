// Choosing a new password: knowing the old one, or by a link in a mail.
import { setTimeout as pause } from 'node:timers/promises';
import { forgottenBody, passwordBody, resetBody } from '../../contract/requests.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findAgent } from '../../store/agent.ts';
import { forgetAttempts } from '../../store/sign-in-attempt.ts';
import { route } from '../route.ts';
import { ask, headersOf, passCookies } from '../sign-in-call.ts';
import { isWithin, passwordOf, proofBy, resetsFrom, resetsOf, takeAttempt } from '../sign-in-limit.ts';
import type { SigningIn } from '../signing-in.ts';
import { ownAgent, refuseWeakPassword } from '../signing-in.ts';

/** However long the search took, the answer takes this long: otherwise its haste would tell which addresses exist. */
const forgottenMs = 250;

export function passwordRoutes(parts: SigningIn) {
  return [
    route({
      method: 'POST', path: '/api/password/forgotten', noun: 'password', who: 'anyone',
      summary: 'Ask for a link to choose a new password; the answer is the same whether or not the address is known',
      body: forgottenBody, reply: null, refuses: ['mail-not-configured', 'too-many-attempts', 'foreign-page'],
      handle: async ({ desk, body, request }) => {
        if (!(await parts.mailReady(null))) throw new Refusal('mail-not-configured');
        await takeAttempt(desk, resetsFrom(request.ip));
        const { api } = await parts.authentication();
        const send = async (): Promise<void> => {
          if (await isWithin(desk, resetsOf(body.email))) await ask(async () => api.requestPasswordReset({ body: { email: body.email }, headers: headersOf(request), returnHeaders: true }), {});
        };
        await Promise.all([send(), pause(forgottenMs)]);
      },
    }),
    route({
      method: 'POST', path: '/api/password/reset', noun: 'password', who: 'anyone', limit: 60,
      summary: 'Choose a new password with the token of such a link, once; all sessions end',
      body: resetBody, reply: null, refuses: ['link-expired', 'password-too-weak', 'foreign-page'],
      handle: async ({ body, request }) => {
        refuseWeakPassword(body.password, []);
        const { api } = await parts.authentication();
        await ask(async () => api.resetPassword({ body: { token: body.token, newPassword: body.password }, headers: headersOf(request), returnHeaders: true }), { INVALID_TOKEN: 'link-expired', USER_NOT_FOUND: 'link-expired' });
      },
    }),
    route({
      method: 'POST', path: '/api/password', noun: 'password', who: 'agent',
      summary: 'Choose a new password, knowing the present one; all other sessions end',
      body: passwordBody, reply: null, refuses: ['password-too-weak', 'too-many-attempts'],
      handle: async ({ desk, body, viewer, workspace, request, answer }) => {
        const person = await findAgent(desk.db, workspace, ownAgent(viewer));
        if (!person) throw new Refusal('not-signed-in');
        await takeAttempt(desk, proofBy(person.id));
        refuseWeakPassword(body.next, [person.email, person.name]);
        const { api } = await parts.authentication();
        const { headers } = await ask(
          async () => api.changePassword({ body: { currentPassword: body.current, newPassword: body.next, revokeOtherSessions: true }, headers: headersOf(request), returnHeaders: true }),
          { INVALID_PASSWORD: new Refusal('input-wrong', { current: 'This is not your present password.' }) },
        );
        await forgetAttempts(desk.db, proofBy(person.id).subject);
        await forgetAttempts(desk.db, passwordOf(person.email).subject);
        passCookies(answer, headers);
      },
    }),
  ];
}
