// What a browser finds wrong with a field before a form is sent, said beside the field in the interface's language: its own bubble
// speaks the language of the browser, covers what stands below, and is gone after a moment.
import { useState, type FormEvent } from 'react';
import { isInterfaceLanguage, loadWords } from '../wording/interface.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Kind = 'missing' | 'email' | 'link' | 'short' | 'long' | 'number' | 'other';
type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function kindOf({ validity, type }: { readonly validity: Partial<ValidityState>; readonly type: string }): Kind {
  if (validity.valueMissing) return 'missing';
  if (validity.typeMismatch) return type === 'email' ? 'email' : 'link';
  if (validity.tooShort) return 'short';
  if (validity.tooLong) return 'long';
  return type === 'number' ? 'number' : 'other';
}

export function useUnfit() {
  const { t, language } = useTranslation('refusals');
  const [kind, setKind] = useState<Kind | null>(null);
  const onInvalid = (event: FormEvent<Input>) => {
    event.preventDefault();
    const field = event.currentTarget;
    const first = [...(field.form?.elements ?? [])].find((one) => 'validity' in one && one.matches('input, select, textarea') && !(one as Input).validity.valid);
    if (first === field) field.focus();
    const found = kindOf(field);
    const words = isInterfaceLanguage(language) ? loadWords(language, 'refusals') : Promise.resolve();
    void words.then(() => setKind(found), () => setKind(found));
  };
  return { mistake: kind === null ? undefined : t(`field.${kind}`), hearing: { onInvalid, onInput: () => setKind(null) } };
}
