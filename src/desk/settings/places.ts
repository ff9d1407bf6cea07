import type { AgentView } from '../../contract/views.ts';

export type Place = 'me' | 'notifications' | 'keys' | 'templates' | 'macros' | 'contacts' | 'people' | 'workspace' | 'inboxes' | 'tokens' | 'webhooks' | 'held';

/** Administration belongs to administrators, contacts as a table to leads too; everybody has pages of their own. `holding`: answers wait for a decision. */
export function placesFor(role: AgentView['role'], holding = false): readonly Place[] {
  if (role === 'lead') return ['me', 'notifications', 'keys', 'templates', 'macros', 'contacts'];
  return role === 'administrator' ? ['me', 'notifications', 'keys', 'templates', 'macros', 'contacts', 'people', 'workspace', 'inboxes', 'tokens', 'webhooks', ...(holding ? ['held' as const] : [])] : ['me', 'notifications', 'keys', 'templates', 'macros'];
}
