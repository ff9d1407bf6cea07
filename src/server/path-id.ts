// An id from a path. What does not look like one cannot exist, and is answered as such.
import { id as idSchema } from '../contract/views.ts';
import { Refusal } from '../domain/refusal.ts';

export function pathId(params: Readonly<Record<string, string>>, name: string): string {
  const read = idSchema.safeParse(params[name]);
  if (!read.success) throw new Refusal('not-found');
  return read.data;
}
