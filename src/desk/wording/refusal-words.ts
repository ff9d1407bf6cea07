// What a refusal says to the agent, in their language. Its words are loaded before the first is told; without them, the server's own
// English sentence is the last resort. What is told without a server comes with the first load.
import { useCallback } from 'react';
import { Refused, Unreachable } from '../live/request.ts';
import type refusalWords from './en/refusals.json';
import { useTranslation } from './use-translation.ts';

export type Told = { readonly sentence: string; readonly whatToDo: string };

export function useRefusalWords(): (error: unknown) => Told {
  const { t } = useTranslation('refusals');
  const { t: always } = useTranslation();
  return useCallback(
    (error) => {
      if (error instanceof Refused) {
        const { code, message, whatToDo, values } = error.body;
        return {
          sentence: t(`${code}.sentence`, { ...values, defaultValue: message }),
          whatToDo: t(`${code}.whatToDo`, { ...values, defaultValue: whatToDo }),
        };
      }
      const kind = error instanceof Unreachable ? 'unreachable' : 'broken';
      return { sentence: always(`trouble.${kind}.sentence`), whatToDo: always(`trouble.${kind}.whatToDo`) };
    },
    [always, t],
  );
}

/** Mistakes beside their fields: the path of each field that the server names, with what is wrong in plain words. */
export function useFieldMistakes(error: unknown): (path: string) => string | undefined {
  const { t } = useTranslation('refusals');
  return (path) => {
    if (!(error instanceof Refused)) return undefined;
    const { code, values } = error.body;
    const value = code === 'input-wrong' ? values[path] : undefined;
    return value === undefined ? undefined : t(`field.${mistakeOf(String(value))}`);
  };
}

type Mistake = keyof typeof refusalWords.field;

const mistakes: readonly (readonly [RegExp, Mistake])[] = [
  [/required|expected .* received undefined|>=1 char/i, 'missing'],
  [/too small/i, 'short'],
  [/too big/i, 'long'],
  [/email|address/i, 'email'],
  [/invalid url/i, 'link'],
  [/number|expected int/i, 'number'],
];

/** The server names a schema's complaint in English; a person needs to know what to change. A channel's settings: problem-words.ts. */
export function mistakeOf(complaint: string): Mistake {
  return mistakes.find(([pattern]) => pattern.test(complaint))?.[1] ?? 'other';
}
