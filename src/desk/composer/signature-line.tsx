// What the desk will put under a letter, so that nobody signs it twice.
import type { InboxView } from '../../contract/views.ts';
import { useMe } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function SignatureLine({ inbox, sender }: { readonly inbox: InboxView | undefined; readonly sender: string | null }) {
  const { t } = useTranslation();
  const me = useMe();
  // Letters only, as on the server: a channel that knows no copies gets no signature.
  if (!inbox?.can.copies) return null;
  const speaking = inbox.senders.find((one) => one.address === sender) ?? inbox.senders[0];
  const signature = [me.signature, speaking?.signature ?? ''].map((one) => one.trim()).filter((one) => one !== '');
  if (signature.length === 0) return null;
  return (
    <p className="truncate px-3 pb-1.5 text-sm text-ink-faint" dir="auto">
      <span className="sr-only">{t('composer.signature')} </span>
      {`-- ${signature.join(' · ').replaceAll('\n', ' · ')}`}
    </p>
  );
}
