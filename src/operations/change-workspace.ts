// Name, language, time zone and working hours of a workspace.
import { Refusal } from '../domain/refusal.ts';
import { isTimeZone, mistakesInWorkingHours } from '../domain/time/check-working-hours.ts';
import type { WorkspaceRow } from '../store/workspace.ts';
import { findWorkspace, saveWorkspaceChange } from '../store/workspace.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export type WorkspaceChange = {
  readonly name?: string | undefined; readonly language?: string | undefined; readonly timeZone?: string | undefined;
  readonly workingHours?: WorkspaceRow['working_hours'] | undefined; readonly pushText?: boolean | undefined;
};

export async function changeWorkspace(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: WorkspaceChange): Promise<WorkspaceRow> {
  const { name, language, timeZone, workingHours, pushText } = wanted;
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw new Refusal('input-wrong', { timeZone: 'There is no time zone of this name.' });
  const mistakes = Object.entries(mistakesInWorkingHours(workingHours ?? {})).map(([path, sentence]) => [`workingHours.${path}`, sentence] as const);
  if (mistakes.length > 0) throw new Refusal('input-wrong', Object.fromEntries(mistakes));
  return change(desk, who, async ({ db, workspace, record }) => {
    const changed = {
      ...(name === undefined ? {} : { name }), ...(language === undefined ? {} : { language }),
      ...(timeZone === undefined ? {} : { time_zone: timeZone }), ...(workingHours === undefined ? {} : { working_hours: workingHours }),
      ...(pushText === undefined ? {} : { push_text: pushText }),
    };
    if (Object.keys(changed).length > 0) {
      await saveWorkspaceChange(db, workspace, changed);
      record('workspace-changed');
    }
    const row = await findWorkspace(db, workspace);
    if (!row) throw new Refusal('not-found');
    return row;
  });
}
