// How many rows a statement gives, as a part of its text. PostgreSQL takes a parameter for a tenth of all rows there are: it then
// keeps no plan, and plans anew every time it is asked. For sizes that are always the same few.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

export function atMost(rows: number): RawBuilder<number> {
  if (!Number.isSafeInteger(rows) || rows < 0) throw new RangeError('A page has a whole number of rows.');
  return sql.lit(rows);
}
