// Where listening to a community has got to. Stored with every delivery; read with suspicion.
import { z } from 'zod';

const shape = z.object({
  /** Another community begins anew. */
  group: z.string(),
  /** The last event of the queue that was taken; null: the queue was not read yet. */
  ts: z.string().max(40).nullable(),
  /** Everything that was written until then is here: what to look through again after something was lost. */
  completeUntil: z.iso.datetime(),
});

export type Cursor = z.infer<typeof shape>;

export function readCursor(stored: unknown, group: string): Cursor | null {
  const cursor = shape.safeParse(stored).data ?? null;
  return cursor?.group === group ? cursor : null;
}
