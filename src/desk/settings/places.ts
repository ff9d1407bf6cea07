import type { AgentView } from '../../contract/views.ts';

export type Place = 'me' | 'keys' | 'templates' | 'people' | 'workspace' | 'inboxes' | 'tokens' | 'webhooks';

/** Administration belongs to administrators; everybody has pages of their own. */
export function placesFor(role: AgentView['role']): readonly Place[] {
  return role === 'administrator' ? ['me', 'keys', 'templates', 'people', 'workspace', 'inboxes', 'tokens', 'webhooks'] : ['me', 'keys', 'templates'];
}
