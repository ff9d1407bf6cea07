// Settings → Webhooks: which programs are told of what happens, and how they are doing.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import { AdministratorsOnly, Block, CopyLine, Page } from '../settings/parts.tsx';
import { usePart } from '../writing/use-part.ts';
import { webhooks as api } from './machines-api.ts';
import { emptyWebhook, WebhookForm } from './webhook-form.tsx';
import { WebhookState } from './webhook-state.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function WebhooksPage() {
  const ready = usePart('machines');
  return <AdministratorsOnly>{ready ? <Shown /> : <Skeleton className="h-12" />}</AdministratorsOnly>;
}

function Shown() {
  const { t } = useTranslation('machines');
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const query = useQuery({ queryKey: ['webhooks'], queryFn: api.list, refetchInterval: 5_000 });
  const list = query.data?.webhooks ?? [];
  return (
    <Page
      title={t('webhook.title')}
      about={t('webhook.about')}
      action={
        making ? null : (
          <Button look="main" onClick={() => setMaking(true)}>
            <Plus size={15} aria-hidden="true" />
            {t('webhook.new')}
          </Button>
        )
      }
    >
      {query.isPending ? <Skeleton className="h-14" /> : null}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {secret ? (
        <div role="status" className="rounded-md border border-line bg-raised p-3">
          <p className="mb-2 text-sm">{t('webhook.secretOnce')}</p>
          <CopyLine label={t('webhook.secret')} value={secret} code />
        </div>
      ) : null}
      {query.data && list.length === 0 && !making ? <Empty title={t('webhook.none')}>{t('webhook.noneAbout')}</Empty> : null}
      {list.length > 0 ? (
        <ul className="divide-y divide-line border-y border-line">
          {list.map((webhook) => (
            <li key={webhook.id}>
              <Link to="/settings/webhooks/$webhook" params={{ webhook: webhook.id }} className="block rounded-md px-2 py-2.5 hover:bg-sunken">
                <span className="block truncate font-medium" dir="auto">
                  {webhook.name}
                </span>
                <span className="block truncate font-mono text-xs text-ink-soft">{webhook.address}</span>
                <WebhookState webhook={webhook} className="mt-0.5" />
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {making ? (
        <Block title={t('webhook.new')}>
          <WebhookForm
            given={emptyWebhook}
            label={t('webhook.create')}
            onSave={async (wanted) => {
              const made = await api.create(wanted);
              setSecret(made.secret);
              setMaking(false);
              await query.refetch();
            }}
          />
        </Block>
      ) : null}
    </Page>
  );
}
