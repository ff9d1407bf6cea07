// What a line says: keys of the interface's words with what belongs into them.
import type { CommitmentView, EntryView } from '../../../contract/views.ts';
import type deskWords from '../../wording/en/desk.json';

type Words = typeof deskWords.history;
export type ToldKey = `history.${Exclude<keyof Words, 'promise' | 'program' | 'formerTeam' | 'otherWay' | 'team' | `more_${string}`>}` | `history.promise.${keyof Words['promise']}`;
export type Told = { readonly key: ToldKey; readonly values: Readonly<Record<string, string>> };

/** What the words need to know about the rest of the desk. */
export type Known = {
  agent(id: string): string;
  team(id: string): string;
  when(at: string): string;
  /** The channel by which the delivery went that the line is about. */
  way(): string;
  commitment(): CommitmentView | undefined;
};

const say = (key: ToldKey, values: Told['values'] = {}): Told => ({ key, values });

export function tellEntry(entry: EntryView, known: Known): Told[] {
  const { data, kind } = entry;
  switch (kind) {
    case 'conversation-assigned':
      return tellAssigned(data, known);
    case 'conversation-tagged':
      return [
        ...(data.added?.length ? [say('history.tagged', { tags: data.added.join(', ') })] : []),
        ...(data.removed?.length ? [say('history.untagged', { tags: data.removed.join(', ') })] : []),
      ];
    case 'conversation-closed':
      return [say(data.because === 'spam' ? 'history.closedSpam' : data.because === 'no answer' ? 'history.closedUnanswered' : 'history.closed')];
    case 'conversation-reopened':
      return [say(reopened[data.because ?? ''] ?? 'history.reopened')];
    case 'conversation-snoozed':
      return [say('history.snoozed', { when: data.until ? known.when(data.until) : '' })];
    case 'conversation-woken':
      return [say('history.woken')];
    case 'conversation-waiting':
      return [say(data.for === 'third party' ? 'history.waitingThird' : 'history.waitingCustomer')];
    case 'conversation-renamed':
      return [data.subject ? say('history.named', { subject: data.subject }) : say('history.noSubject')];
    case 'reply-undone':
      return [say('history.undone')];
    case 'delivery-changed':
      return [data.because === 'retried' ? say('history.retried') : say('history.elsewhere', { way: known.way() })];
    default:
      return tellPromise(kind, data, known);
  }
}

const reopened: Readonly<Record<string, ToldKey>> = { 'customer-wrote': 'history.reopenedCustomer', 'delivery-failed': 'history.reopenedFailed' };

function tellAssigned(data: EntryView['data'], known: Known): Told[] {
  const { assignee, team } = data;
  return [
    ...(assignee === undefined ? [] : [assignee === null ? say('history.noAgent') : say('history.assigned', { name: known.agent(assignee) })]),
    ...(team === undefined ? [] : [team === null ? say('history.noTeam') : say('history.teamOf', { name: known.team(team) })]),
  ];
}

const promised = {
  'commitment-made': 'history.promise.made',
  'commitment-changed': 'history.promise.changed',
  'commitment-kept': 'history.promise.kept',
  'commitment-missed': 'history.promise.missed',
  'commitment-waived': 'history.promise.waived',
  'commitment-due-soon': 'history.promise.due',
} as const satisfies Partial<Record<EntryView['kind'], ToldKey>>;

function tellPromise(kind: keyof typeof promised, data: EntryView['data'], known: Known): Told[] {
  const promise = known.commitment()?.promise ?? '';
  const key = kind === 'commitment-kept' && data.late ? 'history.promise.keptLate' : promised[kind];
  return [say(key, { promise, ...(kind === 'commitment-changed' ? { when: data.due ? known.when(data.due) : '' } : {}) })];
}
