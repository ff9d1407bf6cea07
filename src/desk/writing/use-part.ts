// Words of a part of the interface that does not come with the first load.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isInterfaceLanguage, loadWords, type Part } from '../wording/interface.ts';

/** @returns whether they are there */
export function usePart(part: Part): boolean {
  const { i18n } = useTranslation();
  const [, setLoaded] = useState('');
  const { language } = i18n;
  useEffect(() => {
    if (isInterfaceLanguage(language)) void loadWords(language, part).then(() => setLoaded(language), () => undefined);
  }, [language, part]);
  return i18n.hasResourceBundle(language, part);
}
