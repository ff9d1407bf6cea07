// What the listener must remember over a restart: parts of messages that are not whole yet, and what it stored without knowing whether
// the centre heard of it.
import { z } from 'zod';
import { receiptIds } from '../receipt/message-id.ts';

const cursor = z.object({
  /** How this centre writes ids in receipts, once that was seen. */
  receiptIds: z.enum(receiptIds).nullable(),
  waiting: z.array(z.object({
    key: z.string(),
    since: z.string(),
    /** Base64 of the unit that brought it. */
    parts: z.array(z.object({ index: z.number(), unit: z.string() })),
  })),
  /** The oldest first; `at`: when it was stored. */
  unproven: z.array(z.object({ hash: z.string(), at: z.string() })),
});

export type Cursor = z.infer<typeof cursor>;
export type Incomplete = Cursor['waiting'][number];

export const emptyCursor: Cursor = { receiptIds: null, waiting: [], unproven: [] };

/** A cursor of another kind is as none. */
export function readCursor(stored: unknown): Cursor {
  const read = cursor.safeParse(stored);
  return read.success ? read.data : emptyCursor;
}
