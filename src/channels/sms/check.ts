// Tries an inbox's settings for real: signs in as for sending and as for receiving, and sends nothing.
import type { ChannelIo, CheckResult, Problem } from '../channel.ts';
import type { SmsConfig } from './config.ts';
import { SessionProblem } from './session/problem.ts';
import { openSession, type Bind } from './session/session.ts';

export async function check(config: SmsConfig, io: ChannelIo): Promise<CheckResult> {
  const problems: Problem[] = [];
  // One after the other: a centre may allow one session more than are open already, and not two.
  for (const bind of config.sessions === 'one' ? (['transceiver'] as const) : (['transmitter', 'receiver'] as const)) {
    const problem = await tryBind(config, bind, io);
    if (problem && !problems.some(({ code }) => code === problem.code)) problems.push(problem);
  }
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

async function tryBind(config: SmsConfig, bind: Bind, io: ChannelIo): Promise<Problem | null> {
  try {
    // What comes meanwhile is left without an answer: the centre keeps it for the inbox.
    const session = await openSession(config, bind, { incoming: () => undefined }, io.signal);
    await session.close();
    return null;
  } catch (error) {
    if (!(error instanceof SessionProblem)) throw error;
    // The inbox itself is signed in already: then name and password are right.
    if (error.code === 'sms.already-bound') return null;
    return { code: error.code, detail: `${bind}: ${error.message}`.slice(0, 500) };
  }
}
