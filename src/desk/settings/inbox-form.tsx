// One form for a new inbox and for a changed one. Every mistake is named beside its field; nothing that was typed is lost.
import { useEffect, useRef } from 'react';
import { Button } from '../kit/button.tsx';
import { CheckField, TextField } from '../kit/field.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { ChatFields } from './chat-fields.tsx';
import { CheckResult } from './check-result.tsx';
import { EmailFields } from './email-fields.tsx';
import { MadeFields } from './made-fields.tsx';
import { SaveRow } from './parts.tsx';
import { useInboxForm, type InboxFormProps, type TypedInbox } from './use-inbox-form.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function InboxForm(props: InboxFormProps) {
  const { t } = useTranslation('settings');
  const { channel, form: asked, inbox } = props;
  const { typed, change, fields, mistake, save, check, checked, error, onSubmit, tryOut } = useInboxForm(props);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return (
    <form ref={form} className="space-y-5" noValidate onSubmit={onSubmit}>
      <TextField
        label={t('inbox.name')}
        hint={t('inbox.nameHint')}
        maxLength={200}
        autoFocus={!inbox}
        value={typed.name}
        mistake={mistake('name')}
        onChange={(event) => change({ name: event.target.value })}
      />
      {asked ? <MadeFields form={asked} {...fields} /> : null}
      {channel === 'email' ? <EmailFields {...fields} senders={typed.senders} onSenders={(senders) => change({ senders })} /> : null}
      {channel === 'web-chat' ? <ChatFields {...fields} /> : null}
      <Access undoSeconds={typed.undoSeconds} teams={typed.teams} mistake={mistake('undoSeconds')} onChange={change} />
      {checked ? <CheckResult reply={checked} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <SaveRow busy={save.busy} saved={save.saved} error={error} label={t(inbox ? 'save' : 'inbox.create')} />
        {channel === 'web-chat' ? null : (
          <Button disabled={check.busy} onClick={tryOut}>
            {t(check.busy ? 'inbox.checking' : 'inbox.check')}
          </Button>
        )}
      </div>
    </form>
  );
}

type AccessProps = Pick<TypedInbox, 'undoSeconds' | 'teams'> & { readonly mistake: string | undefined; onChange(change: Partial<TypedInbox>): void };

function Access({ undoSeconds, teams, mistake, onChange }: AccessProps) {
  const { t } = useTranslation('settings');
  const known = useDesk((state) => Object.values(state.teams).sort((one, other) => one.name.localeCompare(other.name)), sameList);
  return (
    <div className="space-y-5 border-t border-line pt-5">
      <TextField
        className="max-w-xs"
        label={t('inbox.undoSeconds')}
        hint={t('inbox.undoHint')}
        inputMode="numeric"
        value={undoSeconds}
        mistake={mistake}
        onChange={(event) => onChange({ undoSeconds: event.target.value })}
      />
      {known.length > 0 ? (
        <fieldset>
          <legend className="label">{t('inbox.teams')}</legend>
          <p className="hint mb-2">{t('inbox.teamsHint')}</p>
          <div className="grid gap-2 sm:grid-cols-2">
            {known.map((team) => (
              <CheckField
                key={team.id}
                label={team.name}
                checked={teams.includes(team.id)}
                onChange={(event) => onChange({ teams: event.target.checked ? [...teams, team.id] : teams.filter((id) => id !== team.id) })}
              />
            ))}
          </div>
        </fieldset>
      ) : null}
    </div>
  );
}
