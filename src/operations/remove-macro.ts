import { lockMacro, removeMacro as remove } from '../store/macro.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { refuseChange, toldTo } from './owned.ts';

/** What was done with it stays, and can still be taken back. */
export async function removeMacro(desk: Desk, who: Owning, macro: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = refuseChange(who, await lockMacro(within.db, within.workspace, macro));
    await remove(within.db, within.workspace, macro);
    within.record('macro-removed', { ...toldTo(found.owner), data: { removedMacro: macro } });
  });
}
