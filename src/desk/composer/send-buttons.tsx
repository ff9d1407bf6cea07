import { SendHorizontal, TextQuote } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button, IconButton, Tip } from '../kit/button.tsx';
import { useTranslation } from '../wording/use-translation.ts';
import { LaterButton } from '../writing/later-button.tsx';
import { FilePicker } from './file-picker.tsx';
import type { After } from './use-send.ts';

const remembered = 'attune.after';

export type SendProps = {
  /** What may stand beside the templates. */
  readonly extras?: ReactNode;
  readonly note: boolean;
  readonly blank: boolean;
  readonly busy: boolean;
  onFiles(files: readonly File[]): void;
  onTemplates(): void;
  /** By whose clock a morning is one, and what happens to an answer that is sent later. */
  readonly timeZone: string;
  onPlan(after: After, sendAt: string): void;
  onSend(after: After): void;
};

export function SendButtons({ extras, note, blank, busy, onFiles, onTemplates, timeZone, onPlan, onSend }: SendProps) {
  const { t } = useTranslation();
  const [after, setAfter] = useState<After>(() => readAfter());
  const choose = (next: After) => {
    localStorage.setItem(remembered, next);
    setAfter(next);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-0.5 gap-y-1 px-2 pt-1 pb-2">
      <FilePicker onFiles={onFiles} />
      <IconButton label={t('composer.templates')} keys="/" side="top" onMouseDown={(event) => event.preventDefault()} onClick={onTemplates}>
        <TextQuote size={17} />
      </IconButton>
      {extras}
      <span className="ms-auto flex">
        <Button
          look="main"
          disabled={blank || busy}
          className={`group/tip relative ${note ? '' : 'rounded-e-none'}`}
          onClick={() => onSend(note ? 'open' : after)}
        >
          <SendHorizontal size={15} aria-hidden="true" className="rtl:rotate-180" />
          {note ? t('send.note') : t(`send.${after}`)}
          <Tip side="left" label={t('send.key')} action="send" />
        </Button>
        {note ? null : <LaterButton label={t('send.then')} disabled={blank || busy} timeZone={timeZone} after={{ chosen: after, onChoose: choose }} onPlan={(sendAt) => onPlan(after, sendAt)} />}
      </span>
    </div>
  );
}

export function readAfter(): After {
  const kept = localStorage.getItem(remembered);
  return kept === 'open' || kept === 'closed' ? kept : 'waiting';
}
