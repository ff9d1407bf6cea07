// The very first visit: the workspace and its first administrator.
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { CheckField, SelectField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { request } from '../live/request.ts';
import { useBootState, type BootState } from '../shell/boot.tsx';
import { interfaceLanguages, isInterfaceLanguage, languageNames, speak } from '../wording/interface.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { EntranceFrame, EntranceTitle } from './entrance-frame.tsx';
import { timeZoneChoices } from './time-zones.ts';
import { useForm } from './use-form.ts';

export function SetupPage() {
  const boot = useBootState();
  if (boot.is === 'inside') return <Navigate to="/" replace />;
  if (boot.is !== 'outside') return null;
  if (!boot.needed) return <Navigate to="/sign-in" replace />;
  return <EntranceFrame wide><SetupForm boot={boot} /></EntranceFrame>;
}

function SetupForm({ boot }: { readonly boot: Extract<BootState, { is: 'outside' }> }) {
  const { t, i18n } = useTranslation('entrance');
  const [typed, setTyped] = useState({ workspace: '', timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone, name: '', email: '', password: '', demonstration: false });
  const set = (field: keyof typeof typed) => (event: { readonly target: { readonly value: string } }) => setTyped({ ...typed, [field]: event.target.value });
  const form = useForm(async () => {
    await request('POST', '/setup', {
      workspace: { name: typed.workspace.trim(), language: i18n.language, timeZone: typed.timeZone },
      administrator: { name: typed.name.trim(), email: typed.email.trim(), password: typed.password },
      demonstration: typed.demonstration,
    });
    await boot.enter();
  });
  const mistake = useFieldMistakes(form.error);
  return (
    <form className="space-y-5" onSubmit={form.onSubmit}>
      <EntranceTitle title={t('setup.title')} about={t('setup.about')} />
      <TextField label={t('setup.workspace')} hint={t('setup.workspaceHint')} required autoFocus maxLength={200} value={typed.workspace} mistake={mistake('workspace.name')} onChange={set('workspace')} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField label={t('language')} value={i18n.language} choices={interfaceLanguages.map((code) => ({ value: code, label: languageNames[code] }))} onChange={(event) => { if (isInterfaceLanguage(event.target.value)) void speak(event.target.value, ['desk', 'refusals', 'entrance']); }} />
        <SelectField label={t('setup.timeZone')} value={typed.timeZone} choices={timeZoneChoices(typed.timeZone)} mistake={mistake('workspace.timeZone')} onChange={set('timeZone')} />
      </div>
      <fieldset className="space-y-5 border-t border-line pt-5">
        <legend className="sr-only">{t('setup.you')}</legend>
        <TextField label={t('name')} required autoComplete="name" maxLength={200} value={typed.name} mistake={mistake('administrator.name')} onChange={set('name')} />
        <TextField label={t('email')} type="email" required autoComplete="username" value={typed.email} mistake={mistake('administrator.email')} onChange={set('email')} />
        <TextField label={t('password')} type="password" required minLength={10} maxLength={200} autoComplete="new-password" hint={t('passwordHint')} value={typed.password} mistake={mistake('administrator.password')} onChange={set('password')} />
      </fieldset>
      <CheckField label={t('setup.demonstration')} hint={t('setup.demonstrationHint')} checked={typed.demonstration} onChange={(event) => setTyped({ ...typed, demonstration: event.target.checked })} />
      {form.error ? <Trouble error={form.error} /> : null}
      <Button look="main" type="submit" className="w-full" disabled={form.busy}>{t(form.busy ? 'setup.busy' : 'setup.go')}</Button>
    </form>
  );
}
