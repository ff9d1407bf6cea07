// Statements that come again and again are prepared: PostgreSQL then parses and plans them once a connection instead of every time.
// Measured on the embedded database: taking in one message spends half of the database's time on parsing and planning.
// Poolers in transaction mode hand each transaction to another connection, where a prepared statement is unknown: not used there.
import type { PoolClient } from 'pg';

/** Seen this often, a statement is worth preparing. */
const often = 8;
/** Every prepared statement costs memory on each connection; lists of changing length could make them without end. */
const mostNamed = 150;
const mostCounted = 2_000;

/** @returns what each new connection of a pool is passed through */
export function prepareOften(): (client: PoolClient) => void {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();

  const nameOf = (text: string): string | undefined => {
    const name = names.get(text);
    if (name !== undefined) return name;
    if (names.size >= mostNamed) return undefined;
    const times = (seen.get(text) ?? 0) + 1;
    if (seen.size >= mostCounted) seen.clear();
    seen.set(text, times);
    if (times < often) return undefined;
    seen.delete(text);
    names.set(text, `often_${names.size + 1}`);
    return names.get(text);
  };

  return (client) => {
    const plain = client.query.bind(client) as (...given: unknown[]) => unknown;
    const query = (first: unknown, values?: unknown, ...rest: unknown[]): unknown => {
      const name = typeof first === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(first) : undefined;
      return name === undefined ? plain(first, values, ...rest) : plain({ name, text: first, values }, ...rest);
    };
    client.query = query as typeof client.query;
  };
}
