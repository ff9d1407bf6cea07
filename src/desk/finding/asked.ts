// What a list or a search is narrowed by, as it stands in the address: one word a condition, several values with commas between them.
import type { FilterQuery } from '../../contract/finding.ts';
import type { ConversationViewName } from '../../contract/requests.ts';

export type ConditionName = keyof FilterQuery;
export type Asked = Readonly<Partial<Record<ConditionName | 'q' | 'sort' | 'view', string>>>;

const conditions: Readonly<Record<ConditionName, true>> = {
  state: true, assignee: true, team: true, waiting: true, mood: true, urgency: true, intent: true, complaint: true, channel: true, inbox: true, tag: true, language: true,
  contact: true, from: true, to: true, attachment: true, promise: true,
};
/** In the order in which they are shown. */
export const conditionNames = Object.keys(conditions) as readonly ConditionName[];
const names: readonly string[] = [...conditionNames, 'q', 'sort', 'view'];

/** The address may have been written by hand: what nobody knows is left out. Numbers in it are words here. */
export function readAsked(given: Readonly<Record<string, unknown>>): Asked {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (names.includes(name) && (typeof value === 'string' || typeof value === 'number') && value !== '' ? [[name, String(value)]] : [])),
  );
}

export const valuesOf = (asked: Asked, name: ConditionName): readonly string[] => asked[name]?.split(',') ?? [];

export function withCondition(asked: Asked, name: ConditionName | 'sort', value: string | null): Asked {
  const { [name]: _before, ...rest } = asked;
  return value === null || value === '' ? rest : { ...rest, [name]: value };
}

/** Adds the value to a condition that takes several, or takes it out again. */
export function toggled(asked: Asked, name: ConditionName, value: string): Asked {
  const values = valuesOf(asked, name);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return withCondition(asked, name, next.join(','));
}

/** Without what is not part of the question itself. */
export function queryOf({ view: _view, ...query }: Asked): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(query).filter(([name, value]) => value !== undefined && !(name === 'q' && value.trim() === '') && !(name === 'sort' && value === 'newest')));
}

export function sameQuestion(one: Readonly<Record<string, string | undefined>>, other: Readonly<Record<string, string | undefined>>): boolean {
  const text = (asked: Readonly<Record<string, string | undefined>>) => JSON.stringify(Object.entries(queryOf(asked)).toSorted(([first], [second]) => first.localeCompare(second)));
  return text(one) === text(other);
}

export const hasConditions = (asked: Asked): boolean => conditionNames.some((name) => asked[name] !== undefined);

/** A view of the inbox, to be narrowed further. */
export const conditionsOfView: Readonly<Record<ConversationViewName, Asked>> = {
  mine: { assignee: 'me', state: 'open,waiting,snoozed' },
  unassigned: { assignee: 'none', state: 'open,waiting' },
  promised: { promise: 'yes' },
  waiting: { state: 'waiting' },
  snoozed: { state: 'snoozed' },
  open: { state: 'open' },
  closed: { state: 'closed' },
  spam: { state: 'spam' },
  all: {},
};
