// What a language is called on this screen.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

export function useLanguageName(): (code: string) => string {
  const { i18n } = useTranslation();
  return useCallback((code) => {
    const name = new Intl.DisplayNames([i18n.language], { type: 'language', fallback: 'code' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(i18n.language) + name.slice(1);
  }, [i18n.language]);
}
