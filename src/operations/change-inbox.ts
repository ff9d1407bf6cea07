// Another name, other settings, senders, teams or time to undo. Messages and their source stay as they are.
import { Refusal } from '../domain/refusal.ts';
import { listInboxTeams } from '../store/access.ts';
import { hurryDeliveries } from '../store/delivery.ts';
import type { InboxRow, SendingProblem } from '../store/inbox.ts';
import { findInbox, lockInbox, saveInboxChange, saveInboxTeams } from '../store/inbox.ts';
import { storable } from '../store/receive.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getChannel, openSecrets } from './inbox-account.ts';
import type { Senders, Settings } from './inbox-settings.ts';
import { prepareSettings, refuseUnknownTeams } from './inbox-settings.ts';

export type InboxChange = {
  readonly name?: string | undefined; readonly config?: Readonly<Record<string, unknown>> | undefined; readonly senders?: Senders | undefined;
  readonly teams?: readonly string[] | undefined; readonly undoSeconds?: number | undefined;
};

export async function changeInbox(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, inbox: string, wanted: InboxChange): Promise<void> {
  await change(desk, who, async (within) => {
    const row = (await lockInbox(within.db, within.workspace, inbox)) ? await findInbox(within.db, within.workspace, inbox) : null;
    if (!row) throw new Refusal('not-found');
    if (row.archived_at) throw new Refusal('inbox-archived');
    const prepared = wanted.config === undefined && wanted.senders === undefined ? null : prepareSettings(desk, getChannel(desk, row.channel), inbox, settingsOf(row, wanted), openSecrets(desk, row));
    await saveInboxChange(within.db, within.workspace, inbox, {
      name: wanted.name === undefined ? row.name : storable(wanted.name),
      undo_seconds: wanted.undoSeconds ?? row.undo_seconds,
      ...(prepared === null ? {} : { config: prepared.open, senders: prepared.senders, ...(prepared.sealed === null ? {} : { secrets: prepared.sealed }) }),
    });
    if (prepared !== null && row.sending_problem) await tryAgain(within, row, row.sending_problem);
    const access = await changeTeams(within, inbox, wanted.teams);
    within.record('inbox-changed', { data: { inbox, ...(access ? { access } : {}) } });
    if (prepared !== null) within.wakeWorker('inboxes');
    if (prepared !== null && row.sending_problem) within.wakeWorker('outgoing');
  });
}

/** Whether other settings can send is not known before somebody tries: what waits tries at once. */
async function tryAgain(within: Change, { id }: InboxRow, { code }: SendingProblem): Promise<void> {
  await saveInboxChange(within.db, within.workspace, id, { sending_problem: null });
  await hurryDeliveries(within.db, within.workspace, id, code, within.now);
}

/** What is not given stays as it was, setting by setting: a form need not know them all. */
export function settingsOf(row: InboxRow, wanted: Pick<InboxChange, 'config' | 'senders'>): Settings {
  const { senders: _stored, ...config } = row.config;
  return { config: { ...config, ...wanted.config }, senders: wanted.senders ?? row.senders };
}

/** @returns whether other people see it now */
async function changeTeams(within: Change, inbox: string, teams: readonly string[] | undefined): Promise<boolean> {
  if (teams === undefined) return false;
  const before = (await listInboxTeams(within.db, within.workspace)).get(inbox) ?? [];
  if (before.length === new Set(teams).size && teams.every((team) => before.includes(team))) return false;
  await refuseUnknownTeams(within, teams);
  await saveInboxTeams(within.db, within.workspace, inbox, teams);
  return true;
}
