import type { AgentView } from '../../contract/views.ts';

export type Place = 'me' | 'people' | 'workspace' | 'inboxes' | 'tokens';

/** Administration belongs to administrators; everybody has a page of their own. */
export function placesFor(role: AgentView['role']): readonly Place[] {
  return role === 'administrator' ? ['me', 'people', 'workspace', 'inboxes', 'tokens'] : ['me'];
}
