// What comes with the product for writing: how people are addressed in each language, and the first templates.
import type { AddressForms } from './address-forms.ts';
import { plainForms } from './address-forms.ts';
import type { ShippedTemplate } from './template.ts';

export type WritingLibrary = {
  readonly forms: Readonly<Record<string, AddressForms>>;
  readonly templates: readonly ShippedTemplate[];
};

export function formsOf(forms: Readonly<Record<string, AddressForms>>, language: string): AddressForms {
  return forms[language] ?? plainForms(language);
}
