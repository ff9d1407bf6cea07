// What an administrator sees of an inbox besides its view: settings without secrets, and how its intake turned out.
import type { z } from 'zod';
import type { inboxSettingsReply, rawInputView } from '../../contract/requests.ts';
import type { Desk } from '../../operations/desk.ts';
import { getChannel, hookAddressOf, openSecrets, withSecrets } from '../../operations/inbox-account.ts';
import type { InboxRow } from '../../store/inbox.ts';
import type { RawInputRow } from '../../store/raw-input.ts';
import { iso } from './conversation.ts';

type SettingsReply = z.infer<typeof inboxSettingsReply>;

/** @param outcomes how many raw inputs turned out how: an outcome, `pending` or `failed` */
export function presentInboxSettings(desk: Desk, row: InboxRow, outcomes: ReadonlyMap<string, number>): SettingsReply {
  const channel = getChannel(desk, row.channel);
  const kept = openSecrets(desk, row);
  const { senders: _shownInTheInbox, ...config } = withSecrets(row.config, {});
  return {
    config,
    secrets: Object.fromEntries(channel.secrets.map((path) => [path, kept[path] !== undefined])),
    hookAddress: hookAddressOf(desk, row, channel),
    intake: presentIntake(outcomes, row.reconciliation as SettingsReply['intake']['reconciled']),
  };
}

function presentIntake(outcomes: ReadonlyMap<string, number>, reconciled: SettingsReply['intake']['reconciled']): SettingsReply['intake'] {
  const passedOver = Object.fromEntries([...outcomes].filter(([outcome]) => outcome.startsWith('passed-over:')).map(([outcome, count]) => [outcome.slice('passed-over:'.length), count]));
  const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0);
  const passed = Object.values(passedOver).reduce((sum, count) => sum + count, 0);
  const pending = outcomes.get('pending') ?? 0;
  const failed = outcomes.get('failed') ?? 0;
  return { found: total, takenIn: total - passed - pending - failed, pending, failed, passedOver, reconciled };
}

export function presentRawInput(row: Omit<RawInputRow, 'body'>): z.infer<typeof rawInputView> {
  return {
    id: row.id, inbox: row.inbox, kind: row.kind, receivedAt: iso(row.received_at), bytes: row.bytes, attempts: row.attempts, state: row.state,
    problem: row.problem_code === null ? null : { code: row.problem_code, detail: row.problem_detail ?? '' },
  };
}
