// What taking the table in would do: how many of each, and the first lines of each with the person who is meant, or the reason.
import { useEffect, useState } from 'react';
import type { ImportPreview } from '../../contract/contact-import.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { isRefused } from '../live/request.ts';
import { Block } from '../settings/parts.tsx';
import { imports as api, type Decision } from './importing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** While somebody is still choosing. */
const calm = 350;
type Looked = { readonly preview: ImportPreview | null; readonly error: unknown };

export function Preview({ id, header, decision }: { readonly id: string; readonly header: readonly string[]; readonly decision: Decision }) {
  const { t } = useTranslation('importing');
  const [looked, setLooked] = useState<Looked>({ preview: null, error: null });
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      api.preview(id, decision, leaving.signal).then(
        (preview) => setLooked({ preview, error: null }),
        (error: unknown) => {
          if (!leaving.signal.aborted) setLooked((now) => ({ ...now, error }));
        },
      );
    }, calm);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [decision, id]);
  const { preview, error } = looked;
  const mistake = isRefused(error, 'input-wrong');
  return (
    <Block title={t('preview')} about={t('previewAbout')}>
      {mistake ? (
        <p role="alert" className="text-sm text-danger">
          {t('nobodyFound')}
        </p>
      ) : null}
      {error && !mistake ? <Trouble error={error} /> : null}
      {preview === null && !error ? <Skeleton className="h-24" /> : null}
      {preview && !error ? <Shown preview={preview} header={header} /> : null}
    </Block>
  );
}

const outcomes = ['made', 'changed', 'same', 'repeated', 'conflict', 'refused'] as const;

function Shown({ preview, header }: { readonly preview: ImportPreview; readonly header: readonly string[] }) {
  const { t } = useTranslation('importing');
  return (
    <div role="status">
      {outcomes.filter((outcome) => preview.counts[outcome] > 0).map((outcome) => (
        <details key={outcome} className="border-b border-line py-2" open={outcome === 'refused' || outcome === 'conflict'}>
          <summary className="cursor-pointer text-sm">
            <span className="figures font-medium">{t(`outcome.${outcome}`, { count: preview.counts[outcome] })}</span>
          </summary>
          <ul className="mt-1 space-y-1 ps-4 text-sm">
            {preview.examples.filter((one) => one.outcome === outcome).map((one) => (
              <li key={one.line} className="flex flex-wrap gap-x-3">
                <span className="figures w-20 shrink-0 text-ink-faint">{t('line', { line: one.line })}</span>
                <span className="min-w-0 flex-1 truncate" dir="auto" title={one.cells.map((cell, place) => `${header[place] ?? ''}: ${cell}`).join('\n')}>
                  {one.cells.filter((cell) => cell.trim() !== '').join(' · ')}
                </span>
                <Why example={one} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

function Why({ example: { outcome, mistake, cell, contacts, earlier } }: { readonly example: ImportPreview['examples'][number] }) {
  const { t } = useTranslation('importing');
  const names = contacts.map((one) => one.name ?? t('nameless')).join(', ');
  const said = mistake ? t(`mistake.${mistake}`, { cell: cell ?? '' }) : outcome === 'repeated' ? t('earlierLine', { line: earlier ?? 0 }) : outcome === 'conflict' ? t('several', { names }) : names;
  return said === '' ? null : (
    <span className="basis-full ps-23 text-ink-soft sm:max-w-64 sm:basis-auto sm:ps-0" dir="auto">
      {said}
    </span>
  );
}
