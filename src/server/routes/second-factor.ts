// The second factor: codes of an authenticator app, with backup codes for the day it is lost.
import { z } from 'zod';
import { secondFactorBody } from '../../contract/requests.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import { forgetAttempts } from '../../store/sign-in-attempt.ts';
import type { Authentication } from '../authentication.ts';
import { route } from '../route.ts';
import { ask, headersOf, passCookies } from '../sign-in-call.ts';
import { codeOf, isWithin, proofBy, takeAttempt } from '../sign-in-limit.ts';
import type { SigningIn } from '../signing-in.ts';
import { ownAgent } from '../signing-in.ts';

const passwordBody = z.object({ password: z.string().min(1).max(200) });
const wrongPassword = new Refusal('input-wrong', { password: 'This is not your password.' });

export function secondFactorRoutes(parts: SigningIn) {
  return [
    route({
      method: 'POST', path: '/api/second-factor/begin', noun: 'second factor', who: 'agent',
      summary: 'Begin: the address for the authenticator app, and ten backup codes. Nothing is asked at sign-in until it is confirmed',
      body: passwordBody, reply: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }), refuses: ['changed-meanwhile', 'too-many-attempts'],
      handle: async ({ desk, body, viewer, request }) => {
        const { response } = await proving(desk, ownAgent(viewer), parts, async ({ api }) =>
          ask(async () => api.enableTwoFactor({ body: { password: body.password }, headers: headersOf(request), returnHeaders: true }), { INVALID_PASSWORD: wrongPassword, TOTP_ALREADY_ENABLED: 'changed-meanwhile' }));
        if (!('totpURI' in response)) throw new Error('no address for the authenticator app');
        return { uri: response.totpURI, backupCodes: response.backupCodes };
      },
    }),
    route({
      method: 'POST', path: '/api/second-factor/confirm', noun: 'second factor', who: 'agent',
      summary: 'Confirm with a first code; from now on sign-in asks for one', body: secondFactorBody, reply: null, refuses: ['second-factor-wrong', 'changed-meanwhile', 'too-many-attempts'],
      handle: async ({ desk, body, viewer, request, answer }) => {
        const code = body.code.replaceAll(/\s/g, '');
        const { headers, response } = await proving(desk, ownAgent(viewer), parts, async ({ api }) =>
          ask(async () => api.verifyTOTP({ body: { code }, headers: headersOf(request), returnHeaders: true }), { INVALID_CODE: 'second-factor-wrong', TOTP_NOT_ENABLED: 'changed-meanwhile' }));
        await isWithin(desk, codeOf(response.user.id, code));
        passCookies(answer, headers);
      },
    }),
    route({
      method: 'DELETE', path: '/api/second-factor', noun: 'second factor', who: 'agent',
      summary: 'Switch the second factor off', body: passwordBody, reply: null, refuses: ['too-many-attempts'],
      handle: async ({ desk, body, viewer, request, answer }) => {
        const { headers } = await proving(desk, ownAgent(viewer), parts, async ({ api }) =>
          ask(async () => api.disableTwoFactor({ body: { password: body.password }, headers: headersOf(request), returnHeaders: true }), { INVALID_PASSWORD: wrongPassword }));
        passCookies(answer, headers);
      },
    }),
  ];
}

/** Wrong passwords and codes are counted; a right one clears the count, whatever becomes of it. */
async function proving<Result>(desk: Desk, agent: string, parts: SigningIn, work: (authentication: Authentication) => Promise<Result>): Promise<Result> {
  const limit = proofBy(agent);
  await takeAttempt(desk, limit);
  try {
    const result = await work(await parts.authentication());
    await forgetAttempts(desk.db, limit.subject);
    return result;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'changed-meanwhile') await forgetAttempts(desk.db, limit.subject);
    throw error;
  }
}
