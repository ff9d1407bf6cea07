// Why a message was read as it was: a sentence for each rule, in the agent's language. Asked for when somebody asks why, and once.
import { useEffect, useState } from 'react';
import { request } from '../live/request.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Sentences = Readonly<Record<string, string>>;
const none: Sentences = {};
const known = new Map<string, Sentences>();
const asked = new Map<string, Promise<void>>();

/** Without them the words alone are shown; the next look asks again. */
function ask(language: string): Promise<void> {
  const before = asked.get(language);
  if (before) return before;
  const asking = request<{ readonly rules: Sentences }>('GET', `/languages/${language}/why`).then(
    ({ rules }) => void known.set(language, rules),
    () => void asked.delete(language),
  );
  asked.set(language, asking);
  return asking;
}

export function useRuleWords(wanted: boolean): Sentences {
  const { language } = useTranslation();
  const [, setLoaded] = useState('');
  useEffect(() => {
    if (wanted && !known.has(language)) void ask(language).then(() => setLoaded(language));
  }, [language, wanted]);
  return known.get(language) ?? none;
}
