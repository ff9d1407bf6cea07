// Tries an inbox's settings for real: asks who the bot is, and how its webhook fares. Sends nothing and changes nothing.
import type { ChannelIo, CheckResult, Problem } from '../channel.ts';
import { call } from './api.ts';
import type { TelegramConfig } from './config.ts';
import { whatIsWrongWith } from './listening/hook.ts';
import type { Listener } from './listening/session.ts';
import { problemOf } from './outcome.ts';

export async function check(config: TelegramConfig, io: ChannelIo): Promise<CheckResult> {
  const limits = { ms: 15_000, signal: io.signal };
  const bot = await call(config, limits, (methods) => methods.getMe());
  if (!bot.ok) return { ok: false, problems: [problemOf(bot)] };
  const problems = [nameProblem(bot.result.username, config), ...(config.receiveBy === 'webhook' ? [hookProblem(config, io)] : [])].filter((one) => one !== null);
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

/** Names of bots are the same in small and capital letters. */
function nameProblem(name: unknown, config: TelegramConfig): Problem | null {
  if (typeof name !== 'string' || name.toLowerCase() === config.botName.toLowerCase()) return null;
  return { code: 'telegram.bot-name-differs', detail: `@${name.slice(0, 64)}` };
}

function hookProblem(config: TelegramConfig, io: ChannelIo): Problem | null {
  return whatIsWrongWith((io as Listener).hookAddress ?? io.publicAddress, config);
}
