import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button } from '../kit/button.tsx';
import { CheckField, SelectField, TextField } from '../kit/field.tsx';
import { Moment, useNow } from '../kit/moment.tsx';
import { Trouble } from '../kit/state.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { interfaceLanguages, languageNames } from '../wording/interface.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { CopyLine, SaveRow } from './parts.tsx';
import { people, roles, type Invitation, type Role } from './settings-api.ts';
import { useSave } from './use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

const key = ['invitations'];

export function Invitations() {
  const { language } = useTranslation('settings');
  const client = useQueryClient();
  const query = useQuery({ queryKey: key, queryFn: people.invitations });
  const [made, setMade] = useState<{ readonly email: string; readonly link: string } | null>(null);
  const again = () => client.invalidateQueries({ queryKey: key });
  const open = query.data?.invitations.filter((invitation) => invitation.acceptedAt === null && invitation.withdrawnAt === null) ?? [];
  return (
    <>
      <InviteForm
        language={language}
        onMade={(email, link) => {
          setMade({ email, link });
          void again();
        }}
      />
      {made ? <Made made={made} /> : null}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {open.length > 0 ? (
        <ul className="divide-y divide-line border-y border-line">
          {open.map((invitation) => (
            <OpenLine key={invitation.id} invitation={invitation} onDone={() => void again()} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Made({ made }: { readonly made: { readonly email: string; readonly link: string } }) {
  const { t } = useTranslation('settings');
  return (
    <div role="status" className="rounded-md border border-line bg-raised p-3">
      <p className="mb-2 text-sm">{t('invite.made', { email: made.email })}</p>
      <CopyLine label={t('invite.link')} value={made.link} />
    </div>
  );
}

function InviteForm({ language, onMade }: { readonly language: string; onMade(email: string, link: string): void }) {
  const { t } = useTranslation('settings');
  const teams = useDesk((state) => Object.values(state.teams).sort((one, other) => one.name.localeCompare(other.name)), sameList);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [speaks, setSpeaks] = useState(language);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const save = useSave();
  const mistake = useFieldMistakes(save.error);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save.run(async () => {
      const { link } = await people.invite({ email: email.trim(), role, teams: chosen, language: speaks });
      onMade(email.trim(), link);
      setEmail('');
    });
  };
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
        <TextField
          className="sm:max-lg:col-span-2"
          label={t('invite.email')}
          type="email"
          required
          autoComplete="off"
          value={email}
          mistake={mistake('email')}
          onChange={(event) => setEmail(event.target.value)}
        />
        <SelectField
          label={t('people.role')}
          value={role}
          choices={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={(event) => setRole(event.target.value as Role)}
        />
        <SelectField
          label={t('me.language')}
          value={speaks}
          choices={interfaceLanguages.map((code) => ({ value: code, label: languageNames[code] }))}
          onChange={(event) => setSpeaks(event.target.value)}
        />
      </div>
      {teams.length > 0 ? (
        <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
          <legend className="label">{t('teams.title')}</legend>
          {teams.map((team) => (
            <CheckField
              key={team.id}
              label={team.name}
              checked={chosen.includes(team.id)}
              onChange={(event) => setChosen(event.target.checked ? [...chosen, team.id] : chosen.filter((id) => id !== team.id))}
            />
          ))}
        </fieldset>
      ) : null}
      <SaveRow busy={save.busy} saved={false} error={save.error} label={t('invite.go')} />
    </form>
  );
}

function OpenLine({ invitation, onDone }: { readonly invitation: Invitation; onDone(): void }) {
  const { t } = useTranslation('settings');
  const save = useSave();
  const now = useNow();
  const over = Date.parse(invitation.expiresAt) < now;
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-2 text-sm">
      <span className="min-w-0 flex-1 basis-48 truncate">{invitation.email}</span>
      <span className="text-ink-soft">{t(`role.${invitation.role}`)}</span>
      <span className="text-ink-faint">
        {over ? (
          t('invite.over')
        ) : (
          <>
            {t('invite.until')} <Moment at={invitation.expiresAt} />
          </>
        )}
      </span>
      <Button small look="quiet" disabled={save.busy} onClick={() => void save.run(() => people.withdraw(invitation.id)).then(onDone)}>
        {t('invite.withdraw')}
      </Button>
      {save.error ? <Trouble error={save.error} /> : null}
    </li>
  );
}
