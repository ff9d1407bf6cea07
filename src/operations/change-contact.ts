// What agents know of a contact and write down.
import type { Preferences } from '../domain/contact/preferences.ts';
import { Refusal } from '../domain/refusal.ts';
import { isTimeZone } from '../domain/time/check-working-hours.ts';
import type { ContactChange } from '../store/contact.ts';
import { lockContact, saveContactChange } from '../store/contact.ts';
import { listContactConversationIds } from '../store/conversation.ts';
import { storable } from '../store/receive.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export type WantedContact = {
  readonly name?: string | null | undefined; readonly language?: string | null | undefined; readonly timeZone?: string | null | undefined;
  /** All of them: one that is left out is removed. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** What is left out stays; null: it is not known. */
  readonly preferences?: { readonly [Name in keyof Preferences]?: Preferences[Name] | undefined } | undefined;
};

const mostAttributes = 100;

export async function changeContact(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, contact: string, wanted: WantedContact): Promise<void> {
  const changed = readChange(wanted);
  await change(desk, who, async (within) => {
    if (!(await lockContact(within.db, within.workspace, contact))) throw new Refusal('not-found');
    if (Object.keys(changed).length === 0) return;
    await saveContactChange(within.db, within.workspace, contact, changed);
    const conversations = await listContactConversationIds(within.db, within.workspace, contact);
    within.record('contact-changed', { data: { contact, conversations } });
  });
}

function readChange(wanted: WantedContact): ContactChange {
  const { name, language, timeZone, attributes, preferences } = wanted;
  const mistakes: Record<string, string> = {};
  if (language && !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) mistakes['language'] = 'A language is a code such as it or zh-Hant.';
  if (timeZone && !isTimeZone(timeZone)) mistakes['timeZone'] = 'There is no time zone of this name.';
  const entries = Object.entries(attributes ?? {}).map(([key, value]) => [storable(key).trim(), storable(value)] as const);
  if (entries.length > mostAttributes) mistakes['attributes'] = `A contact has at most ${mostAttributes} attributes.`;
  if (entries.some(([key]) => key === '')) mistakes['attributes'] = 'An attribute needs a name.';
  if (preferences?.quiet && preferences.quiet.from === preferences.quiet.to) mistakes['preferences.quiet'] = 'Quiet hours end at another time than they begin.';
  if (Object.keys(mistakes).length > 0) throw new Refusal('input-wrong', mistakes);
  return {
    ...(name === undefined ? {} : { name: orNull(name) }),
    ...(language === undefined ? {} : { language: orNull(language) }),
    ...(timeZone === undefined ? {} : { timeZone: orNull(timeZone) }),
    ...(attributes === undefined ? {} : { attributes: Object.fromEntries(entries) }),
    ...(preferences === undefined || Object.keys(preferences).length === 0 ? {} : { preferences: { ...preferences, ...(preferences.title === undefined ? {} : { title: orNull(preferences.title) }) } }),
  };
}

function orNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : storable(text).trim();
}
