import { useTranslation } from './use-translation.ts';
// How dates and numbers are written: in the interface's language, by the habits of the place where the browser is.

/** `en` for a browser set to `en-GB` is British: 24 hours, day before month. */
export function localeFor(language: string, browser: readonly string[]): string {
  return browser.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
}

export function useLocale(): string {
  const { language } = useTranslation();
  return localeFor(language, navigator.languages);
}
