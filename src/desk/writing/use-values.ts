// What fills the places of a template in this conversation, from what this page knows of it.
import { useMemo } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import type { AddressForms } from '../../domain/template/address-forms.ts';
import type { Filled } from '../../domain/template/fill.ts';
import { fillTemplate } from '../../domain/template/fill.ts';
import { formsOf } from '../../domain/template/library.ts';
import { valuesOf } from '../../domain/template/values.ts';
import { usualWorkingHours, type WorkingHours } from '../../domain/time/working-time.ts';
import { useNow } from '../kit/moment.tsx';
import { sameList, useDesk, useMe } from '../live/use-desk.ts';

export type Filling = (template: { readonly language: string; readonly text: string }) => Filled;

export function useFilling(conversation: ConversationView, messages: readonly MessageView[], forms: Readonly<Record<string, AddressForms>>): Filling {
  const me = useMe();
  const now = useNow();
  const contact = useDesk((state) => state.contacts[conversation.contact.id]);
  const workspace = useDesk((state) => state.workspace);
  const promises = useDesk((state) => Object.values(state.commitments).filter((one) => one.conversation === conversation.id && one.state.is === 'open'), sameList);
  return useMemo(() => {
    const facts = messages.filter((message) => message.direction === 'in').flatMap((message) => message.reading?.facts.map((fact) => ({ kind: fact.kind, value: fact.value, text: message.text.slice(fact.start, fact.end) })) ?? []);
    const due = promises.flatMap((one) => one.due?.by ?? []).sort()[0] ?? null;
    return ({ language, text }) => fillTemplate(text, valuesOf({
      forms: formsOf(forms, language), contact: contact ?? { name: conversation.contact.name, timeZone: null, attributes: {} }, agent: me.name, number: conversation.number, facts, due,
      now: new Date(now).toISOString(), timeZone: workspace?.timeZone ?? 'UTC', workingHours: (workspace?.workingHours as WorkingHours | undefined) ?? usualWorkingHours,
    }));
  }, [contact, conversation, forms, me.name, messages, now, promises, workspace]);
}
