// What fills the places of a template in this conversation, from what this page knows of it.
import { useMemo } from 'react';
import type { ContactView, ConversationView, MessageView } from '../../contract/views.ts';
import type { AddressForms } from '../../domain/template/address-forms.ts';
import type { Filled } from '../../domain/template/fill.ts';
import { fillTemplate } from '../../domain/template/fill.ts';
import { formsOf } from '../../domain/template/library.ts';
import type { Known } from '../../domain/template/values.ts';
import { valuesOf } from '../../domain/template/values.ts';
import { usualWorkingHours, type WorkingHours } from '../../domain/time/working-time.ts';
import { useNow } from '../kit/moment.tsx';
import { sameList, useDesk, useMe } from '../live/use-desk.ts';

export type Filling = (template: { readonly language: string; readonly text: string }) => Filled;

type Person = Pick<ContactView, 'name' | 'timeZone' | 'attributes'>;

export function useFilling(conversation: ConversationView, messages: readonly MessageView[], forms: Readonly<Record<string, AddressForms>>): Filling {
  const contact = useDesk((state) => state.contacts[conversation.contact.id]);
  const promises = useDesk((state) => Object.values(state.commitments).filter((one) => one.conversation === conversation.id && one.state.is === 'open'), sameList);
  const known = useMemo(() => ({
    contact: contact ?? { name: conversation.contact.name, timeZone: null, attributes: {} },
    number: conversation.number,
    facts: messages.filter((message) => message.direction === 'in').flatMap((message) => message.reading?.facts.map((fact) => ({ kind: fact.kind, value: fact.value, text: message.text.slice(fact.start, fact.end) })) ?? []),
    due: promises.flatMap((one) => one.due?.by ?? []).sort()[0] ?? null,
  }), [contact, conversation, messages, promises]);
  return useKnown(known, forms);
}

/** For a letter that begins a conversation: who it goes to is known by name, if at all. */
export function useLetterFilling(person: Person, forms: Readonly<Record<string, AddressForms>>): Filling {
  return useKnown(useMemo(() => ({ contact: person, number: null, facts: [], due: null }), [person]), forms);
}

type About = Pick<Known, 'number' | 'facts' | 'due'> & { readonly contact: Person };

function useKnown(about: About, forms: Readonly<Record<string, AddressForms>>): Filling {
  const me = useMe();
  const now = useNow();
  const workspace = useDesk((state) => state.workspace);
  return useMemo(
    () => ({ language, text }) => fillTemplate(text, valuesOf({
      ...about, forms: formsOf(forms, language), agent: me.name, now: new Date(now).toISOString(), timeZone: workspace?.timeZone ?? 'UTC', workingHours: (workspace?.workingHours as WorkingHours | undefined) ?? usualWorkingHours,
    })),
    [about, forms, me.name, now, workspace],
  );
}
