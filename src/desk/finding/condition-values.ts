// What can be chosen for each condition, and how what was chosen is called.
import type { Translate } from '../wording/interface.ts';
import type { DeskState } from '../../contract/state.ts';
import { channelName } from '../kit/channel.ts';
import { useDesk, useMe } from '../live/use-desk.ts';
import { useLocale } from '../wording/locale.ts';
import { valuesOf, type Asked, type ConditionName } from './asked.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type Value = { readonly value: string; readonly label: string };
/** One line of the menu: a condition, or two that people do not tell apart. */
export type Kind = 'state' | 'whose' | 'waiting' | 'mood' | 'urgency' | 'about' | 'where' | 'tag' | 'language' | 'time' | 'has';
export const kinds: readonly Kind[] = ['state', 'whose', 'waiting', 'mood', 'urgency', 'about', 'where', 'tag', 'language', 'time', 'has'];

/** Values of these conditions stand beside each other: any of them fits. */
export const several: ReadonlySet<ConditionName> = new Set(['state', 'mood', 'urgency', 'intent', 'complaint']);

const kindOf: Readonly<Record<ConditionName, Kind | null>> = {
  state: 'state', assignee: 'whose', team: 'whose', waiting: 'waiting', mood: 'mood', urgency: 'urgency', intent: 'about', complaint: 'about', channel: 'where', inbox: 'where', tag: 'tag',
  language: 'language', from: 'time', to: 'time', attachment: 'has', promise: 'has', contact: null,
};
export const conditionsOf = (kind: Kind): readonly ConditionName[] => (Object.keys(kindOf) as ConditionName[]).filter((name) => kindOf[name] === kind);

const states = ['open', 'waiting', 'snoozed', 'closed', 'spam'] as const;
const waitedFor = ['us', 'customer', 'third party'] as const;
const moods = ['anger', 'disappointment', 'anxiety', 'confusion', 'sadness', 'hope', 'gratitude', 'joy', 'neutral'] as const;
const urgencies = ['now', 'soon', 'none'] as const;
const intents = ['complaint', 'question', 'request', 'cancellation', 'praise', 'suggestion', 'information', 'smalltalk'] as const;
const motives = ['any', 'service', 'information', 'rights', 'venting', 'attention'] as const;
export const daysBack = [1, 7, 30, 90, 365] as const;

type Group = { readonly condition: ConditionName; readonly values: readonly Value[] };
type Known = Pick<DeskState, 'agents' | 'teams' | 'inboxes' | 'tags'>;

const byLabel = (one: Value, other: Value) => one.label.localeCompare(other.label);
const named = (things: Readonly<Record<string, { readonly id: string; readonly name: string }>>): Value[] => Object.values(things).map(({ id, name }) => ({ value: id, label: name })).sort(byLabel);

export type Words = {
  /** What can be chosen under a kind. */
  groups(kind: Kind): readonly Group[];
  /** How a chosen condition is called; the name of a contact is known to whoever asks. */
  label(asked: Asked, condition: ConditionName, contact: string | undefined): string;
};

export function useConditionWords(): Words {
  const { t } = useTranslation('finding');
  const { t: desk } = useTranslation();
  const me = useMe();
  const locale = useLocale();
  const agents = useDesk((state) => state.agents);
  const teams = useDesk((state) => state.teams);
  const inboxes = useDesk((state) => state.inboxes);
  const tags = useDesk((state) => state.tags);
  const known = { agents, teams, inboxes, tags };
  const words = wordsOf(t, desk, locale);
  const groups = (kind: Kind): readonly Group[] => groupsOf(kind, known, me.id, words);
  return { groups, label: (asked, condition, contact) => labelOf(asked, condition, { t, groups, words, contact }) };
}

type Word = (condition: ConditionName, value: string) => string;
type FindingWords = Translate<'finding'>;

function wordsOf(t: FindingWords, desk: Translate, locale: string): Word & { readonly day: (at: string) => string } {
  const languages = new Intl.DisplayNames([locale], { type: 'language' });
  const word: Word = (condition, value) => {
    switch (condition) {
      case 'channel':
        return channelName(desk, value);
      case 'language':
        return /^[a-z]{2,3}(?:-|$)/.test(value) ? (languages.of(value) ?? value) : value;
      case 'state':
      case 'waiting':
      case 'mood':
      case 'urgency':
      case 'intent':
      case 'complaint':
        return t(`${condition}.${value}` as 'state.open', { defaultValue: value });
      default:
        return value;
    }
  };
  const day = (at: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(at));
  return Object.assign(word, { day });
}

function groupsOf(kind: Kind, { agents, teams, inboxes, tags }: Known, me: string, word: Word): readonly Group[] {
  const fixed = (condition: ConditionName, values: readonly string[]): Group => ({ condition, values: values.map((value) => ({ value, label: word(condition, value) })) });
  switch (kind) {
    case 'state':
      return [fixed('state', states)];
    case 'waiting':
      return [fixed('waiting', waitedFor)];
    case 'mood':
      return [fixed('mood', moods)];
    case 'urgency':
      return [fixed('urgency', urgencies)];
    case 'about':
      return [fixed('intent', intents), fixed('complaint', motives)];
    case 'whose':
      return [
        { condition: 'assignee', values: [{ value: 'me', label: '' }, { value: 'none', label: '' }, ...named(Object.fromEntries(Object.entries(agents).filter(([id, agent]) => id !== me && agent.active)))] },
        { condition: 'team', values: named(teams) },
      ];
    case 'where': {
      const open = Object.values(inboxes).filter((inbox) => inbox.archivedAt === null);
      return [fixed('channel', [...new Set(open.map((inbox) => inbox.channel))].sort()), { condition: 'inbox', values: open.map(({ id, name }) => ({ value: id, label: name })).sort(byLabel) }];
    }
    case 'tag':
      return [{ condition: 'tag', values: Object.values(tags).map(({ name }) => ({ value: name, label: name })).sort(byLabel) }];
    case 'language':
      return [fixed('language', ['en', 'ru', 'it', 'zh'])];
    case 'has':
      return [{ condition: 'attachment', values: [{ value: 'yes', label: '' }] }, { condition: 'promise', values: [{ value: 'yes', label: '' }] }];
    case 'time':
      return [];
  }
}

type Telling = { readonly t: FindingWords; readonly groups: Words['groups']; readonly words: ReturnType<typeof wordsOf>; readonly contact: string | undefined };

function labelOf(asked: Asked, condition: ConditionName, { t, groups, words, contact }: Telling): string {
  const values = valuesOf(asked, condition);
  const kind = kindOf[condition];
  if (condition === 'contact') return contact ?? t('chip.contact');
  if (condition === 'from' || condition === 'to') return t(`chip.${condition}`, { day: words.day(asked[condition]!) });
  if (condition === 'attachment' || condition === 'promise') return t(`has.${condition}`);
  const labels = (kind ? groups(kind) : []).filter((group) => group.condition === condition).flatMap((group) => group.values);
  const said = values.map((value) => (condition === 'assignee' && (value === 'me' || value === 'none') ? t(`whose.${value}`) : (labels.find((one) => one.value === value)?.label ?? words(condition, value))));
  return t('chip.with', { kind: t(`name.${condition}`), values: said.join(t('chip.or')) });
}
