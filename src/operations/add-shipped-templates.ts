// The templates that come with the product, for a workspace that does not have them yet. What was changed there stays changed.
import { saveTemplates } from '../store/template.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';

/** @returns how many were added */
export async function addShippedTemplates(desk: Desk, who: Pick<Owning, 'workspace' | 'actor'>): Promise<number> {
  return change(desk, who, async (within) => {
    const added = await saveShipped(desk, within);
    if (added.length > 0) within.record('template-changed', { data: { templates: added } });
    return added.length;
  });
}

export async function saveShipped(desk: Desk, within: Pick<Change, 'db' | 'workspace' | 'now'>): Promise<readonly string[]> {
  return saveTemplates(within.db, within.workspace, within.now, desk.writing.templates.map(({ key, ...words }) => ({ id: desk.newId(), owner: null, origin: key, ...words })));
}
