// A list or a search is kept under a name, for oneself or, as a lead, for everybody. The same id twice is one view.
import { Refusal } from '../domain/refusal.ts';
import { storable } from '../store/receive.ts';
import { lockSavedView, saveSavedView } from '../store/saved-view.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { ownerOf, refuseChange, toldTo } from './owned.ts';
import { readViewQuery } from './read-view-query.ts';

export type NewView = { readonly id: string; readonly name: string; readonly shared: boolean; readonly query: Readonly<Record<string, string>> };

export async function saveView(desk: Desk, who: Owning, { id, name, shared, query: given }: NewView): Promise<void> {
  const owner = ownerOf(who, shared);
  const query = readViewQuery(given);
  await change(desk, who, async (within) => {
    const isNew = await saveSavedView(within.db, within.workspace, within.now, { id, owner, name: storable(name), query });
    if (isNew) within.record('view-changed', { ...toldTo(owner), data: { view: id } });
    else if (refuseChange(who, await lockSavedView(within.db, within.workspace, id)).owner !== owner) throw new Refusal('not-found');
  });
}
