// Another name or other conditions for a view; what was one's own is given to everybody, or taken back.
import { storable } from '../store/receive.ts';
import { lockSavedView, saveSavedViewChange } from '../store/saved-view.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { ownerOf, refuseChange, toldTo } from './owned.ts';
import { readViewQuery } from './read-view-query.ts';

export type ChangedView = { readonly name?: string | undefined; readonly shared?: boolean | undefined; readonly query?: Readonly<Record<string, string>> | undefined };

export async function changeView(desk: Desk, who: Owning, view: string, wanted: ChangedView): Promise<void> {
  const query = wanted.query && readViewQuery(wanted.query);
  await change(desk, who, async (within) => {
    const found = refuseChange(who, await lockSavedView(within.db, within.workspace, view));
    const moved = wanted.shared !== undefined && wanted.shared !== (found.owner === null);
    const owner = moved ? ownerOf(who, wanted.shared) : found.owner;
    const name = wanted.name === undefined ? found.name : storable(wanted.name);
    if (!moved && name === found.name && (query === undefined || JSON.stringify(query) === JSON.stringify(found.query))) return;
    await saveSavedViewChange(within.db, within.workspace, view, within.now, { name, owner, ...(query ? { query } : {}) });
    // Who had it until now has to see it go.
    within.record('view-changed', { ...(moved ? {} : toldTo(owner)), data: { view } });
  });
}
