// Somebody was invited: a name and a password, and they are in.
import { Link, Navigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { request } from '../live/request.ts';
import { useBootState } from '../shell/boot.tsx';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { EntranceFrame, EntranceTitle } from './entrance-frame.tsx';
import { useLinkToken } from './link-token.ts';
import { useForm } from './use-form.ts';
import { useTranslation } from '../wording/use-translation.ts';

type OpenInvitation = { readonly email: string; readonly workspace?: string };

export function InvitationPage() {
  const boot = useBootState();
  if (boot.is === 'inside') return <Navigate to="/" replace />;
  return (
    <EntranceFrame>
      <Accept />
    </EntranceFrame>
  );
}

function Accept() {
  const { t } = useTranslation('entrance');
  const token = useLinkToken();
  const [invitation, setInvitation] = useState<OpenInvitation | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (token) request<OpenInvitation>('GET', `/invitations/open/${encodeURIComponent(token)}`).then(setInvitation, setError);
  }, [token]);
  if (!token) return <EntranceTitle title={t('linkBroken')} about={t('linkBrokenAbout')} />;
  if (error)
    return (
      <>
        <EntranceTitle title={t('invitation.titlePlain')} />
        <Trouble error={error} />
        <p className="mt-4 text-center text-sm">
          <Link to="/sign-in" className="text-ink-soft underline decoration-line underline-offset-4 hover:text-ink">
            {t('toSignIn')}
          </Link>
        </p>
      </>
    );
  if (!invitation)
    return (
      <div className="space-y-4">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </div>
    );
  return <AcceptForm token={token} invitation={invitation} />;
}

function AcceptForm({ token, invitation }: { readonly token: string; readonly invitation: OpenInvitation }) {
  const { t } = useTranslation('entrance');
  const boot = useBootState();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm(async () => {
    await request('POST', '/invitations/accept', { token, name: name.trim(), password });
    if (boot.is === 'outside') await boot.enter();
  });
  const mistake = useFieldMistakes(form.error);
  return (
    <form className="space-y-4" onSubmit={form.onSubmit}>
      <EntranceTitle
        title={invitation.workspace ? t('invitation.title', { workspace: invitation.workspace }) : t('invitation.titlePlain')}
        about={t('invitation.about', { email: invitation.email })}
      />
      <TextField
        label={t('name')}
        autoComplete="name"
        required
        autoFocus
        maxLength={200}
        value={name}
        mistake={mistake('name')}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        maxLength={200}
        hint={t('passwordHint')}
        value={password}
        mistake={mistake('password')}
        onChange={(event) => setPassword(event.target.value)}
      />
      {form.error ? <Trouble error={form.error} /> : null}
      <Button look="main" type="submit" className="w-full" disabled={form.busy}>
        {t('invitation.go')}
      </Button>
    </form>
  );
}
