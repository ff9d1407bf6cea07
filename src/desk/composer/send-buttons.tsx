import { ChevronDown, SendHorizontal, TextQuote } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Button, IconButton, Tip } from '../kit/button.tsx';
import { Slot } from '../kit/slot.tsx';
import { FilePicker } from './file-picker.tsx';
import type { After } from './use-send.ts';
import { useTranslation } from '../wording/use-translation.ts';

const SendMenu = lazy(() => import('./send-menu.tsx').then((module) => ({ default: module.SendMenu })));

const PlanDialog = lazy(() => import('../writing/plan-dialog.tsx').then((module) => ({ default: module.PlanDialog })));

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
  const [open, setOpen] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const plan = { timeZone, onPlan: (sendAt: string) => onPlan(after, sendAt), onOther: () => setChoosing(true) };
  const choose = (next: After) => {
    localStorage.setItem(remembered, next);
    setAfter(next);
  };
  const anchor = (
    <Button
      look="main"
      aria-label={t('send.then')}
      className="rounded-s-none border-s-accent-ink/25! px-1.5"
      disabled={blank || busy}
      onClick={() => setOpen(true)}
    >
      <ChevronDown size={16} />
    </Button>
  );
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
        {note ? null : (
          <Slot wanted={open} anchor={anchor}>
            <SendMenu anchor={anchor} open={open} onOpen={setOpen} after={after} plan={plan} onChoose={choose} />
          </Slot>
        )}
      </span>
      {choosing ? (
        <Suspense fallback={null}>
          <PlanDialog
            first={null}
            onClose={() => setChoosing(false)}
            onChoose={(sendAt) => {
              setChoosing(false);
              onPlan(after, sendAt);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

export function readAfter(): After {
  const kept = localStorage.getItem(remembered);
  return kept === 'open' || kept === 'closed' ? kept : 'waiting';
}
