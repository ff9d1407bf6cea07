// Where listening to a mailbox has got to. Stored with every delivery; read with suspicion.
import { z } from 'zod';

const shape = z.object({
  /** Account and folder: other ones begin anew. */
  mailbox: z.string(),
  /** Until the server changes it, a UID means the same mail for ever (RFC 9051 2.3.1.1). */
  uidValidity: z.string(),
  /** Mail before this UID was there when the inbox was connected and is not ours to take in. */
  firstUid: z.int().min(1),
  lastUid: z.int().min(0),
  /** From when on mail is taken in; decides what to read again after the UIDs have become void. */
  since: z.iso.datetime(),
  /** Mails up to `lastUid` for whose files there was no room yet: those behind them did not wait. */
  waiting: z.array(z.int()).optional(),
});

export type Cursor = z.infer<typeof shape>;

export const readCursor = (stored: unknown): Cursor | null => shape.safeParse(stored).data ?? null;
