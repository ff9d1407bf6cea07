// "One of these ids" as a single parameter: the statement stays the same for any number of them, so it can be prepared.
import { sql } from 'kysely';

/** The same where it is mostly a single one: that has a statement of its own. For a list PostgreSQL makes a new plan every time. */
export function mostlyOne(ids: readonly string[]) {
  return ids.length === 1 ? sql<string>`${ids[0]!}::uuid` : oneOf(ids);
}

export function oneOf(ids: readonly string[]) {
  return sql<string>`any(${[...new Set(ids)]}::uuid[])`;
}
