// Other steps for a macro. Who changed an older version than the newest is told instead of overwriting it.
import type { ChangeMacroBody } from '../contract/macro.ts';
import { Refusal } from '../domain/refusal.ts';
import type { MacroRow } from '../store/macro.ts';
import { findMacro, lockMacro, saveMacroChange } from '../store/macro.ts';
import { storable } from '../store/receive.ts';
import { change } from './change.ts';
import { refuseQuarrel, storableSteps } from './create-macro.ts';
import type { Desk } from './desk.ts';
import type { Owning } from './owned.ts';
import { refuseChange, toldTo } from './owned.ts';

export async function changeMacro(desk: Desk, who: Owning, macro: string, { version, name, shortcut, steps }: ChangeMacroBody): Promise<MacroRow> {
  if (steps) refuseQuarrel(steps);
  return change(desk, who, async (within) => {
    const found = refuseChange(who, await lockMacro(within.db, within.workspace, macro));
    if (version !== undefined && version !== found.version) throw new Refusal('changed-meanwhile');
    const wanted = { name: name === undefined ? found.name : storable(name), shortcut: shortcut === undefined ? found.shortcut : storable(shortcut), actions: steps ? storableSteps(steps) : found.actions };
    // The database keeps the names of a step's parts in an order of its own.
    if (wanted.name === found.name && wanted.shortcut === found.shortcut && same(wanted.actions, found.actions)) return found;
    await saveMacroChange(within.db, within.workspace, macro, within.now, wanted);
    within.record('macro-changed', { ...toldTo(found.owner), data: { macro } });
    return (await findMacro(within.db, within.workspace, macro))!;
  });
}

function same(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) => JSON.stringify(value, (_name, part: unknown) => (part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
  return sorted(one) === sorted(other);
}
