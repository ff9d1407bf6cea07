// What a template's places are filled with, from what is known of the contact, the conversation and the writer.
import type { Preferences } from '../contact/preferences.ts';
import type { Instant } from '../identifier.ts';
import type { WorkingHours } from '../time/working-time.ts';
import { endOfWorkingDay } from '../time/working-time.ts';
import type { AddressForms } from './address-forms.ts';
import { addressOf, declined, greetingOf } from './address.ts';
import { dueWords } from './due-words.ts';
import type { Value, Values } from './fill.ts';
import type { PersonName } from './person-name.ts';
import { readPersonName } from './person-name.ts';

export type Known = {
  readonly forms: AddressForms;
  readonly contact: { readonly name: string | null; readonly timeZone: string | null; readonly attributes: Readonly<Record<string, string>>; readonly preferences?: Pick<Preferences, 'address' | 'title'> };
  readonly agent: string | null;
  readonly number: number | null;
  /** Facts of the customer's messages, oldest first. */
  readonly facts: readonly { readonly kind: string; readonly value: string; readonly text: string }[];
  /** The nearest open promise to this customer. */
  readonly due: Instant | null;
  readonly now: Instant;
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
};

/** Attributes in which people note how somebody wants to be addressed, in the desk's languages. */
const titleNotes = ['title', 'form of address', 'salutation', 'обращение', 'appellativo', 'titolo', '称呼', '尊称'];
const orderNotes = ['order', 'заказ', 'ordine', '订单'];

export function valuesOf(known: Known): Values {
  const { contact } = known;
  const forms = formsFor(known.forms, contact.preferences?.address ?? null);
  const name = personOf(known);
  const unnamed = { hint: 'name-unknown' } as const;
  return {
    missing: (variable) => forms.missing[variable] ?? variable,
    of: (variable, wanted): Value | null => {
      switch (variable) {
        case 'greeting':
          return name === null ? { text: greetingOf(null, forms), ...unnamed } : { text: greetingOf(name, forms) };
        case 'name': {
          if (name === null) return null;
          if (wanted === null) return { text: addressOf(name, forms)! };
          const cased = declined(name, wanted, forms);
          return cased.safe ? { text: cased.words } : { text: cased.words, hint: 'case-unsafe' };
        }
        case 'agent':
          return asValue(known.agent);
        case 'number':
          return asValue(known.number?.toString() ?? null);
        case 'order':
          return asValue(lastFact(known, 'order')?.value ?? noted(contact.attributes, orderNotes));
        case 'amount':
          return asValue(lastFact(known, 'money')?.text ?? null);
        case 'promise':
          return promised(known);
      }
    },
  };
}

/** How the contact asked to be addressed comes before what the language is used to. */
function formsFor(forms: AddressForms, address: Preferences['address']): AddressForms {
  const { informal } = forms;
  return address === 'informal' && informal ? { ...forms, greeting: { ...forms.greeting, named: informal.greeting }, forms: informal.forms } : forms;
}

/** A title that somebody asked for stands as it was written down where the language has no form of its own for it. */
function personOf({ forms, contact }: Known): PersonName | null {
  const wished = contact.preferences?.title?.trim() ?? '';
  const name = readPersonName(contact.name, forms, wished === '' ? noted(contact.attributes, titleNotes) : wished);
  return name === null || wished === '' ? name : { ...name, title: forms.titles[wished.toLowerCase()] ?? wished };
}

/** The promise that is open, or the end of the working day: a proposal that the writer looks at. */
function promised(known: Known): Value | null {
  const timeZone = known.contact.timeZone ?? known.timeZone;
  if (known.due !== null && known.due > known.now) return { text: dueWords(known.due, known.now, timeZone, known.forms) };
  const end = endOfWorkingDay(known.now, known.timeZone, known.workingHours);
  return end === null ? null : { text: dueWords(end, known.now, timeZone, known.forms), hint: 'time-proposed' };
}

function lastFact(known: Known, kind: string) {
  return known.facts.findLast((fact) => fact.kind === kind);
}

function noted(attributes: Known['contact']['attributes'], names: readonly string[]): string | null {
  const found = Object.entries(attributes).find(([key, value]) => names.includes(key.trim().toLowerCase()) && value.trim() !== '');
  return found?.[1].trim() ?? null;
}

function asValue(text: string | null): Value | null {
  return text === null || text.trim() === '' ? null : { text };
}
