import { Plus, X } from 'lucide-react';
import { Button } from '../kit/button.tsx';
import { AreaField, CheckField, SelectField, TextField } from '../kit/field.tsx';
import type { SenderRow, Values } from './inbox-form-values.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type Fields = {
  readonly values: Values;
  mistake(path: string): string | undefined;
  secretSet(path: string): boolean;
  set(path: string, value: string): void;
};

export function EmailFields({
  senders,
  onSenders,
  ...fields
}: Fields & { readonly senders: readonly SenderRow[]; onSenders(senders: readonly SenderRow[]): void }) {
  const { t } = useTranslation('settings');
  const { values, mistake, set } = fields;
  // A mistake in what is folded away would not be seen.
  const wrongInside = ['folder', 'sentFolder', 'takeInDays', 'plusAddressing.on'].some((path) => mistake(path) !== undefined);
  const wantsTokens = values['imap.auth'] === 'oauth2' || values['smtp.auth'] === 'oauth2';
  return (
    <>
      <Senders senders={senders} mistake={mistake} onSenders={onSenders} />
      <Server side="imap" {...fields} />
      <Server side="smtp" {...fields} />
      {wantsTokens ? <Tokens {...fields} /> : null}
      <details open={wrongInside || undefined} className="rounded-md border border-line px-3 py-2">
        <summary className="text-sm font-medium">{t('email.more')}</summary>
        <div className="mt-3 space-y-4 pb-2">
          <div className="grid gap-4 sm:grid-cols-3">
            <TextField label={t('email.folder')} value={values['folder']} mistake={mistake('folder')} onChange={(event) => set('folder', event.target.value)} />
            <TextField
              label={t('email.sentFolder')}
              hint={t('email.sentFolderHint')}
              value={values['sentFolder']}
              mistake={mistake('sentFolder')}
              onChange={(event) => set('sentFolder', event.target.value)}
            />
            <TextField
              label={t('email.takeInDays')}
              inputMode="numeric"
              value={values['takeInDays']}
              mistake={mistake('takeInDays')}
              onChange={(event) => set('takeInDays', event.target.value)}
            />
          </div>
          <CheckField
            label={t('email.plus')}
            hint={t('email.plusHint')}
            checked={values['plusAddressing.on'] === 'yes'}
            onChange={(event) => set('plusAddressing.on', event.target.checked ? 'yes' : 'no')}
          />
        </div>
      </details>
    </>
  );
}

function Senders({
  senders,
  mistake,
  onSenders,
}: {
  readonly senders: readonly SenderRow[];
  mistake(path: string): string | undefined;
  onSenders(senders: readonly SenderRow[]): void;
}) {
  const { t } = useTranslation('settings');
  const change = (index: number, part: Partial<SenderRow>) => onSenders(senders.map((sender, at) => (at === index ? { ...sender, ...part } : sender)));
  return (
    <fieldset className="space-y-4">
      <legend className="sr-only">{t('email.senders')}</legend>
      {senders.map((sender, index) => (
        <div key={index} className="space-y-3 rounded-md border border-line p-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField
              label={t('email.address')}
              type="email"
              autoComplete="off"
              value={sender.address}
              mistake={mistake(`senders.${index}.address`) ?? (index === 0 ? mistake('senders') : undefined)}
              onChange={(event) => change(index, { address: event.target.value })}
            />
            <TextField
              label={t('email.senderName')}
              maxLength={200}
              value={sender.name}
              mistake={mistake(`senders.${index}.name`)}
              onChange={(event) => change(index, { name: event.target.value })}
            />
          </div>
          <AreaField
            label={t('email.signature')}
            optional={t('optional')}
            rows={2}
            dir="auto"
            value={sender.signature}
            mistake={mistake(`senders.${index}.signature`)}
            onChange={(event) => change(index, { signature: event.target.value })}
          />
          {senders.length > 1 ? (
            <Button small look="quiet" onClick={() => onSenders(senders.filter((_, at) => at !== index))}>
              <X size={14} aria-hidden="true" />
              {t('email.removeSender')}
            </Button>
          ) : null}
        </div>
      ))}
      <Button small look="quiet" onClick={() => onSenders([...senders, { name: '', address: '', signature: '' }])}>
        <Plus size={14} aria-hidden="true" />
        {t('email.addSender')}
      </Button>
    </fieldset>
  );
}

function Server({ side, values, mistake, secretSet, set }: Fields & { readonly side: 'imap' | 'smtp' }) {
  const { t } = useTranslation('settings');
  const path = (name: string) => `${side}.${name}`;
  const text = (name: string) => ({
    value: values[path(name)] ?? '',
    mistake: mistake(path(name)),
    onChange: (event: { readonly target: { readonly value: string } }) => set(path(name), event.target.value),
  });
  const auth = values[path('auth')];
  const ways = side === 'imap' ? (['password', 'oauth2'] as const) : (['password', 'oauth2', 'none'] as const);
  return (
    <fieldset className="space-y-3 border-t border-line pt-5">
      <legend className="float-start mb-2 w-full font-medium">{t(`email.${side}`)}</legend>
      <div className="clear-both grid gap-3 sm:grid-cols-[1fr_6rem_10rem]">
        <TextField label={t('email.host')} autoComplete="off" spellCheck={false} {...text('host')} />
        <TextField label={t('email.port')} inputMode="numeric" {...text('port')} />
        <SelectField
          label={t('email.security')}
          value={values[path('secure')]}
          choices={[
            { value: 'yes', label: t('email.tls') },
            { value: 'no', label: t('email.starttls') },
          ]}
          onChange={(event) => set(path('secure'), event.target.value)}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField
          label={t('email.auth')}
          value={auth}
          mistake={mistake(path('auth'))}
          choices={ways.map((way) => ({ value: way, label: t(`email.way.${way}`) }))}
          onChange={(event) => set(path('auth'), event.target.value)}
        />
        {auth === 'none' ? null : <TextField label={t('email.user')} autoComplete="off" spellCheck={false} {...text('user')} />}
        {auth === 'password' ? (
          <TextField
            label={t('email.password')}
            type="password"
            autoComplete="new-password"
            placeholder={secretSet(path('password')) ? t('secretKept') : ''}
            {...text('password')}
          />
        ) : null}
      </div>
    </fieldset>
  );
}

function Tokens({ values, mistake, secretSet, set }: Fields) {
  const { t } = useTranslation('settings');
  const text = (name: string) => ({
    value: values[`oauth2.${name}`] ?? '',
    mistake: mistake(`oauth2.${name}`),
    onChange: (event: { readonly target: { readonly value: string } }) => set(`oauth2.${name}`, event.target.value),
  });
  const kept = (name: string) => (secretSet(`oauth2.${name}`) ? t('secretKept') : '');
  return (
    <fieldset className="space-y-3 border-t border-line pt-5">
      <legend className="float-start mb-2 w-full font-medium">{t('email.tokens')}</legend>
      <div className="clear-both grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t('email.provider')}
          value={values['oauth2.provider']}
          choices={(['google', 'microsoft', 'other'] as const).map((one) => ({ value: one, label: t(`email.providers.${one}`) }))}
          onChange={(event) => set('oauth2.provider', event.target.value)}
        />
        {values['oauth2.provider'] === 'other' ? <TextField label={t('email.tokenUrl')} type="url" {...text('tokenUrl')} /> : null}
        <TextField label={t('email.clientId')} autoComplete="off" {...text('clientId')} />
        <TextField label={t('email.clientSecret')} type="password" autoComplete="new-password" placeholder={kept('clientSecret')} {...text('clientSecret')} />
        <TextField label={t('email.refreshToken')} type="password" autoComplete="new-password" placeholder={kept('refreshToken')} {...text('refreshToken')} />
      </div>
    </fieldset>
  );
}
