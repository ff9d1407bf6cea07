// Words of a part of the interface that does not come with the first load.
import { useEffect, useState } from 'react';
import { isInterfaceLanguage, loadWords, words, type Part } from '../wording/interface.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** @returns whether they are there */
export function usePart(part: Part): boolean {
  const { language } = useTranslation();
  const [, setLoaded] = useState('');
  useEffect(() => {
    if (isInterfaceLanguage(language)) void loadWords(language, part).then(() => setLoaded(language), () => undefined);
  }, [language, part]);
  return words.has(language, part);
}
