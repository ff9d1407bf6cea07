// What a token may be used for. A token needs the scope of a route and, besides, the role that the route asks for.

/**
 * `read`: see conversations, contacts and all that belongs to them. `write`: change them (notes, tags, states, contacts).
 * `send`: words that go to customers. `administer`: inboxes, people, teams, service tokens, the workspace. `webhooks`: outgoing webhooks.
 */
export const scopes = ['read', 'write', 'send', 'administer', 'webhooks'] as const;
export type Scope = (typeof scopes)[number];

/** Nobody hands on more than they hold. `holds` null: a person who signed in, held back by their role alone. */
export function mayHandOn(holds: readonly Scope[] | null, wanted: readonly Scope[]): boolean {
  return holds === null || wanted.every((scope) => holds.includes(scope));
}
