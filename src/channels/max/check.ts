// Tries an inbox's settings for real: signs in, compares the bot's name, looks who else listens to the bot. Sends nothing.
import type { ChannelIo, CheckResult, Problem } from '../channel.ts';
import { call, problemOf } from './api.ts';
import type { MaxConfig } from './config.ts';
import { words } from './fields.ts';
import type { Offered } from './listen.ts';
import { hostOf, isCallable, isOurs, listSubscriptions } from './subscription.ts';

export async function check(config: MaxConfig, io: ChannelIo): Promise<CheckResult> {
  try {
    const me = await call(config, io.signal, { method: 'GET', path: '/me', patienceMs: 15_000 });
    const subscriptions = await listSubscriptions(config, io.signal);
    const name = words(me['username']);
    const address = config.webhookAddress ?? (io as ChannelIo & Offered).hookAddress ?? io.publicAddress;
    const foreign = subscriptions.find(({ url }) => !isOurs(url, config, io.publicAddress));
    const problems: readonly Problem[] = [
      ...(name !== null && name.toLowerCase() !== config.botName.toLowerCase() ? [{ code: 'max.bot-name-wrong', detail: name }] : []),
      ...(config.receiveBy === 'webhook' && !isCallable(address, config) ? [{ code: 'max.webhook-not-https', detail: hostOf(address) }] : []),
      ...(config.receiveBy === 'polling' && foreign ? [{ code: 'max.other-subscription', detail: hostOf(foreign.url) }] : []),
    ];
    return problems.length === 0 ? { ok: true } : { ok: false, problems };
  } catch (error) {
    return { ok: false, problems: [problemOf(error)] };
  }
}
