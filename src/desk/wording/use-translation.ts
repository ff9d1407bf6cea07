// The words of one part of the interface in the language that is spoken now; drawn again when it changes.
import { useSyncExternalStore } from 'react';
import { words, type Part, type Translate } from './interface.ts';

export function useTranslation<Name extends Part = 'desk'>(part?: Name): { readonly t: Translate<Name>; readonly language: string } {
  const language = useSyncExternalStore(words.subscribe, () => words.language);
  return { t: words.in(language, part ?? ('desk' as Name)), language };
}
