// Lets go of what is kept for a while only: raw input that was taken in, drafts that nobody came back to, runs of macros that nobody
// took back, and uploads that never became part of a message.
// What failed is kept until it was taken in.
import { removeForgottenUploads } from '../store/attachment.ts';
import { removeOldDrafts } from '../store/draft.ts';
import { removeOldRuns } from '../store/macro.ts';
import { removeOldBatches } from '../store/batch.ts';
import { removeEarlyReceipts } from '../store/early-receipt.ts';
import { removeOldImports } from '../store/contact-import.ts';
import { removeOldRawInputs } from '../store/raw-input.ts';
import { removeOldRequests } from '../store/repeatable-request.ts';
import type { Desk } from './desk.ts';

const together = 500;
const dayMs = 86_400_000;
/** A draft may wait over a long weekend for its author. */
const forgottenDays = 7;
const draftDays = 30;
/** Until then what was done to many can be taken back as a whole. */
const manyDays = 30;

export async function removeOld(desk: Desk, rawDays: number): Promise<void> {
  const now = Date.parse(desk.now());
  const before = new Date(now - rawDays * dayMs).toISOString();
  for (let round = 0; round < 200; round += 1) {
    const { removed, blobs } = await removeOldRawInputs(desk.db, before, together);
    await removeBlobs(desk, blobs);
    if (removed < together) break;
  }
  await removeOldRequests(desk.db, new Date(now - dayMs).toISOString());
  // Of messages that we did not send: a vendor's own programs, or another desk on the same account.
  await removeEarlyReceipts(desk.db, new Date(now - forgottenDays * dayMs).toISOString());
  await desk.blobs.removeUnfinished(new Date(Date.now() - dayMs));
  await removeOldRuns(desk.db, new Date(now - draftDays * dayMs).toISOString());
  await removeOldBatches(desk.db, new Date(now - manyDays * dayMs).toISOString());
  await removeOldImports(desk.db, new Date(now - dayMs).toISOString(), new Date(now - manyDays * dayMs).toISOString());
  await removeOldDrafts(desk.db, new Date(now - draftDays * dayMs).toISOString());
  await removeBlobs(desk, await removeForgottenUploads(desk.db, new Date(now - forgottenDays * dayMs).toISOString()));
}

/** The same bytes may be on their way in again at this moment, not yet named by any row: what was put lately stays. */
async function removeBlobs(desk: Desk, hashes: readonly string[]): Promise<void> {
  const putBefore = new Date(Date.now() - 3_600_000);
  for (const hash of hashes) await desk.blobs.remove(hash, putBefore);
}
