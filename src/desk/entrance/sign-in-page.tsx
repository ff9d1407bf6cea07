import { Link, Navigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { session } from '../live/desk-api.ts';
import { isRefused } from '../live/request.ts';
import { useBootState, type BootState } from '../shell/boot.tsx';
import { EntranceFrame, EntranceTitle } from './entrance-frame.tsx';
import { useForm } from './use-form.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Outside = Extract<BootState, { is: 'outside' }>;

/** Only places of this desk: a link from elsewhere must not lead out of it after signing in. */
export function safeTarget(next: string | undefined): string {
  return next && /^\/(?!\/|\\)/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}

export function SignInPage() {
  const boot = useBootState();
  const { next } = useSearch({ strict: false });
  if (boot.is === 'inside') return <Navigate to={safeTarget(next)} replace />;
  if (boot.is !== 'outside') return null;
  if (boot.needed) return <Navigate to="/setup" replace />;
  return (
    <EntranceFrame>
      <Steps boot={boot} />
    </EntranceFrame>
  );
}

function Steps({ boot }: { readonly boot: Outside }) {
  const [wantsCode, setWantsCode] = useState(boot.wantsCode);
  return wantsCode ? <CodeForm boot={boot} onBack={() => setWantsCode(false)} /> : <PasswordForm boot={boot} onCode={() => setWantsCode(true)} />;
}

function PasswordForm({ boot, onCode }: { readonly boot: Outside; onCode(): void }) {
  const { t } = useTranslation('entrance');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm(async () => {
    try {
      await session.signIn(email.trim(), password);
    } catch (error) {
      if (!isRefused(error, 'second-factor-wanted')) throw error;
      onCode();
      return;
    }
    await boot.enter();
  });
  return (
    <form className="space-y-4" onSubmit={form.onSubmit}>
      <EntranceTitle title={t('signIn.title')} />
      <TextField
        label={t('email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={t('password')}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {form.error ? <Trouble error={form.error} /> : null}
      <Button look="main" type="submit" className="w-full" disabled={form.busy}>
        {t('signIn.go')}
      </Button>
      <p className="text-center text-sm">
        <Link to="/forgotten" className="text-ink-soft underline decoration-line underline-offset-4 hover:text-ink">
          {t('signIn.forgotten')}
        </Link>
      </p>
    </form>
  );
}

function CodeForm({ boot, onBack }: { readonly boot: Outside; onBack(): void }) {
  const { t } = useTranslation('entrance');
  const [code, setCode] = useState('');
  const form = useForm(async () => {
    await session.secondFactor(code.trim());
    await boot.enter();
  });
  return (
    <form className="space-y-4" onSubmit={form.onSubmit}>
      <EntranceTitle title={t('code.title')} about={t('code.about')} />
      <TextField
        label={t('code.label')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        autoFocus
        maxLength={20}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      {form.error ? <Trouble error={form.error} /> : null}
      <Button look="main" type="submit" className="w-full" disabled={form.busy}>
        {t('signIn.go')}
      </Button>
      <Button look="quiet" className="w-full" onClick={onBack}>
        {t('code.back')}
      </Button>
    </form>
  );
}
