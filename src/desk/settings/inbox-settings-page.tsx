// One inbox: how it is, what came in and what did not, its settings, and for a chat the line to put into the website.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { InboxView } from '../../contract/views.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { useDesk, useStore } from '../live/use-desk.ts';
import { useChannels, type ChannelForm } from './channel-forms.ts';
import { FailedInputs } from './failed-inputs.tsx';
import { Health } from './health.tsx';
import { InboxForm } from './inbox-form.tsx';
import { scriptTag } from './inbox-form-values.ts';
import { Intake } from './intake.tsx';
import { Steps } from './made-fields.tsx';
import { AdministratorsOnly, Block, CopyLine, Page, SureButton } from './parts.tsx';
import { inboxes as api, type InboxSettings } from './settings-api.ts';
import { useSave } from './use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function InboxSettingsPage() {
  const { t } = useTranslation('settings');
  const { inbox: id = '' } = useParams({ strict: false });
  const inbox = useDesk((state) => state.inboxes[id]);
  return (
    <AdministratorsOnly>
      <p className="mb-3">
        <Link to="/settings/inboxes" className="inline-flex items-center gap-1.5 text-sm text-ink-soft hover:text-ink">
          <ArrowLeft size={15} aria-hidden="true" className="rtl:rotate-180" />
          {t('place.inboxes')}
        </Link>
      </p>
      {inbox ? <OneInbox key={inbox.id} inbox={inbox} /> : <p className="text-ink-soft">{t('inbox.gone')}</p>}
    </AdministratorsOnly>
  );
}

function OneInbox({ inbox }: { readonly inbox: InboxView }) {
  const { t } = useTranslation('settings');
  const query = useQuery({ queryKey: ['inbox', inbox.id], queryFn: () => api.settings(inbox.id), refetchInterval: 15_000 });
  const { channel } = inbox;
  const { data: channels } = useChannels();
  const known = channels?.channels.find(({ name }) => name === channel);
  return (
    <Page title={inbox.name}>
      <Health inbox={inbox} detailed />
      {channel === 'web-chat' ? (
        <Block title={t('chat.script')} about={t('chat.scriptHint')}>
          <CopyLine label={t('chat.script')} value={scriptTag(location.origin, inbox.token)} code />
          <p className="text-sm">
            <a className="text-accent underline underline-offset-4" href="/demo" target="_blank" rel="noreferrer">
              {t('chat.demo')}
            </a>
          </p>
        </Block>
      ) : null}
      {query.data ? (
        <Block title={t('intake.title')} about={t('intake.about')}>
          <Intake intake={query.data.intake} />
          <FailedInputs inbox={inbox.id} failed={query.data.intake.failed} />
        </Block>
      ) : null}
      {query.isPending ? (
        <div className="space-y-3">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-24" />
        </div>
      ) : null}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && known ? <After form={known.form} settings={query.data} /> : null}
      {query.data && known ? (
        <Block title={t('inbox.settings')}>
          <InboxForm channel={channel} form={known.form} inbox={inbox} settings={query.data} onSaved={() => void query.refetch()} />
        </Block>
      ) : null}
      {inbox.archivedAt ? null : (
        <Block title={t('inbox.archive')} about={t('inbox.archiveAbout')}>
          <Archive inbox={inbox} />
        </Block>
      )}
    </Page>
  );
}

/** What is left to do at the vendor once the inbox exists; the address of its webhooks to take along. */
function After({ form, settings }: { readonly form: ChannelForm | null; readonly settings: InboxSettings }) {
  const { t } = useTranslation('settings');
  const { hookAddress, config } = settings;
  if (!form || form.after.length === 0) return null;
  const filled = (step: string) => step.replaceAll(/\{([a-zA-Z0-9.]+)\}/gu, (whole, name: string) => (name === 'address' ? (hookAddress ?? whole) : typeof config[name] === 'string' ? config[name] : whole));
  return (
    <Block title={t('made.after')}>
      <Steps title={t('made.afterAbout')} steps={form.after.map(filled)} />
      {hookAddress === null ? null : <CopyLine label={t('made.address')} value={hookAddress} code />}
    </Block>
  );
}

function Archive({ inbox }: { readonly inbox: InboxView }) {
  const { t } = useTranslation('settings');
  const store = useStore();
  const save = useSave();
  const archive = () =>
    save.run(async () => {
      await api.archive(inbox.id);
      store.take({ inboxes: [{ ...inbox, archivedAt: new Date().toISOString() }] });
    });
  return (
    <>
      <SureButton label={t('inbox.archive')} question={t('inbox.archiveSure')} onSure={() => void archive()} />
      {save.error ? <Trouble error={save.error} /> : null}
    </>
  );
}
