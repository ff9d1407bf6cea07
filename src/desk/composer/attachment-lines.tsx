import { LoaderCircle, Paperclip, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AttachmentView } from '../../contract/views.ts';
import { useFileSize } from '../conversation/attachments.tsx';
import { useRefusalWords } from '../wording/refusal-words.ts';
import type { Uploading } from './use-attachments.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function AttachmentLines({
  attachments,
  uploading,
  onRemove,
  onForget,
}: {
  readonly attachments: readonly AttachmentView[];
  readonly uploading: readonly Uploading[];
  onRemove(id: string): void;
  onForget(id: string): void;
}) {
  const { t } = useTranslation();
  const size = useFileSize();
  const words = useRefusalWords();
  if (attachments.length === 0 && uploading.length === 0) return null;
  const why = (one: Uploading) => {
    if (one.tooLarge !== null) return t('composer.tooLarge', { most: size(one.tooLarge) });
    return one.error ? words(one.error).sentence : size(one.bytes);
  };
  return (
    <ul aria-label={t('message.attachments')} className="flex flex-wrap gap-1.5 px-3 py-1.5">
      {attachments.map((attachment) => (
        <Item
          key={attachment.id}
          icon={<Paperclip size={14} aria-hidden="true" />}
          name={attachment.name}
          detail={size(attachment.bytes)}
          onRemove={() => onRemove(attachment.id)}
        />
      ))}
      {uploading.map((one) => {
        const wrong = one.error !== null || one.tooLarge !== null;
        return (
          <Item
            key={one.id}
            wrong={wrong}
            icon={wrong ? <X size={14} aria-hidden="true" /> : <LoaderCircle size={14} className="animate-spin" aria-hidden="true" />}
            name={one.name}
            detail={why(one)}
            onRemove={() => onForget(one.id)}
          />
        );
      })}
    </ul>
  );
}

function Item({
  icon,
  name,
  detail,
  wrong = false,
  onRemove,
}: {
  readonly icon: ReactNode;
  readonly name: string;
  readonly detail: string;
  readonly wrong?: boolean;
  onRemove(): void;
}) {
  const { t } = useTranslation();
  return (
    <li
      role={wrong ? 'alert' : undefined}
      className={`flex max-w-full items-center gap-1.5 rounded-md border ps-2 text-sm ${wrong ? 'border-danger/50 text-danger' : 'border-line text-ink-soft'}`}
    >
      {icon}
      <span className="max-w-48 truncate" dir="auto">
        {name}
      </span>
      <span className="figures text-xs">{detail}</span>
      <button
        type="button"
        aria-label={t('composer.removeFile', { name })}
        onClick={onRemove}
        className="inline-flex size-7 items-center justify-center rounded-sm hover:text-ink"
      >
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  );
}
