// How dates and numbers are written: in the interface's language, by the habits of the place where the browser is.
import { useTranslation } from 'react-i18next';

/** `en` for a browser set to `en-GB` is British: 24 hours, day before month. */
export function localeFor(language: string, browser: readonly string[]): string {
  return browser.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
}

export function useLocale(): string {
  const { i18n } = useTranslation();
  return localeFor(i18n.language, navigator.languages);
}
