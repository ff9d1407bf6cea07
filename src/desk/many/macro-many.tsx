// A macro for all that is selected: typed to be found, with what it will do in each of them and in how many; Enter does it.
import { useEffect, useState } from 'react';
import type { BatchPreview } from '../../contract/batch.ts';
import type { MacroView } from '../../contract/macro.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { MacroPicker, usePicking } from '../writing/macro-picker.tsx';
import { useStepWords } from '../writing/step-words.ts';
import { useMacros } from '../writing/use-macros.ts';
import { usePart } from '../writing/use-part.ts';
import { mostInBatch } from '../../contract/batch-words.ts';
import { batches as api, type Chosen } from './many-api.ts';
import type { Deed } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

type MacroManyProps = { readonly chosen: Chosen; onGo(deed: Deed): void; onClose(): void };

export function MacroMany(props: MacroManyProps) {
  const { t } = useTranslation('many');
  const ready = [usePart('writing'), usePart('refusals')].every(Boolean);
  const { value: macros, failed, retry } = useMacros();
  if (!ready) return null;
  return (
    <Dialog wide title={t('macro.title')} about={t('sureAbout')} onClose={props.onClose}>
      {macros === null ? failed ? <Trouble error={failed} onRetry={retry} /> : <Skeleton className="h-40" /> : <Choosing {...props} macros={macros} />}
    </Dialog>
  );
}

function Choosing({ macros, chosen, onGo }: MacroManyProps & { readonly macros: readonly MacroView[] }) {
  const { t } = useTranslation('many');
  const picking = usePicking(macros, null);
  const { chosen: macro } = picking;
  const { preview, trouble } = usePreview(chosen, macro);
  const total = preview && !preview.tooMany ? preview.total : null;
  const go = () => {
    if (!macro || total === null) return;
    onGo({ action: { do: 'macro', macro: macro.id, version: macro.version, name: macro.name }, said: (done) => t('done.macro', { count: done, name: macro.name }) });
  };
  return (
    <MacroPicker picking={picking} mayGo={total !== null && total > 0} onGo={go} said={total === null ? '' : t('sure', { count: total })}>
      {macro ? <InEach macro={macro} /> : null}
      {trouble ? <Trouble error={trouble} /> : preview ? <HowMany preview={preview} /> : <Skeleton className="mt-2 h-10" />}
    </MacroPicker>
  );
}

const calmMs = 120;

/** Asked for anew with each macro that is looked at. */
function usePreview(chosen: Chosen, macro: MacroView | undefined): { readonly preview: BatchPreview | null; readonly trouble: unknown } {
  const key = macro ? `${macro.id} ${macro.version}` : '';
  const [known, setKnown] = useState<{ readonly key: string; readonly preview: BatchPreview | null; readonly trouble: unknown }>({ key: '', preview: null, trouble: null });
  useEffect(() => {
    if (!macro) return undefined;
    let here = true;
    const timer = setTimeout(() => {
      api.preview(chosen, { do: 'macro', macro: macro.id, version: macro.version }).then(
        (preview) => here && setKnown({ key, preview, trouble: null }),
        (trouble: unknown) => here && setKnown({ key, preview: null, trouble }),
      );
    }, calmMs);
    return () => {
      here = false;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is selected does not change while it is asked about
  }, [key]);
  return known.key === key ? known : { preview: null, trouble: null };
}

function InEach({ macro }: { readonly macro: MacroView }) {
  const { t } = useTranslation('many');
  const says = useStepWords();
  return (
    <ol aria-label={t('macro.inEach')} className="list-disc space-y-1 ps-4 text-sm marker:text-ink-faint">
      {macro.steps.map((step, index) => (
        <li key={index} className="break-words" dir="auto">
          {says(step, { step: index + 1, do: step.do, already: false, obstacle: null })}
        </li>
      ))}
    </ol>
  );
}

function HowMany({ preview: { macro, tooMany } }: { readonly preview: BatchPreview }) {
  const { t } = useTranslation('many');
  const { t: refusal } = useTranslation('refusals');
  if (tooMany) return <p className="mt-3 text-sm text-danger">{t('tooMany', { most: mostInBatch })}</p>;
  const { drafts, ownDrafts, left } = macro ?? { drafts: 0, ownDrafts: 0, left: {} };
  if (drafts + ownDrafts + Object.keys(left).length === 0) return null;
  return (
    <ul className="mt-3 space-y-1 border-t border-line pt-2 text-sm text-ink-soft">
      {drafts > 0 ? <li>{t('macro.drafts', { count: drafts })}</li> : null}
      {ownDrafts > 0 ? <li>{t('macro.ownDrafts', { count: ownDrafts })}</li> : null}
      {Object.entries(left).map(([code, count]) => (
        <li key={code}>{t('macro.left', { count, why: refusal(code === 'inbox-archived' ? 'inbox-archived.sentence' : 'contact-blocked.sentence') })}</li>
      ))}
    </ul>
  );
}
