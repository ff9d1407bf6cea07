// One webhook: how it is doing, what can be done about it, what it was sent, and its settings.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { EventGroup } from '../../contract/event-groups.ts';
import type { WebhookView } from '../../contract/webhook.ts';
import { Button } from '../kit/button.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import { AdministratorsOnly, Block, CopyLine, Page, SureButton } from '../settings/parts.tsx';
import { useSave } from '../settings/use-save.ts';
import { usePart } from '../writing/use-part.ts';
import { webhooks as api } from './machines-api.ts';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookLog } from './webhook-log.tsx';
import { WebhookState } from './webhook-state.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function WebhookPage() {
  const ready = usePart('machines');
  const { webhook } = useParams({ strict: false });
  return <AdministratorsOnly>{ready && webhook ? <Found key={webhook} id={webhook} /> : <Skeleton className="h-12" />}</AdministratorsOnly>;
}

function Found({ id }: { readonly id: string }) {
  const { t } = useTranslation('machines');
  const query = useQuery({ queryKey: ['webhooks'], queryFn: api.list, refetchInterval: 3_000 });
  const webhook = query.data?.webhooks.find((one) => one.id === id);
  if (query.isPending) return <Skeleton className="h-14" />;
  if (query.error) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  if (!webhook) {
    return (
      <Empty title={t('webhook.gone')}>
        <Link to="/settings/webhooks" className="text-accent underline underline-offset-4">
          {t('webhook.back')}
        </Link>
      </Empty>
    );
  }
  return <Shown webhook={webhook} onChanged={() => query.refetch()} />;
}

function Shown({ webhook, onChanged }: { readonly webhook: WebhookView; onChanged(): Promise<unknown> }) {
  const { t } = useTranslation('machines');
  const { name, address, kinds } = webhook;
  const groups: readonly EventGroup[] = webhook.groups;
  return (
    <Page
      title={name}
      action={
        <Link to="/settings/webhooks" className="text-sm text-accent underline underline-offset-4">
          {t('webhook.back')}
        </Link>
      }
    >
      <div className="space-y-3">
        <p className="font-mono text-sm break-all text-ink-soft">{address}</p>
        <WebhookState webhook={webhook} />
        <Actions webhook={webhook} onChanged={onChanged} />
      </div>
      <WebhookLog webhook={webhook.id} on={webhook.on} />
      <Block title={t('webhook.settings')}>
        <WebhookForm given={{ name, address, groups, kinds }} onSave={async (wanted) => api.change(webhook.id, wanted).then(onChanged)} />
      </Block>
    </Page>
  );
}

function Actions({ webhook, onChanged }: { readonly webhook: WebhookView; onChanged(): Promise<unknown> }) {
  const { t } = useTranslation('machines');
  const navigate = useNavigate();
  const [secret, setSecret] = useState<string | null>(null);
  const [tested, setTested] = useState(false);
  const save = useSave();
  const change = (body: Parameters<typeof api.change>[1]) => void save.run(async () => api.change(webhook.id, body).then(onChanged));
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {webhook.on ? (
          <>
            <Button disabled={save.busy} onClick={() => void save.run(async () => api.test(webhook.id).then(onChanged)).then(setTested)}>
              {t('webhook.test')}
            </Button>
            <Button disabled={save.busy} onClick={() => change({ on: false })}>
              {t('webhook.off')}
            </Button>
          </>
        ) : (
          <>
            <Button look="main" disabled={save.busy} onClick={() => change({ on: true, missed: 'send' })}>
              {t('webhook.onSend')}
            </Button>
            <Button disabled={save.busy} onClick={() => change({ on: true, missed: 'pass-over' })}>
              {t('webhook.onSkip')}
            </Button>
          </>
        )}
        <SureButton label={t('webhook.renew')} question={t('webhook.renewSure')} onSure={() => void save.run(async () => setSecret((await api.renew(webhook.id)).secret))} />
        <SureButton
          label={t('webhook.remove')}
          question={t('webhook.removeSure')}
          onSure={() => void save.run(async () => api.remove(webhook.id)).then((done) => (done ? navigate({ to: '/settings/webhooks' }) : undefined))}
        />
      </div>
      <p role="status" className="text-sm text-ink-soft">
        {tested && webhook.on ? t('webhook.testSent') : ''}
      </p>
      {save.error ? <Trouble error={save.error} /> : null}
      {secret ? (
        <div role="status" className="rounded-md border border-line bg-raised p-3">
          <p className="mb-2 text-sm">{t('webhook.secretOnce')}</p>
          <CopyLine label={t('webhook.secret')} value={secret} code />
        </div>
      ) : null}
    </>
  );
}
