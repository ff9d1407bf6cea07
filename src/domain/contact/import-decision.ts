// What becomes of each line of a table, given who is known: somebody new, somebody known who learns something or nothing, or a conflict.
import type { ForKnown, ImportedIdentity, ReadLine } from './import-line.ts';
import { asKnown, sameKnown, withSaid } from './import-line.ts';
import type { Known } from './known.ts';

/** Contacts by the identities and ids that lines name; lines change it as they are decided. */
export type People = {
  /** By `channel:external id`. */
  readonly owners: Map<string, string>;
  readonly known: Map<string, Known>;
};

export type Decision =
  | { readonly is: 'made'; readonly contact: string; readonly after: Known; readonly identities: readonly ImportedIdentity[] }
  | { readonly is: 'changed'; readonly contact: string; readonly before: Known; readonly after: Known; readonly identities: readonly ImportedIdentity[] }
  | { readonly is: 'same'; readonly contact: string }
  /** Its identities belong to several people, who stay several: whether they are one is for a person to say. */
  | { readonly is: 'conflict'; readonly contacts: readonly string[] };

export const identityKey = ({ channel, externalId }: ImportedIdentity): string => `${channel}:${externalId}`;

export function decideLine(line: ReadLine, people: People, how: ForKnown, newContact: () => string): Decision {
  const owners = new Set(line.identities.flatMap((identity) => people.owners.get(identityKey(identity)) ?? []));
  if (line.contact !== null && people.known.has(line.contact)) owners.add(line.contact);
  const [contact, ...others] = owners;
  if (others.length > 0) return { is: 'conflict', contacts: [...owners] };
  const unowned = line.identities.filter((identity) => !people.owners.has(identityKey(identity)));
  return contact === undefined ? make(line, people, newContact()) : improve(line, people, contact, unowned, how);
}

function make(line: ReadLine, people: People, contact: string): Decision {
  const after = asKnown(line);
  people.known.set(contact, after);
  for (const identity of line.identities) people.owners.set(identityKey(identity), contact);
  return { is: 'made', contact, after, identities: line.identities };
}

function improve(line: ReadLine, people: People, contact: string, identities: readonly ImportedIdentity[], how: ForKnown): Decision {
  const before = people.known.get(contact)!;
  const after = withSaid(before, line, how);
  if (identities.length === 0 && sameKnown(before, after)) return { is: 'same', contact };
  people.known.set(contact, after);
  for (const identity of identities) people.owners.set(identityKey(identity), contact);
  return { is: 'changed', contact, before, after, identities };
}
