// Conversations that were left as they are, with the reason for each.
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { LeftReply } from '../../contract/batch.ts';
import { leftReasons } from '../../contract/batch-words.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { useContactLabel } from '../contact/contact-label.ts';
import type { ConversationView } from '../../contract/views.ts';
import { words } from '../wording/interface.ts';
import { usePart } from '../writing/use-part.ts';
import { batches as api } from './many-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** In these something was done. */
const partlyDone = ['own-draft', 'partly-changed'] as const;

type Page = { readonly left: LeftReply['left']; readonly next: string | null; readonly reasons: LeftReply['reasons'] };

export function LeftDialog({ batch, onClose }: { readonly batch: string; onClose(): void }) {
  const { t } = useTranslation('many');
  const [page, setPage] = useState<Page | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const load = (cursor: string | null) =>
    api.left(batch, cursor).then(
      ({ left, next, reasons }) => setPage((now) => ({ left: [...(cursor === null ? [] : (now?.left ?? [])), ...left], next, reasons })),
      (error: unknown) => setTrouble(error),
    );
  useEffect(() => {
    void load(null);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- loaded once for each batch
  }, [batch]);
  const shown = page?.left.length ?? 0;
  const all = Object.values(page?.reasons ?? {}).reduce((sum, one) => sum + one, 0);
  const partly = page !== null && partlyDone.some((reason) => reason in page.reasons);
  return (
    <Dialog title={t('leftTitle')} about={partly ? t('leftPartly') : t('leftAbout')} wide onClose={onClose}>
      {trouble ? <Trouble error={trouble} onRetry={() => void load(null)} /> : null}
      {page === null && !trouble ? <Skeleton className="h-24" /> : null}
      <ul className="divide-y divide-line">
        {page?.left.map(({ conversation, reason }) => (
          <li key={conversation.id} className="flex flex-wrap items-baseline gap-x-3 py-2 text-sm">
            <Link to="/inbox/$view/$conversation" params={{ view: 'all', conversation: conversation.id }} onClick={onClose} className="min-w-0 flex-[1_1_15rem] truncate text-accent underline underline-offset-4">
              <Who conversation={conversation} />
            </Link>
            <span className="text-ink-soft">
              <Reason reason={reason} />
            </span>
          </li>
        ))}
      </ul>
      {page && page.next === null && all > shown ? <p className="hint mt-2">{t('unseen', { count: all - shown })}</p> : null}
      {page && shown === 0 && all === 0 ? <p className="hint">{t('leftUnseen')}</p> : null}
      {page?.next ? (
        <Button className="mt-3" onClick={() => void load(page.next)}>
          {t('more')}
        </Button>
      ) : null}
    </Dialog>
  );
}

function Who({ conversation }: { readonly conversation: ConversationView }) {
  const label = useContactLabel(conversation);
  return (
    <span dir="auto">
      #{conversation.number} {label} — {conversation.subject ?? conversation.last.text}
    </span>
  );
}

/** One of our own words, or what the catalogue of errors says. */
function Reason({ reason }: { readonly reason: string }) {
  const { t } = useTranslation('many');
  const { t: refused } = useTranslation('refusals');
  const ready = usePart('refusals');
  const own = leftReasons.find((one) => one === reason);
  if (own) return t(`reason.${own}`);
  const key = `${reason}.sentence`;
  return ready && words.knows('refusals', key) ? (refused as (key: string) => string)(key) : reason;
}
