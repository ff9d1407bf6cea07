import { AreaField, CheckField, TextField } from '../kit/field.tsx';
import { interfaceLanguages, languageNames } from '../wording/interface.ts';
import type { Fields } from './email-fields.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function ChatFields({ values, mistake, set }: Fields) {
  const { t } = useTranslation('settings');
  const text = (name: string) => ({
    value: values[name] ?? '',
    mistake: mistake(name),
    onChange: (event: { readonly target: { readonly value: string } }) => set(name, event.target.value),
  });
  // The server names the line that is wrong, by its number.
  const origins = (values['allowedOrigins'] ?? '').split('\n').map((_, line) => mistake(`allowedOrigins.${line}`));
  const wrongWelcome = interfaceLanguages.some((code) => mistake(`welcome.${code}`) !== undefined);
  const check = (name: string) => ({
    checked: values[name] === 'yes',
    onChange: (event: { readonly target: { readonly checked: boolean } }) => set(name, event.target.checked ? 'yes' : 'no'),
  });
  return (
    <>
      <TextField label={t('chat.teamName')} hint={t('chat.teamNameHint')} maxLength={80} {...text('teamName')} />
      <AreaField
        label={t('chat.origins')}
        optional={t('optional')}
        hint={t('chat.originsHint')}
        rows={2}
        spellCheck={false}
        {...text('allowedOrigins')}
        mistake={mistake('allowedOrigins') ?? origins.find((one) => one !== undefined)}
      />
      <TextField className="max-w-xs" label={t('chat.colour')} optional={t('optional')} placeholder="#0f615c" spellCheck={false} {...text('colour')} />
      <div className="space-y-2">
        <CheckField label={t('chat.askEmail')} {...check('askEmail')} />
        <CheckField label={t('chat.uploads')} {...check('uploads')} />
      </div>
      <details open={wrongWelcome || undefined} className="rounded-md border border-line px-3 py-2">
        <summary className="text-sm font-medium">{t('chat.welcome')}</summary>
        <div className="mt-3 grid gap-3 pb-2 sm:grid-cols-2">
          {interfaceLanguages.map((code) => (
            <TextField key={code} label={languageNames[code]} lang={code} maxLength={500} {...text(`welcome.${code}`)} />
          ))}
        </div>
      </details>
    </>
  );
}
