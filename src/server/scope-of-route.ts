// Which scope a token needs for a route: the route's own word, else what its noun says. A noun that does not stand here is open
// to no token and fails the permission walk, so that nobody forgets to decide.
import type { Scope } from '../domain/access/scope.ts';
import type { Route } from './route.ts';

type Needed = Scope | 'nobody';

/** For reading and for changing. What only administrators or leads may change is administration everywhere. */
const nouns: Readonly<Record<string, { readonly reading: Needed; readonly changing: Needed }>> = {
  agents: { reading: 'read', changing: 'write' },
  attachments: { reading: 'read', changing: 'write' },
  batches: { reading: 'read', changing: 'write' },
  commitments: { reading: 'read', changing: 'write' },
  contacts: { reading: 'read', changing: 'write' },
  'contact imports': { reading: 'administer', changing: 'administer' },
  conversations: { reading: 'read', changing: 'write' },
  corrections: { reading: 'read', changing: 'write' },
  deliveries: { reading: 'read', changing: 'send' },
  devices: { reading: 'nobody', changing: 'nobody' },
  finding: { reading: 'read', changing: 'write' },
  drafts: { reading: 'read', changing: 'write' },
  inboxes: { reading: 'read', changing: 'administer' },
  invitations: { reading: 'administer', changing: 'administer' },
  languages: { reading: 'read', changing: 'administer' },
  live: { reading: 'read', changing: 'write' },
  macros: { reading: 'read', changing: 'write' },
  merges: { reading: 'read', changing: 'write' },
  messages: { reading: 'read', changing: 'write' },
  notifications: { reading: 'read', changing: 'write' },
  password: { reading: 'nobody', changing: 'nobody' },
  'personal tokens': { reading: 'nobody', changing: 'nobody' },
  'planned replies': { reading: 'read', changing: 'send' },
  'raw inputs': { reading: 'administer', changing: 'administer' },
  'second factor': { reading: 'nobody', changing: 'nobody' },
  'service tokens': { reading: 'administer', changing: 'administer' },
  search: { reading: 'read', changing: 'write' },
  session: { reading: 'read', changing: 'nobody' },
  tags: { reading: 'read', changing: 'write' },
  templates: { reading: 'read', changing: 'write' },
  teams: { reading: 'read', changing: 'administer' },
  webhooks: { reading: 'webhooks', changing: 'webhooks' },
  workspace: { reading: 'read', changing: 'administer' },
};

/** null: nobody has decided. Routes without sign-in need none. */
export function scopeOfRoute(route: Pick<Route, 'method' | 'noun' | 'scope' | 'who'>): Needed | null {
  if (route.scope) return route.scope;
  const noun = nouns[route.noun];
  if (!noun) return null;
  if (route.method === 'GET') return noun.reading;
  const administration = route.who === 'administrator' || route.who === 'lead';
  return administration && noun.changing === 'write' ? 'administer' : noun.changing;
}
