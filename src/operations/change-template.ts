// Other words for a template. Who changed an older version than the newest is told instead of overwriting it.
import type { ChangeTemplateBody } from '../contract/writing.ts';
import { Refusal } from '../domain/refusal.ts';
import { storable } from '../store/receive.ts';
import type { TemplateRow } from '../store/template.ts';
import { findTemplate, lockTemplate, saveTemplateChange } from '../store/template.ts';
import { change } from './change.ts';
import { refuseUnknownPlaces } from './create-template.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { refuseChange, toldTo } from './owned.ts';

export async function changeTemplate(desk: Desk, who: Owning, template: string, { version, ...wanted }: ChangeTemplateBody): Promise<TemplateRow> {
  if (wanted.text !== undefined) refuseUnknownPlaces(wanted.text);
  return change(desk, who, async (within) => {
    const found = refuseChange(who, await lockTemplate(within.db, within.workspace, template));
    if (version !== undefined && version !== found.version) throw new Refusal('changed-meanwhile');
    const given = Object.fromEntries(Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, typeof value === 'string' ? storable(value) : value]])));
    if (Object.entries(given).every(([name, value]) => found[name as keyof TemplateRow] === value)) return found;
    await saveTemplateChange(within.db, within.workspace, template, within.now, given);
    within.record('template-changed', { ...toldTo(found.owner), data: { template } });
    return (await findTemplate(within.db, within.workspace, template))!;
  });
}
