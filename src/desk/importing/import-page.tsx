// One table of contacts: what its columns are, what taking it in would do, and then how far it is.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ImportReply } from '../../contract/contact-import.ts';
import { Button } from '../kit/button.tsx';
import { SelectField } from '../kit/field.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { isRefused } from '../live/request.ts';
import { useStore } from '../live/use-desk.ts';
import { Block, Page } from '../settings/parts.tsx';
import { useSave } from '../settings/use-save.ts';
import { usePart } from '../writing/use-part.ts';
import { ColumnChoices } from './column-choices.tsx';
import { ImportProgress } from './import-progress.tsx';
import { Preview } from './preview.tsx';
import { chosenFiles, imports as api, type Decision } from './importing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function ImportPage() {
  const ready = usePart('importing');
  const { contactImport } = useParams({ strict: false });
  return ready && contactImport ? <Found key={contactImport} id={contactImport} /> : <Skeleton className="h-12" />;
}

function Found({ id }: { readonly id: string }) {
  const { t } = useTranslation('importing');
  const store = useStore();
  const query = useQuery({ queryKey: ['contact import', id], queryFn: () => api.one(id), refetchInterval: ({ state }) => (['running', 'undoing'].includes(state.data?.import.state ?? '') ? 2_000 : false) });
  const { refetch } = query;
  useEffect(
    () =>
      store.hear((event) => {
        if (event.kind === 'contact-import-changed' && event.data['contactImport'] === id) void refetch();
      }),
    [id, refetch, store],
  );
  if (query.isPending) return <Skeleton className="h-24" />;
  if (query.error) return <Trouble error={query.error} onRetry={() => void refetch()} />;
  const { import: found } = query.data;
  return (
    <Page
      title={found.name}
      action={
        <Link to="/settings/contacts" className="text-sm text-accent underline underline-offset-4">
          {t('back')}
        </Link>
      }
    >
      {found.state === 'ready' ? <Deciding reply={query.data} onBegun={() => void refetch()} /> : <ImportProgress found={found} onChanged={() => void refetch()} />}
    </Page>
  );
}

/** What was chosen outlives a reload of the page. */
function useDecision({ import: found }: ImportReply): readonly [Decision, (change: Partial<Decision>) => void] {
  const place = `attune.import.${found.id}`;
  const [decision, setDecision] = useState<Decision>(() => {
    const kept = sessionStorage.getItem(place);
    return kept ? (JSON.parse(kept) as Decision) : { columns: found.columns, known: 'fill' };
  });
  const put = (change: Partial<Decision>) => {
    const next = { ...decision, ...change };
    sessionStorage.setItem(place, JSON.stringify(next));
    setDecision(next);
  };
  return [decision, put];
}

function Deciding({ reply, onBegun }: { readonly reply: ImportReply; onBegun(): void }) {
  const { t } = useTranslation('importing');
  const { import: found } = reply;
  const [decision, put] = useDecision(reply);
  const navigate = useNavigate();
  const save = useSave();
  const mistake = isRefused(save.error, 'input-wrong') ? String(save.error.body.values['columns'] ?? '') : '';
  return (
    <>
      <p className="text-ink-soft">{t('found', { count: found.lines })}</p>
      <HowRead reply={reply} />
      <Block title={t('columns')} about={t('columnsAbout')}>
        <ColumnChoices reply={reply} columns={decision.columns} onChange={(columns) => put({ columns })} />
      </Block>
      <Block title={t('known.title')}>
        <fieldset className="space-y-2">
          <legend className="sr-only">{t('known.title')}</legend>
          {(['fill', 'overwrite'] as const).map((one) => (
            <label key={one} className="flex items-start gap-2.5">
              <input type="radio" name="known" className="mt-1 size-4 accent-accent" checked={decision.known === one} onChange={() => put({ known: one })} />
              <span>{t(`known.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className="hint">{t('known.never')}</p>
      </Block>
      <Preview id={found.id} header={found.header} decision={decision} />
      {save.error && mistake === '' ? <Trouble error={save.error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button look="main" disabled={save.busy} onClick={() => void save.run(() => api.begin(found.id, decision)).then((done) => (done ? onBegun() : undefined))}>
          {t('begin')}
        </Button>
        <Button
          look="quiet"
          disabled={save.busy}
          onClick={() => void save.run(() => api.remove(found.id)).then((done) => (done ? navigate({ to: '/settings/contacts' }) : undefined))}
        >
          {t('forget')}
        </Button>
      </div>
    </>
  );
}

const delimiterWords = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
const encodingNames = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 LE', 'utf-16be': 'UTF-16 BE', 'windows-1251': 'Windows-1251 (Кириллица)', 'windows-1252': 'Windows-1252 (Latin)', gb18030: 'GB 18030 (中文)' } as const;

/** Guessed; where the guess is wrong the same file is read again in another way. */
function HowRead({ reply: { import: found } }: { readonly reply: ImportReply }) {
  const { t } = useTranslation('importing');
  const navigate = useNavigate();
  const save = useSave();
  const file = chosenFiles.get(found.id);
  const again = (reading: { readonly encoding: string; readonly delimiter: string }) =>
    void save.run(async () => {
      if (!file) return;
      const { import: made } = await api.upload(file, reading);
      chosenFiles.set(made.id, file);
      await api.remove(found.id);
      await navigate({ to: '/settings/contacts/$contactImport', params: { contactImport: made.id }, replace: true });
    });
  const now = { encoding: found.encoding, delimiter: delimiterWords[found.delimiter] };
  return (
    <div className="space-y-2">
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label={t('encoding')} value={now.encoding} disabled={!file || save.busy} onChange={(event) => again({ ...now, encoding: event.target.value })} choices={Object.entries(encodingNames).map(([value, label]) => ({ value, label }))} />
        <SelectField label={t('delimiter')} value={now.delimiter} disabled={!file || save.busy} onChange={(event) => again({ ...now, delimiter: event.target.value })} choices={(['comma', 'semicolon', 'tab', 'bar'] as const).map((value) => ({ value, label: t(`delimiters.${value}`) }))} />
      </div>
      {file ? null : <p className="hint">{t('noFile')}</p>}
      {save.error ? <Trouble error={save.error} /> : null}
    </div>
  );
}
