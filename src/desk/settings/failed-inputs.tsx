// What could not be read. The source is kept exactly as it came and can be looked at and tried again.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useFileSize } from '../conversation/attachments.tsx';
import { Button } from '../kit/button.tsx';
import { Moment } from '../kit/moment.tsx';
import { Problem } from '../kit/problem.tsx';
import { Trouble } from '../kit/state.tsx';
import { inboxes as api, type RawInput } from './settings-api.ts';
import { useSave } from './use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function FailedInputs({ inbox, failed }: { readonly inbox: string; readonly failed: number }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['failed-inputs', inbox, failed], queryFn: () => api.failedInputs(inbox), enabled: failed > 0 });
  const again = () => {
    void client.invalidateQueries({ queryKey: ['failed-inputs', inbox] });
    void client.invalidateQueries({ queryKey: ['inbox', inbox] });
  };
  if (failed === 0) return null;
  if (query.error) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div>
      <p className="label">{t('failed.title')}</p>
      <p className="hint">{t('failed.about')}</p>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {(query.data?.rawInputs ?? []).map((rawInput) => (
          <Line key={rawInput.id} rawInput={rawInput} onDone={again} />
        ))}
      </ul>
    </div>
  );
}

function Line({ rawInput, onDone }: { readonly rawInput: RawInput; onDone(): void }) {
  const { t } = useTranslation('settings');
  const size = useFileSize();
  const save = useSave();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p className="figures text-ink-faint">
          <Moment at={rawInput.receivedAt} clock /> · {size(rawInput.bytes)}
        </p>
        <Problem problem={rawInput.problem ?? { code: 'fault', detail: '' }} />
      </div>
      <a className="text-accent underline underline-offset-4" href={api.inputSource(rawInput.id)} target="_blank" rel="noreferrer">
        {t('failed.source')}
      </a>
      <Button small disabled={save.busy} onClick={() => void save.run(() => api.retryInput(rawInput.id)).then(onDone)}>
        {t('failed.retry')}
      </Button>
      {save.error ? <Trouble error={save.error} /> : null}
    </li>
  );
}
