// Templates as this page holds them, with the forms of address that their words are filled with.
import type { TemplateView } from '../../contract/writing.ts';
import type { AddressForms } from '../../domain/template/address-forms.ts';
import { shelfFor } from './shelf.ts';
import { templates as api } from './writing-api.ts';

export type Templates = {
  readonly templates: readonly TemplateView[] | null;
  readonly forms: Readonly<Record<string, AddressForms>>;
  readonly failed: unknown;
};

const noForms: Templates['forms'] = {};

const useShelf = shelfFor(/^template-/, async () => {
  const [{ templates }, { forms }] = await Promise.all([api.list(), api.forms()]);
  return { templates, forms };
});

/** @param wanted false: nothing is fetched, and only what is there is given */
export function useTemplates(wanted = true): Templates & { retry(): void } {
  const { value, failed, retry } = useShelf(wanted);
  return { templates: value?.templates ?? null, forms: value?.forms ?? noForms, failed, retry };
}
