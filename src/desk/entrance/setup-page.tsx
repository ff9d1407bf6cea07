// The very first visit: the workspace and its first administrator.
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { CheckField, SelectField, TextField } from '../kit/field.tsx';
import { LanguageField } from '../kit/language-field.tsx';
import { Trouble } from '../kit/state.tsx';
import { request } from '../live/request.ts';
import { useBootState, type BootState } from '../shell/boot.tsx';
import { speak } from '../wording/interface.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { EntranceFrame, EntranceTitle } from './entrance-frame.tsx';
import { timeZoneChoices } from './time-zones.ts';
import { useForm } from './use-form.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Outside = Extract<BootState, { is: 'outside' }>;

export function SetupPage() {
  const boot = useBootState();
  if (boot.is === 'inside') return <Navigate to="/" replace />;
  if (boot.is !== 'outside') return null;
  if (!boot.needed) return <Navigate to="/sign-in" replace />;
  return (
    <EntranceFrame wide>
      <SetupForm boot={boot} />
    </EntranceFrame>
  );
}

const nothingTyped = { workspace: '', timeZone: '', name: '', email: '', password: '' };
type Field = keyof typeof nothingTyped;

/** Where the server names each field. */
const paths: Readonly<Record<Field, string>> = {
  workspace: 'workspace.name',
  timeZone: 'workspace.timeZone',
  name: 'administrator.name',
  email: 'administrator.email',
  password: 'administrator.password',
};

function useSetup(boot: Outside) {
  const { language } = useTranslation('entrance');
  const [typed, setTyped] = useState(() => ({ ...nothingTyped, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone }));
  const [demonstration, setDemonstration] = useState(false);
  const form = useForm(async () => {
    await request('POST', '/setup', {
      workspace: { name: typed.workspace.trim(), language: language, timeZone: typed.timeZone },
      administrator: { name: typed.name.trim(), email: typed.email.trim(), password: typed.password },
      demonstration,
    });
    await boot.enter();
  });
  const mistake = useFieldMistakes(form.error);
  const field = (name: Field) => ({
    value: typed[name],
    mistake: mistake(paths[name]),
    onChange: (event: { readonly target: { readonly value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return { form, field, demonstration, setDemonstration };
}

function SetupForm({ boot }: { readonly boot: Outside }) {
  const { t, language } = useTranslation('entrance');
  const { form, field, demonstration, setDemonstration } = useSetup(boot);
  const zone = field('timeZone');
  return (
    <form className="space-y-5" onSubmit={form.onSubmit}>
      <EntranceTitle title={t('setup.title')} about={t('setup.about')} />
      <TextField label={t('setup.workspace')} hint={t('setup.workspaceHint')} required autoFocus maxLength={200} {...field('workspace')} />
      <div className="grid gap-5 sm:grid-cols-2">
        <LanguageField label={t('language')} value={language} onLanguage={(code) => void speak(code, ['desk', 'refusals', 'entrance'])} />
        <SelectField label={t('setup.timeZone')} choices={timeZoneChoices(zone.value)} {...zone} />
      </div>
      <fieldset className="space-y-5 border-t border-line pt-5">
        <legend className="sr-only">{t('setup.you')}</legend>
        <TextField label={t('name')} required autoComplete="name" maxLength={200} {...field('name')} />
        <TextField label={t('email')} type="email" required autoComplete="username" {...field('email')} />
        <TextField
          label={t('password')}
          hint={t('passwordHint')}
          type="password"
          required
          minLength={10}
          maxLength={200}
          autoComplete="new-password"
          {...field('password')}
        />
      </fieldset>
      <CheckField
        label={t('setup.demonstration')}
        hint={t('setup.demonstrationHint')}
        checked={demonstration}
        onChange={(event) => setDemonstration(event.target.checked)}
      />
      {form.error ? <Trouble error={form.error} /> : null}
      <Button look="main" type="submit" className="w-full" disabled={form.busy}>
        {t(form.busy ? 'setup.busy' : 'setup.go')}
      </Button>
    </form>
  );
}
