// A macro that many conversations are to get: what it says at this moment, and what would stand against it in each of them.
import type { Viewer } from '../domain/access/permission.ts';
import { maySeeOwned } from '../domain/access/own-or-shared.ts';
import { forecast, obstacleIn } from '../domain/macro/forecast.ts';
import { Refusal } from '../domain/refusal.ts';
import type { MacroRow } from '../store/macro.ts';
import { findMacro } from '../store/macro.ts';
import type { Db } from '../store/open.ts';
import { anywhere, macroAround } from './macro-situation.ts';

export type WantedMacro = { readonly macro: string; readonly version?: number | undefined };
type Given = { readonly workspace: string; readonly viewer: Viewer; readonly now: string };

/** `version`: of what somebody has looked at; they do not get another one unseen. */
export async function macroForMany(db: Db, { workspace, viewer, now }: Given, wanted: WantedMacro): Promise<MacroRow> {
  const macro = await findMacro(db, workspace, wanted.macro);
  if (!macro || !maySeeOwned(viewer, macro.owner)) throw new Refusal('input-wrong', { 'action.macro': 'There is no such macro.' });
  if (wanted.version !== undefined && wanted.version !== macro.version) throw new Refusal('changed-meanwhile');
  if (writes(macro) && viewer.kind !== 'agent') throw new Refusal('input-wrong', { 'action.macro': 'This macro writes words for customers. They become drafts, and a machine has none: use one without words.' });
  const { of } = await macroAround(db, workspace, macro.actions, { viewer, now });
  const obstacle = obstacleIn(forecast(macro.actions, { ...of, ...anywhere }));
  if (obstacle) throw new Refusal(obstacle.code, obstacle.values);
  return macro;
}

/** Whether words for the customer are among its steps. */
export function writes({ actions }: Pick<MacroRow, 'actions'>): boolean {
  return actions.some((step) => step.do === 'insert-text' || step.do === 'insert-template');
}
