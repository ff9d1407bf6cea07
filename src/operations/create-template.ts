// A new template, for everybody or for oneself.
import type { TemplateBody } from '../contract/writing.ts';
import { unknownPlaces } from '../domain/template/fill.ts';
import { Refusal } from '../domain/refusal.ts';
import { storable } from '../store/receive.ts';
import type { TemplateRow } from '../store/template.ts';
import { findTemplate, saveTemplates } from '../store/template.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { ownerOf, toldTo } from './owned.ts';

export async function createTemplate(desk: Desk, who: Owning, { shared, ...wanted }: TemplateBody): Promise<TemplateRow> {
  const owner = ownerOf(who, shared);
  refuseUnknownPlaces(wanted.text);
  const id = desk.newId();
  return change(desk, who, async (within) => {
    await saveTemplates(within.db, within.workspace, within.now, [{ id, owner, origin: null, ...wanted, name: storable(wanted.name), text: storable(wanted.text), shortcut: storable(wanted.shortcut), topic: wanted.topic ? storable(wanted.topic) : null }]);
    within.record('template-changed', { ...toldTo(owner), data: { template: id } });
    return (await findTemplate(within.db, within.workspace, id))!;
  });
}

/** A slip of the pen in a place's name would go out to customers as it stands. */
export function refuseUnknownPlaces(text: string): void {
  const [unknown] = unknownPlaces(text);
  if (unknown !== undefined) throw new Refusal('input-wrong', { text: `{${unknown}} is nothing that can be filled in.` });
}
