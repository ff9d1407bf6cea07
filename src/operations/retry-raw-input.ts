// Tries again to take in what could not be understood or stored.
import { Refusal } from '../domain/refusal.ts';
import { findRawInput, saveRawPendingAgain } from '../store/raw-input.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function retryRawInput(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, rawInput: string): Promise<void> {
  await change(desk, who, async (within) => {
    const again = await saveRawPendingAgain(within.db, within.workspace, rawInput, within.now);
    const row = await findRawInput(within.db, within.workspace, rawInput);
    if (!row) throw new Refusal('not-found');
    if (again) within.record('raw-input-retried', { data: { rawInput, inbox: row.inbox } });
    else if (row.state === 'done') throw new Refusal('raw-input-settled');
    within.wakeWorker('incoming');
  });
}
