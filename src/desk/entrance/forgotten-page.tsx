import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { request } from '../live/request.ts';
import { EntranceFrame, EntranceTitle } from './entrance-frame.tsx';
import { useForm } from './use-form.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function ForgottenPage() {
  return (
    <EntranceFrame>
      <ForgottenForm />
    </EntranceFrame>
  );
}

function ForgottenForm() {
  const { t } = useTranslation('entrance');
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const form = useForm(async () => {
    await request('POST', '/password/forgotten', { email: email.trim() });
    setAsked(true);
  });
  const back = (
    <p className="text-center text-sm">
      <Link to="/sign-in" className="text-ink-soft underline decoration-line underline-offset-4 hover:text-ink">
        {t('backToSignIn')}
      </Link>
    </p>
  );
  if (asked)
    return (
      <div role="status">
        <EntranceTitle title={t('forgotten.sent')} about={t('forgotten.sentAbout', { email: email.trim() })} />
        {back}
      </div>
    );
  return (
    <form className="space-y-4" onSubmit={form.onSubmit}>
      <EntranceTitle title={t('forgotten.title')} about={t('forgotten.about')} />
      <TextField label={t('email')} type="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
      {form.error ? <Trouble error={form.error} /> : null}
      <Button look="main" type="submit" className="w-full" disabled={form.busy}>
        {t('forgotten.go')}
      </Button>
      {back}
    </form>
  );
}
