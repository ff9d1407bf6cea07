// A new token: what it is for, what it may do, and until when. Its value is shown once.
import { useState, type FormEvent } from 'react';
import type { AgentView } from '../../contract/views.ts';
import { scopes, type Scope } from '../../domain/access/scope.ts';
import { CheckField, SelectField, TextField } from '../kit/field.tsx';
import { CopyLine, SaveRow } from '../settings/parts.tsx';
import { roles } from '../settings/settings-api.ts';
import { useSave } from '../settings/use-save.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import type { NewToken } from './machines-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

const dayMs = 86_400_000;
const ends = ['never', '30', '90', '365'] as const;
type End = (typeof ends)[number];
type Role = AgentView['role'];

export function TokenForm({ withRole, onCreate }: { readonly withRole: boolean; onCreate(token: NewToken & { readonly role: Role }): Promise<string> }) {
  const { t } = useTranslation('settings');
  const { t: m } = useTranslation('machines');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read']);
  const [end, setEnd] = useState<End>('90');
  const [value, setValue] = useState<string | null>(null);
  const save = useSave();
  const mistake = useFieldMistakes(save.error);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0) return;
    void save.run(async () => {
      const expiresAt = end === 'never' ? null : new Date(Date.now() + Number(end) * dayMs).toISOString();
      setValue(await onCreate({ name: name.trim(), role, scopes: chosen, expiresAt }));
      setName('');
    });
  };
  return (
    <>
      <form className="space-y-4" onSubmit={onSubmit}>
        <TextField
          label={t('tokens.name')}
          hint={t('tokens.nameHint')}
          required
          maxLength={200}
          value={name}
          mistake={mistake('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          {withRole ? (
            <SelectField
              label={t('people.role')}
              value={role}
              choices={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
              onChange={(event) => setRole(event.target.value as Role)}
            />
          ) : null}
          <SelectField
            label={m('token.end')}
            value={end}
            choices={ends.map((one) => ({ value: one, label: one === 'never' ? m('token.never') : m('token.days', { count: Number(one) }) }))}
            onChange={(event) => setEnd(event.target.value as End)}
          />
        </div>
        <Scopes chosen={chosen} onChange={setChosen} />
        <SaveRow busy={save.busy} saved={false} error={save.error} label={t('tokens.create')} />
      </form>
      {value ? (
        <div role="status" className="rounded-md border border-line bg-raised p-3">
          <p className="mb-2 text-sm">{t('tokens.once')}</p>
          <CopyLine label={t('tokens.value')} value={value} code />
        </div>
      ) : null}
    </>
  );
}

function Scopes({ chosen, onChange }: { readonly chosen: readonly Scope[]; onChange(chosen: readonly Scope[]): void }) {
  const { t } = useTranslation('machines');
  return (
    <fieldset className="space-y-2">
      <legend className="label">{t('token.scopes')}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {scopes.map((scope) => (
          <CheckField
            key={scope}
            label={t(`scope.${scope}`)}
            hint={t(`scopeAbout.${scope}`)}
            checked={chosen.includes(scope)}
            onChange={({ target }) => onChange(scopes.filter((one) => (one === scope ? target.checked : chosen.includes(one))))}
          />
        ))}
      </div>
      {chosen.length === 0 ? (
        <p role="alert" className="text-sm text-danger">
          {t('token.scopesMissing')}
        </p>
      ) : null}
    </fieldset>
  );
}
