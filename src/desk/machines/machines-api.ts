// Requests about programs: their tokens, and the addresses that are told of events.
import type { Scope } from '../../domain/access/scope.ts';
import type { PersonalTokenView, ServiceTokenView } from '../../contract/token.ts';
import type { EventGroup } from '../../contract/event-groups.ts';
import type { WebhookDeliveryView, WebhookView } from '../../contract/webhook.ts';
import type { AgentView } from '../../contract/views.ts';
import { request } from '../live/request.ts';

export type NewToken = { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresAt: string | null };
type Told = { readonly value: string };

export const serviceTokens = {
  list: () => request<{ readonly tokens: readonly ServiceTokenView[] }>('GET', '/service-tokens'),
  create: (token: NewToken & { readonly role: AgentView['role'] }) => request<ServiceTokenView & Told>('POST', '/service-tokens', token),
  withdraw: (token: string) => request<void>('DELETE', `/service-tokens/${token}`),
};

export const personalTokens = {
  list: () => request<{ readonly tokens: readonly PersonalTokenView[] }>('GET', '/personal-tokens'),
  create: (token: NewToken) => request<PersonalTokenView & Told>('POST', '/personal-tokens', token),
  withdraw: (token: string) => request<void>('DELETE', `/personal-tokens/${token}`),
};

export type WebhookWanted = { readonly name: string; readonly address: string; readonly groups: readonly EventGroup[]; readonly kinds: readonly string[] };
export type LogPage = { readonly deliveries: readonly WebhookDeliveryView[]; readonly next: string | null };

export const webhooks = {
  list: () => request<{ readonly webhooks: readonly WebhookView[] }>('GET', '/webhooks'),
  create: (webhook: WebhookWanted) => request<WebhookView & { readonly secret: string }>('POST', '/webhooks', webhook),
  change: (webhook: string, change: Partial<WebhookWanted> & { readonly on?: boolean; readonly missed?: 'send' | 'pass-over' }) => request<WebhookView>('PATCH', `/webhooks/${webhook}`, change),
  remove: (webhook: string) => request<void>('DELETE', `/webhooks/${webhook}`),
  renew: (webhook: string) => request<{ readonly secret: string }>('POST', `/webhooks/${webhook}/secret`, {}),
  test: (webhook: string) => request<WebhookDeliveryView>('POST', `/webhooks/${webhook}/test`, {}),
  log: (webhook: string, state: string, cursor: string | null) =>
    request<LogPage>('GET', `/webhooks/${webhook}/deliveries?limit=25${state === '' ? '' : `&state=${state}`}${cursor === null ? '' : `&cursor=${cursor}`}`),
  again: (webhook: string, delivery: string) => request<WebhookDeliveryView>('POST', `/webhooks/${webhook}/deliveries/${delivery}/replay`, {}),
  since: (webhook: string, since: string) => request<void>('POST', `/webhooks/${webhook}/replay`, { since }),
};
