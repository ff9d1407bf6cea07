// A view is kept no longer. Conversations are none of its business: they stay as they are.
import { lockSavedView, removeSavedView } from '../store/saved-view.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { refuseChange, toldTo } from './owned.ts';

export async function removeView(desk: Desk, who: Owning, view: string): Promise<void> {
  await change(desk, who, async (within) => {
    const { owner } = refuseChange(who, await lockSavedView(within.db, within.workspace, view));
    await removeSavedView(within.db, within.workspace, view);
    within.record('view-removed', { ...toldTo(owner), data: { removedView: view } });
  });
}
