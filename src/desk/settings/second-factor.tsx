// A code from an app beside the password. The key is shown as text and as a picture to scan; backup codes are shown once.
import { useState, type FormEvent } from 'react';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { useWholeDesk } from '../live/use-desk.ts';
import { Block, CopyLine, SaveRow } from './parts.tsx';
import { QrCode } from './qr-code.tsx';
import { me as api } from './settings-api.ts';
import { useSave } from './use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Begun = { readonly uri: string; readonly backupCodes: readonly string[] };

export function SecondFactor() {
  const { t } = useTranslation('settings');
  const { session, setSession } = useWholeDesk();
  const [begun, setBegun] = useState<Begun | null>(null);
  const { secondFactor } = session.agent;
  const set = (on: boolean) => setSession({ ...session, agent: { ...session.agent, secondFactor: on } });
  return (
    <Block title={t('factor.title')} about={t(secondFactor ? 'factor.on' : 'factor.off')}>
      {begun ? (
        <Confirm
          begun={begun}
          onDone={(on) => {
            setBegun(null);
            if (on) set(true);
          }}
        />
      ) : secondFactor ? (
        <WithPassword
          label={t('factor.drop')}
          call={async (password) => {
            await api.dropSecondFactor(password);
            set(false);
          }}
        />
      ) : (
        <WithPassword label={t('factor.begin')} call={async (password) => setBegun(await api.beginSecondFactor(password))} />
      )}
    </Block>
  );
}

function WithPassword({ label, call }: { readonly label: string; call(password: string): Promise<void> }) {
  const { t } = useTranslation('settings');
  const [password, setPassword] = useState('');
  const save = useSave();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save
      .run(() => call(password))
      .then((done) => {
        if (done) setPassword('');
      });
  };
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      <TextField
        className="max-w-xs"
        label={t('password.current')}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <SaveRow {...save} label={label} />
    </form>
  );
}

function Confirm({ begun, onDone }: { readonly begun: Begun; onDone(on: boolean): void }) {
  const { t } = useTranslation('settings');
  const [code, setCode] = useState('');
  const save = useSave();
  const secret = new URL(begun.uri).searchParams.get('secret') ?? begun.uri;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save
      .run(() => api.confirmSecondFactor(code.trim()))
      .then((done) => {
        if (done) onDone(true);
      });
  };
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      <p className="text-sm">{t('factor.scan')}</p>
      <div className="flex flex-wrap items-start gap-6">
        <QrCode text={begun.uri} label={t('factor.picture')} />
        <div className="min-w-56 flex-1 space-y-4">
          <div>
            <p className="label">{t('factor.key')}</p>
            <CopyLine label={t('factor.key')} value={secret} code />
          </div>
          <TextField
            label={t('factor.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
      </div>
      <div>
        <p className="label">{t('factor.backup')}</p>
        <p className="hint">{t('factor.backupHint')}</p>
        <ul className="mt-2 grid max-w-sm grid-cols-2 gap-x-6 gap-y-1 font-mono text-sm">
          {begun.backupCodes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
      <SaveRow {...save} label={t('factor.confirm')} />
      <Button look="quiet" onClick={() => onDone(false)}>
        {t('cancel')}
      </Button>
    </form>
  );
}
