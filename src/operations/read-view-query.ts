// The conditions of a view, checked as a list or a search would check them, so that a view that is kept can be opened.
import { viewQuery } from '../contract/finding.ts';
import { Refusal } from '../domain/refusal.ts';
import { storable } from '../store/receive.ts';

export function readViewQuery(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const query = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, storable(value)]])));
  const unknown = Object.keys(query).filter((name) => !(name in viewQuery.shape));
  const read = viewQuery.safeParse(query);
  const mistakes = [...unknown, ...(read.error?.issues.map((issue) => String(issue.path[0])) ?? [])];
  if (mistakes.length > 0) throw new Refusal('input-wrong', Object.fromEntries(mistakes.map((name) => [`query.${name}`, 'This is no condition of a list.'])));
  return query;
}
