// One person who is here twice: which contact stays, what goes to it, what is kept beside.
import { ArrowRight, Check, Search } from 'lucide-react';
import { clsx } from 'clsx';
import { useRef, useState } from 'react';
import type { ContactMergePreview } from '../../contract/merge.ts';
import type { ContactView } from '../../contract/views.ts';
import { addressOf } from '../contact/contact-label.ts';
import { KeyHint } from '../kit/button.tsx';
import { channelName } from '../kit/channel.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { newId } from '../kit/new-id.ts';
import { tell, usualStay } from '../kit/notices.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { usePart } from '../writing/use-part.ts';
import { contactMerging, merging } from './merging-api.ts';
import { moveFocus } from './pick-conversation.tsx';
import { useSwapKey } from './swap-key.ts';
import { undoMerge, untilUndone } from './undo-merge.ts';
import { useLast, usePreview, useSettled } from './use-preview.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function ContactMergeDialog({ contact, onClose }: { readonly contact: ContactView; onClose(): void }) {
  const ready = usePart('merging');
  const [other, setOther] = useState<string | null>(null);
  if (!ready) return null;
  return other === null ? <Pick contact={contact} onPick={setOther} onClose={onClose} /> : <Confirm first={contact.id} second={other} onClose={onClose} />;
}

function Pick({ contact, onPick, onClose }: { readonly contact: ContactView; onPick(id: string): void; onClose(): void }) {
  const { t } = useTranslation('merging');
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const doubles = usePreview(contact.id, () => contactMerging.doubles(contact.id));
  const found = useFound(typed);
  const searching = typed.trim() !== '';
  const failed = searching ? found.failed : doubles.failed;
  const offered = (searching ? found.contacts : doubles.value?.contacts)?.filter((one) => one.id !== contact.id) ?? null;
  return (
    <Dialog title={t('contact.title')} about={t('contact.about')} onClose={onClose}>
      <label className="relative block">
        <span className="sr-only">{t('contact.search')}</span>
        <Search size={16} className="pointer-events-none absolute start-2.5 top-2.5 text-ink-faint" aria-hidden="true" />
        <input
          className="field ps-8.5!"
          type="search"
          dir="auto"
          autoFocus
          placeholder={t('contact.search')}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            list.current?.querySelector<HTMLElement>('button')?.focus();
          }}
        />
      </label>
      <p className="mt-3 mb-1 text-sm font-medium text-ink-faint">{searching ? t('pick.found') : t('contact.doubles')}</p>
      <div className="min-h-40">
        {failed ? <Trouble error={failed} onRetry={searching ? found.again : doubles.again} /> : null}
        {offered === null && !failed ? <Skeleton className="h-10 w-full" /> : null}
        {offered?.length === 0 ? <p className="hint py-2">{t(searching ? 'contact.nothing' : 'contact.none')}</p> : null}
        <ul ref={list} className="-mx-2" onKeyDown={(event) => moveFocus(event, list.current)}>
          {(offered ?? []).map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => onPick(one.id)} className="w-full rounded-md px-2 py-1.5 text-start hover:bg-sunken">
                <Person contact={one} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function Person({ contact }: { readonly contact: ContactView }) {
  const { t } = useTranslation('merging');
  const { t: desk } = useTranslation();
  const ways = contact.identities.map((identity) => (identity.channel === 'web-chat' ? channelName(desk, identity.channel) : identity.externalId));
  return (
    <span className="block min-w-0 text-sm">
      <span className="block truncate font-medium" dir="auto">
        {contact.name ?? addressOf(contact) ?? t('contact.nameless')}
      </span>
      <span className="block truncate text-ink-faint" dir="auto">
        {ways.join(' · ')}
      </span>
    </span>
  );
}

function Confirm({ first, second, onClose }: { readonly first: string; readonly second: string; onClose(): void }) {
  const { t } = useTranslation('merging');
  const [survivor, setSurvivor] = useState(first);
  const other = survivor === first ? second : first;
  const preview = usePreview(`${survivor} ${other}`, () => contactMerging.preview(survivor, other));
  const run = useRun(onClose);
  const swap = () => setSurvivor(other);
  useSwapKey(swap);
  const { value } = preview;
  const cards = value ? (survivor === first ? [value.survivor, value.merged] : [value.merged, value.survivor]) : [];
  return (
    <Dialog wide title={t('contact.title')} about={t('contact.about')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (value && !run.busy) run.merge(value);
        }}
      >
        {preview.failed ? <Trouble error={preview.failed} onRetry={preview.again} /> : null}
        {value ? (
          <>
            <div role="radiogroup" aria-label={t('merge.stays')} className="grid items-stretch gap-2 sm:grid-cols-[1fr_auto_1fr]">
              <Card contact={cards[0]!} stays={cards[0]!.id === survivor} onStay={() => setSurvivor(cards[0]!.id)} />
              <button type="button" title={t('contact.swap')} onClick={swap} className="flex flex-col items-center justify-center gap-1 rounded-md px-2 py-1 text-xs text-ink-soft hover:bg-sunken max-sm:flex-row">
                <ArrowRight size={22} aria-hidden="true" className={cards[1]!.id === survivor ? 'max-sm:rotate-90 rtl:rotate-180' : 'rotate-180 max-sm:-rotate-90 rtl:rotate-0'} />
                <span>
                  <KeyHint>X</KeyHint> {t('merge.swapHint')}
                </span>
              </button>
              <Card contact={cards[1]!} stays={cards[1]!.id === survivor} onStay={() => setSurvivor(cards[1]!.id)} />
            </div>
            <What preview={value} />
          </>
        ) : preview.failed ? null : (
          <Skeleton className="h-44 w-full" />
        )}
        <div className="mt-4">
          <DialogEnd label={t(run.busy ? 'contact.confirming' : 'contact.confirm')} disabled={!value || run.busy} onCancel={onClose} />
        </div>
      </form>
    </Dialog>
  );
}

function Card({ contact, stays, onStay }: { readonly contact: ContactView; readonly stays: boolean; onStay(): void }) {
  const { t } = useTranslation('merging');
  return (
    <button type="button" role="radio" aria-checked={stays} onClick={onStay} className={clsx('min-w-0 rounded-lg border p-3 text-start', stays ? 'border-accent bg-accent-wash' : 'border-line bg-paper')}>
      <span className={clsx('mb-1.5 flex items-center gap-1.5 text-xs font-medium', stays ? 'text-accent' : 'text-ink-faint')}>
        {stays ? <Check size={14} aria-hidden="true" /> : null}
        {t(stays ? 'merge.stays' : 'contact.goes')}
      </span>
      <Person contact={contact} />
    </button>
  );
}

function What({ preview }: { readonly preview: ContactMergePreview }) {
  const { t } = useTranslation('merging');
  const name = preview.after.name ?? addressOf(preview.after) ?? t('contact.nameless');
  const otherName = preview.merged.name ?? addressOf(preview.merged) ?? t('contact.nameless');
  const sentences = [
    t('contact.identities', { count: preview.merged.identities.length, name }),
    t('contact.conversations', { count: preview.conversations }),
    preview.noted.length > 0 ? t('contact.noted', { names: preview.noted.map((key) => `${key.replace(/^also:/, '')} (${preview.after.attributes[key] ?? ''})`).join(', ') }) : t('contact.nothingNoted'),
    ...(preview.notices.includes('will-be-heard') ? [t('contact.heard', { name: otherName })] : []),
    ...(preview.notices.includes('will-be-blocked') ? [t('contact.blocked', { name: otherName })] : []),
  ];
  return (
    <section aria-label={t('what.title')} className="mt-4 text-sm">
      <ul className="list-disc space-y-1 ps-5 text-ink-soft marker:text-ink-faint">
        {sentences.map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-ink-faint">{t('contact.undo')}</p>
    </section>
  );
}

function useRun(onClose: () => void) {
  const { t } = useTranslation('merging');
  const [id] = useState(newId);
  const [busy, setBusy] = useState(false);
  const run = async ({ survivor, merged, after }: ContactMergePreview) => {
    setBusy(true);
    try {
      await contactMerging.merge(survivor.id, { id, merge: merged.id });
      onClose();
      tell({
        text: t('contact.done', { name: after.name ?? addressOf(after) ?? t('contact.nameless') }), until: Date.now() + usualStay * 2,
        undo: () => undoMerge(id, t('contact.undone')).then(() => undefined),
        stands: untilUndone(id),
      });
    } catch (error) {
      setBusy(false);
      tell({ text: '', trouble: error });
    }
  };
  return { busy, merge: (preview: ContactMergePreview) => void run(preview) };
}

/** null: not looked up yet. */
function useFound(typed: string): { readonly contacts: readonly ContactView[] | null; readonly failed: unknown; again(): void } {
  const words = useSettled(typed.trim());
  const found = usePreview(words, async () => Promise.all((await merging.find(words)).contacts.map((one) => contactMerging.read(one.id))));
  return { contacts: useLast(found.value), failed: found.failed, again: found.again };
}
