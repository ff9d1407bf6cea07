import { interfaceLanguages, isInterfaceLanguage, languageNames, type InterfaceLanguage } from '../wording/interface.ts';
import { SelectField } from './field.tsx';

const choices = interfaceLanguages.map((code) => ({ value: code, label: languageNames[code] }));

type LanguageFieldProps = { readonly label: string; readonly value: string; onLanguage(language: InterfaceLanguage): void };

export function LanguageField({ label, value, onLanguage }: LanguageFieldProps) {
  return (
    <SelectField
      label={label}
      value={value}
      choices={choices}
      onChange={(event) => {
        if (isInterfaceLanguage(event.target.value)) onLanguage(event.target.value);
      }}
    />
  );
}
