// Settings → Contacts: a table of contacts comes in, or goes out; and what came in before.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useId, useRef, useState, type DragEvent } from 'react';
import { Button } from '../kit/button.tsx';
import { SelectField, TextField } from '../kit/field.tsx';
import { Moment } from '../kit/moment.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import { useMe } from '../live/use-desk.ts';
import { Block, Page } from '../settings/parts.tsx';
import { useSave } from '../settings/use-save.ts';
import { usePart } from '../writing/use-part.ts';
import { chosenFiles, imports as api, type Exported } from './importing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function ContactsPage() {
  const ready = usePart('importing');
  const settings = useTranslation('settings').t;
  const me = useMe();
  if (me.role === 'agent') return <Empty title={settings('notForYou')}>{settings('notForYouAbout')}</Empty>;
  return ready ? <Shown /> : <Skeleton className="h-12" />;
}

function Shown() {
  const { t } = useTranslation('importing');
  return (
    <Page title={t('title')} about={t('about')}>
      <Upload />
      <Earlier />
      <Export />
    </Page>
  );
}

function Upload() {
  const { t } = useTranslation('importing');
  const navigate = useNavigate();
  const save = useSave();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const hint = useId();
  const take = (file: File | undefined) => {
    if (!file) return;
    void save.run(async () => {
      const { import: made } = await api.upload(file);
      chosenFiles.set(made.id, file);
      await navigate({ to: '/settings/contacts/$contactImport', params: { contactImport: made.id } });
    });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={`rounded-md border border-dashed px-5 py-6 ${over ? 'border-accent bg-accent-wash' : 'border-line-strong'}`}
    >
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('choose')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button look="main" disabled={save.busy} aria-describedby={hint} onClick={() => input.current?.click()}>
        {save.busy ? t('reading') : t('choose')}
      </Button>
      <p id={hint} className="hint mt-2">
        {t('chooseAbout')}
      </p>
      {save.error ? (
        <div className="mt-3">
          <Trouble error={save.error} />
        </div>
      ) : null}
    </div>
  );
}

function Earlier() {
  const { t } = useTranslation('importing');
  const query = useQuery({ queryKey: ['contact imports'], queryFn: api.list, refetchInterval: 5_000 });
  const list = query.data?.imports ?? [];
  if (query.error) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  if (list.length === 0) return null;
  return (
    <Block title={t('earlier')}>
      <ul className="divide-y divide-line border-y border-line">
        {list.map((one) => (
          <li key={one.id} className="flex flex-wrap items-baseline gap-x-4 py-2 text-sm">
            <Link to="/settings/contacts/$contactImport" params={{ contactImport: one.id }} className="min-w-0 flex-1 truncate text-accent underline underline-offset-4" dir="auto">
              {one.name}
            </Link>
            <span className="figures text-ink-soft">{t(`state.${one.state}`)}</span>
            <span className="figures text-ink-soft">{t('lines', { count: one.lines })}</span>
            <Moment at={one.createdAt} className="text-xs text-ink-faint" />
          </li>
        ))}
      </ul>
    </Block>
  );
}

const nothingChosen: Exported = { language: '', channel: '', attribute: '', value: '', delimiter: 'comma', mark: 'yes' };

function Export() {
  const { t } = useTranslation('importing');
  const [wanted, setWanted] = useState(nothingChosen);
  const put = (change: Partial<Exported>) => setWanted((now) => ({ ...now, ...change }));
  return (
    <Block title={t('export.title')} about={t('export.about')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('export.language')} hint={t('export.languageHint')} value={wanted.language} maxLength={35} onChange={(event) => put({ language: event.target.value.trim() })} />
        <SelectField label={t('export.channel')} value={wanted.channel} onChange={(event) => put({ channel: event.target.value })} choices={[{ value: '', label: t('export.any') }, { value: 'email', label: t('channel.email') }, { value: 'web-chat', label: t('channel.web-chat') }]} />
        <TextField label={t('export.attribute')} value={wanted.attribute} maxLength={100} dir="auto" onChange={(event) => put({ attribute: event.target.value })} />
        <TextField label={t('export.value')} value={wanted.value} maxLength={2_000} dir="auto" disabled={wanted.attribute === ''} onChange={(event) => put({ value: event.target.value })} />
        <SelectField label={t('delimiter')} value={wanted.delimiter} onChange={(event) => put({ delimiter: event.target.value })} choices={(['comma', 'semicolon', 'tab'] as const).map((one) => ({ value: one, label: t(`delimiters.${one}`) }))} />
        <SelectField label={t('export.for')} value={wanted.mark} onChange={(event) => put({ mark: event.target.value })} choices={[{ value: 'yes', label: t('export.spreadsheet') }, { value: 'no', label: t('export.program') }]} />
      </div>
      <a href={api.exportAddress(wanted)} download className="inline-flex min-h-9 items-center rounded-md border border-line bg-raised px-3 text-sm font-medium hover:border-line-strong">
        {t('export.go')}
      </a>
    </Block>
  );
}
