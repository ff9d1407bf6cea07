// A new macro, for everybody or for oneself.
import type { MacroBody } from '../contract/macro.ts';
import { unknownPlaces } from '../domain/template/fill.ts';
import { quarrelIn, type Step } from '../domain/macro/macro.ts';
import { Refusal } from '../domain/refusal.ts';
import type { MacroRow } from '../store/macro.ts';
import { findMacro, saveMacro } from '../store/macro.ts';
import { storable } from '../store/receive.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { ownerOf, toldTo } from './owned.ts';

export async function createMacro(desk: Desk, who: Owning, { shared, name, shortcut, steps }: MacroBody): Promise<MacroRow> {
  const owner = ownerOf(who, shared);
  refuseQuarrel(steps);
  const id = desk.newId();
  return change(desk, who, async (within) => {
    await saveMacro(within.db, within.workspace, within.now, { id, owner, name: storable(name), shortcut: storable(shortcut), actions: storableSteps(steps) });
    within.record('macro-changed', { ...toldTo(owner), data: { macro: id } });
    return (await findMacro(within.db, within.workspace, id))!;
  });
}

export function storableSteps(steps: readonly Step[]): Step[] {
  return JSON.parse(JSON.stringify(steps), (_name, value: unknown) => (typeof value === 'string' ? storable(value) : value)) as Step[];
}

/** Said by the field of the step: two decisions about one thing, or a place that nothing can fill. */
export function refuseQuarrel(steps: readonly Step[]): void {
  const quarrel = quarrelIn(steps);
  if (quarrel) throw new Refusal('input-wrong', { [`steps.${quarrel.step}`]: `This cannot stand together with step ${quarrel.with + 1}.` });
  for (const [index, step] of steps.entries()) {
    const unknown = step.do === 'insert-text' || step.do === 'note' ? unknownPlaces(step.text)[0] : undefined;
    if (unknown !== undefined) throw new Refusal('input-wrong', { [`steps.${index}.text`]: `{${unknown}} is nothing that can be filled in.` });
  }
}
