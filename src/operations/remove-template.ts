import { lockTemplate, removeTemplates } from '../store/template.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { refuseChange, toldTo } from './owned.ts';

export async function removeTemplate(desk: Desk, who: Owning, template: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = refuseChange(who, await lockTemplate(within.db, within.workspace, template));
    await removeTemplates(within.db, within.workspace, [template]);
    within.record('template-removed', { ...toldTo(found.owner), data: { removedTemplate: template } });
  });
}
