import type { AgentView } from '../../contract/views.ts';

export type Place = 'me' | 'notifications' | 'keys' | 'templates' | 'macros' | 'people' | 'workspace' | 'inboxes' | 'tokens' | 'webhooks' | 'held';

/** Administration belongs to administrators; everybody has pages of their own. `holding`: answers wait for a decision. */
export function placesFor(role: AgentView['role'], holding = false): readonly Place[] {
  return role === 'administrator' ? ['me', 'notifications', 'keys', 'templates', 'macros', 'people', 'workspace', 'inboxes', 'tokens', 'webhooks', ...(holding ? ['held' as const] : [])] : ['me', 'notifications', 'keys', 'templates', 'macros'];
}
