// Files of a message: pictures are shown small, everything else is a line with its name and size.
import { Paperclip } from 'lucide-react';
import type { AttachmentView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Problem } from '../kit/problem.tsx';
import { messages } from '../live/desk-api.ts';
import { useLocale } from '../wording/locale.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** Only kinds that a browser draws without running anything; SVG may carry scripts. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

export function Attachments({ attachments }: { readonly attachments: readonly AttachmentView[] }) {
  const { t } = useTranslation();
  const size = useFileSize();
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={t('message.attachments')} className="mt-2 flex flex-wrap gap-2">
      {attachments.map((attachment) => (
        <li key={attachment.id} className="max-w-full">
          {attachment.away ? <Away attachment={attachment} problem={attachment.away.problem} /> : <Here attachment={attachment} size={size(attachment.bytes)} />}
        </li>
      ))}
    </ul>
  );
}

function Here({ attachment, size }: { readonly attachment: AttachmentView; readonly size: string }) {
  return (
    <a
      href={messages.attachmentAddress(attachment.id)}
      target="_blank"
      rel="noreferrer"
      className="flex max-w-full items-center gap-2 overflow-hidden rounded-md border border-line bg-raised px-2.5 py-1.5 text-sm hover:border-line-strong"
    >
      {pictures.has(attachment.mediaType) ? (
        <img src={messages.attachmentAddress(attachment.id)} alt="" loading="lazy" className="-my-1.5 -ms-2.5 h-14 w-16 object-cover" />
      ) : (
        <Paperclip size={15} className="shrink-0 text-ink-faint" aria-hidden="true" />
      )}
      <span className="max-w-72 truncate" dir="auto">
        {attachment.name}
      </span>
      <span className="figures shrink-0 text-ink-faint">{size}</span>
    </a>
  );
}

/** The channel's service still holds it: it is on its way, or could not be had, and then it says why and can be asked for again. */
function Away({ attachment, problem }: { readonly attachment: AttachmentView; readonly problem: NonNullable<AttachmentView['away']>['problem'] }) {
  const { t } = useTranslation();
  return (
    <div className="max-w-full rounded-md border border-dashed border-line px-2.5 py-1.5 text-sm">
      <p className="flex items-center gap-2 overflow-hidden">
        <Paperclip size={15} className="shrink-0 text-ink-faint" aria-hidden="true" />
        <span className="max-w-72 truncate" dir="auto">
          {attachment.name}
        </span>
        <span className="shrink-0 text-ink-faint">{t(problem ? 'message.attachmentMissing' : 'message.attachmentComing')}</span>
      </p>
      {problem ? (
        <div className="mt-1 flex flex-wrap items-end justify-between gap-2">
          <Problem problem={problem} className="min-w-0" />
          <Button small look="quiet" onClick={() => void messages.fetchAttachment(attachment.id)}>
            {t('message.attachmentAgain')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

export function useFileSize(): (bytes: number) => string {
  const locale = useLocale();
  return (bytes) => {
    const [amount, unit] = bytes < 1_000 ? [bytes, 'byte'] : bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: amount < 10 && unit !== 'byte' ? 1 : 0,
    }).format(amount);
  };
}
