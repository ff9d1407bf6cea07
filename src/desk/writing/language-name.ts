// What a language is called on this screen.
import { useCallback } from 'react';
import { useTranslation } from '../wording/use-translation.ts';

export function useLanguageName(): (code: string) => string {
  const { language } = useTranslation();
  return useCallback((code) => {
    const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  }, [language]);
}
