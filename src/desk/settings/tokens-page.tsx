import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { SelectField, TextField } from '../kit/field.tsx';
import { Moment } from '../kit/moment.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { AdministratorsOnly, Block, CopyLine, Page, SaveRow } from './parts.tsx';
import { roles, serviceTokens, type Role, type ServiceToken } from './settings-api.ts';
import { useSave } from './use-save.ts';

const key = ['service-tokens'];

export function TokensPage() {
  const { t } = useTranslation('settings');
  return (
    <AdministratorsOnly>
      <Page title={t('place.tokens')} about={t('tokens.about')}>
        <Tokens />
      </Page>
    </AdministratorsOnly>
  );
}

function Tokens() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const query = useQuery({ queryKey: key, queryFn: serviceTokens.list });
  const again = () => void client.invalidateQueries({ queryKey: key });
  const list = query.data?.tokens.filter((token) => token.withdrawnAt === null) ?? [];
  return (
    <>
      {query.isPending ? <Skeleton className="h-12" /> : null}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && list.length === 0 ? <p className="hint">{t('tokens.none')}</p> : null}
      {list.length > 0 ? (
        <ul className="divide-y divide-line border-y border-line">
          {list.map((token) => (
            <TokenLine key={token.id} token={token} onDone={again} />
          ))}
        </ul>
      ) : null}
      <Block title={t('tokens.new')}>
        <NewToken onMade={again} />
      </Block>
    </>
  );
}

function TokenLine({ token, onDone }: { readonly token: ServiceToken; onDone(): void }) {
  const { t } = useTranslation('settings');
  const save = useSave();
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-2 text-sm">
      <span className="min-w-0 flex-1 basis-40 truncate font-medium" dir="auto">
        {token.name}
      </span>
      <span className="text-ink-soft">{t(`role.${token.role}`)}</span>
      <span className="text-ink-faint">
        {token.lastUsedAt ? (
          <>
            {t('tokens.used')} <Moment at={token.lastUsedAt} ago />
          </>
        ) : (
          t('tokens.unused')
        )}
      </span>
      <Button
        small
        look="quiet"
        className="text-danger!"
        disabled={save.busy}
        onClick={() => void save.run(() => serviceTokens.withdraw(token.id)).then(onDone)}
      >
        {t('tokens.withdraw')}
      </Button>
      {save.error ? <Trouble error={save.error} /> : null}
    </li>
  );
}

function NewToken({ onMade }: { onMade(): void }) {
  const { t } = useTranslation('settings');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [value, setValue] = useState<string | null>(null);
  const save = useSave();
  const mistake = useFieldMistakes(save.error);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save.run(async () => {
      const made = await serviceTokens.create(name.trim(), role);
      setValue(made.value);
      setName('');
      onMade();
    });
  };
  return (
    <>
      <form className="space-y-4" onSubmit={onSubmit}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('tokens.name')}
            hint={t('tokens.nameHint')}
            required
            maxLength={200}
            value={name}
            mistake={mistake('name')}
            onChange={(event) => setName(event.target.value)}
          />
          <SelectField
            label={t('people.role')}
            value={role}
            choices={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
            onChange={(event) => setRole(event.target.value as Role)}
          />
        </div>
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
