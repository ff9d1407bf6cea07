import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { request } from '../live/request.ts';
import { EntranceFrame, EntranceTitle } from './entrance-frame.tsx';
import { useLinkToken } from './link-token.ts';
import { useForm } from './use-form.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function NewPasswordPage() {
  return (
    <EntranceFrame>
      <NewPasswordForm />
    </EntranceFrame>
  );
}

function NewPasswordForm() {
  const { t } = useTranslation('entrance');
  const token = useLinkToken();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const form = useForm(async () => {
    await request('POST', '/password/reset', { token, password });
    setDone(true);
  });
  const signIn = (
    <Link to="/sign-in" className="text-accent underline underline-offset-4">
      {t('toSignIn')}
    </Link>
  );
  if (done)
    return (
      <div role="status">
        <EntranceTitle title={t('reset.done')} />
        {signIn}
      </div>
    );
  if (!token)
    return (
      <>
        <EntranceTitle title={t('linkBroken')} about={t('linkBrokenAbout')} />
        {signIn}
      </>
    );
  return (
    <form className="space-y-4" onSubmit={form.onSubmit}>
      <EntranceTitle title={t('reset.title')} />
      <TextField
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        maxLength={200}
        autoFocus
        hint={t('passwordHint')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {form.error ? <Trouble error={form.error} /> : null}
      <Button look="main" type="submit" className="w-full" disabled={form.busy}>
        {t('reset.go')}
      </Button>
    </form>
  );
}
