// The webhook at the vendor: that it is there, is ours, and tells what we want to know. Updates can be asked for only without one.
import { Hindrance, call } from './api.ts';
import { isLoopback, type MaxConfig } from './config.ts';
import { fields, list, words } from './fields.ts';
import { updateKinds } from './update.ts';

export type Subscription = { readonly url: string; readonly kinds: readonly string[] | null };

export async function listSubscriptions(config: MaxConfig, signal: AbortSignal): Promise<readonly Subscription[]> {
  const { subscriptions } = await call(config, signal, { method: 'GET', path: '/subscriptions' });
  return list(subscriptions).map(fields).flatMap((one) => {
    const url = words(one['url']);
    return url === null ? [] : [{ url, kinds: Array.isArray(one['update_types']) ? list(one['update_types']).flatMap((kind) => words(kind) ?? []) : null }];
  });
}

export const tellsEnough = ({ kinds }: Subscription): boolean => kinds === null || updateKinds.every((kind) => kinds.includes(kind));

export async function subscribe(config: MaxConfig, url: string, signal: AbortSignal): Promise<void> {
  const answered = await call(config, signal, { method: 'POST', path: '/subscriptions', body: { url, secret: config.webhookSecret, update_types: updateKinds } });
  if (answered['success'] !== true) throw new Hindrance('max.subscription-refused', words(answered['message'])?.slice(0, 300) ?? '');
}

export async function unsubscribe(config: MaxConfig, url: string, signal: AbortSignal): Promise<void> {
  const answered = await call(config, signal, { method: 'DELETE', path: '/subscriptions', query: { url } });
  if (answered['success'] !== true) throw new Hindrance('max.subscription-refused', words(answered['message'])?.slice(0, 300) ?? '');
}

/** Whether a webhook leads to this desk. */
export function isOurs(url: string, config: MaxConfig, publicAddress: string): boolean {
  return url === config.webhookAddress || url.startsWith(`${publicAddress}/hooks/`);
}

/** Of somebody else's address no more is said than whose it is. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? 'another address';

/** MAX calls nothing but https on its usual port. While trying out on this machine, an address of this machine will do. */
export function isCallable(address: string, config: MaxConfig): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  return isLoopback(url.hostname) ? isLoopback(new URL(config.apiAddress).hostname) : url.protocol === 'https:' && url.port === '';
}
