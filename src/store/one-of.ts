// "One of these ids" as a single parameter: the statement stays the same for any number of them, so it can be prepared.
import { sql } from 'kysely';

export function oneOf(ids: readonly string[]) {
  return sql<string>`any(${[...new Set(ids)]}::uuid[])`;
}
