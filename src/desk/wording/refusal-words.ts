// What a refusal says to the agent, in their language. The server's own English sentence is the last resort.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused, Unreachable } from '../live/request.ts';
import type refusalWords from './en/refusals.json';

export type Told = { readonly sentence: string; readonly whatToDo: string };

export function useRefusalWords(): (error: unknown) => Told {
  const { t } = useTranslation('refusals');
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
      return { sentence: t(`${kind}.sentence`), whatToDo: t(`${kind}.whatToDo`) };
    },
    [t],
  );
}

/** Mistakes beside their fields: the path of each field that the server names, with what is wrong in plain words. */
export function useFieldMistakes(error: unknown): (path: string) => string | undefined {
  const { t } = useTranslation('refusals');
  return (path) => {
    if (!(error instanceof Refused)) return undefined;
    const { code, values } = error.body;
    if (code !== 'input-wrong' && code !== 'inbox-settings-wrong') return undefined;
    const value = values[path];
    if (value === undefined) return undefined;
    return t(`field.${mistakeOf(String(value))}`);
  };
}

type Mistake = keyof typeof refusalWords.field;

const mistakes: readonly (readonly [RegExp, Mistake])[] = [
  [/missing|required|expected .* received undefined|>=1 char/i, 'missing'],
  [/too[ -]small/i, 'short'],
  [/too[ -](?:big|large)/i, 'long'],
  [/email|address/i, 'email'],
  [/not-a-host/, 'host'],
  [/not-a-safe-link|invalid url/i, 'link'],
  [/number|expected int|not-a-port|out-of-range/i, 'number'],
];

/** The server names a schema's complaint in English, or a setting's by code; a person needs to know what to change. */
export function mistakeOf(complaint: string): Mistake {
  return mistakes.find(([pattern]) => pattern.test(complaint))?.[1] ?? 'other';
}
