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
  /** A word of a reading, as it stands under messages. */
  read(field: string | undefined, word: string): string;
};

const say = (key: ToldKey, values: Told['values'] = {}): Told => ({ key, values });

type Data = EntryView['data'];

export function tellEntry({ kind, data }: EntryView, known: Known): Told[] {
  return tellers[kind](data, known);
}

const closed: Readonly<Record<string, ToldKey>> = { spam: 'history.closedSpam', 'no answer': 'history.closedUnanswered' };
const reopened: Readonly<Record<string, ToldKey>> = { 'customer-wrote': 'history.reopenedCustomer', 'third-party-wrote': 'history.reopenedThird', 'delivery-failed': 'history.reopenedFailed' };

const tellers: Readonly<Record<EntryView['kind'], (data: Data, known: Known) => Told[]>> = {
  'reading-corrected': ({ field, from, to }, known) => [from && to ? say('history.correctedTo', { from: known.read(field, from), to: known.read(field, to) }) : say('history.corrected')],
  'correction-withdrawn': () => [say('history.correctionBack')],
  'conversation-assigned': ({ assignee, team }, known) => [
    ...(assignee === undefined ? [] : [assignee === null ? say('history.noAgent') : say('history.assigned', { name: known.agent(assignee) })]),
    ...(team === undefined ? [] : [team === null ? say('history.noTeam') : say('history.teamOf', { name: known.team(team) })]),
  ],
  'conversation-tagged': ({ added = [], removed = [] }) => [
    ...(added.length > 0 ? [say('history.tagged', { tags: added.join(', ') })] : []),
    ...(removed.length > 0 ? [say('history.untagged', { tags: removed.join(', ') })] : []),
  ],
  'conversation-closed': ({ because }) => [say(closed[because ?? ''] ?? 'history.closed')],
  'conversation-reopened': ({ because }) => [say(reopened[because ?? ''] ?? 'history.reopened')],
  'conversation-snoozed': ({ until }, known) => [say('history.snoozed', { when: until ? known.when(until) : '' })],
  'conversation-woken': () => [say('history.woken')],
  'conversation-waiting': (data) => [say(data.for === 'third party' ? 'history.waitingThird' : 'history.waitingCustomer')],
  'conversation-renamed': ({ subject }) => [subject ? say('history.named', { subject }) : say('history.noSubject')],
  'conversation-merged': (data) => [data.into ? say('history.mergedInto', numberOf(data.intoNumber)) : say('history.merged', numberOf(data.number))],
  'merge-undone': (data) => [data.into ? say('history.partedFrom', numberOf(data.intoNumber)) : say('history.parted', numberOf(data.number))],
  'conversation-split': (data) => [data.into ? say('history.splitFrom', numberOf(data.intoNumber)) : say('history.split', numberOf(data.number))],
  'split-undone': (data) => [data.into ? say('history.rejoinedInto', numberOf(data.intoNumber)) : say('history.rejoined', numberOf(data.number))],
  'reply-undone': (data) => [say(data.for === 'third party' ? 'history.undoneForward' : 'history.undone')],
  'macro-run': ({ name = '' }) => [say('history.macroRun', { name })],
  'macro-undone': ({ name = '' }) => [say('history.macroUndone', { name })],
  'delivery-changed': ({ because }, known) => [because === 'retried' ? say('history.retried') : say('history.elsewhere', { way: known.way() })],
  'commitment-made': promised('made'),
  'commitment-changed': ({ due }, known) => [say('history.promise.changed', { promise: promiseOf(known), when: due ? known.when(due) : '' })],
  'commitment-kept': (data, known) => promised(data.late ? 'keptLate' : 'kept')(data, known),
  'commitment-missed': promised('missed'),
  'commitment-waived': promised('waived'),
  'commitment-due-soon': promised('due'),
  'commitment-renewed': promised('renewed'),
  'commitment-handed-over': ({ keeper }, known) => [say('history.promise.handedOver', { promise: promiseOf(known), name: keeper ? known.agent(keeper) : '' })],
};

function numberOf(number: number | undefined): Told['values'] {
  return { number: number === undefined ? '' : String(number) };
}

function promised(what: keyof Words['promise']) {
  return (_data: Data, known: Known): Told[] => [say(`history.promise.${what}`, { promise: promiseOf(known) })];
}

function promiseOf(known: Known): string {
  return known.commitment()?.promise ?? '';
}
