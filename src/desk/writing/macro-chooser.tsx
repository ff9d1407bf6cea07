// Runs a macro on the open conversation: typed to be found, looked at before it is done, Enter does it.
import type { MacroView } from '../../contract/macro.ts';
import type { ConversationView } from '../../contract/views.ts';
import { obstacleIn } from '../../domain/macro/forecast.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { afterClosing } from './caret.ts';
import { Effects, useForecast } from './macro-effects.tsx';
import { MacroPicker, usePicking } from './macro-picker.tsx';
import { useMacros } from './use-macros.ts';
import { usePart } from './use-part.ts';
import { useRunMacro } from './use-run-macro.ts';
import { useTranslation } from '../wording/use-translation.ts';

type ChooserProps = { readonly conversation: ConversationView; /** One that was named already; null: which one is asked. */ readonly macro: string | null; onClose(): void };

export function MacroChooser(props: ChooserProps) {
  const { t } = useTranslation('writing');
  const ready = [usePart('writing'), usePart('refusals')].every(Boolean);
  const { value: macros, failed, retry } = useMacros();
  if (!ready) return null;
  return (
    <Dialog wide title={t('macro.choose')} onClose={props.onClose}>
      {macros === null ? failed ? <Trouble error={failed} onRetry={retry} /> : <Skeleton className="h-40" /> : <Found {...props} macros={macros} />}
    </Dialog>
  );
}

function Found({ conversation, macro: named, macros, onClose }: ChooserProps & { readonly macros: readonly MacroView[] }) {
  const { t } = useTranslation('writing');
  const picking = usePicking(macros, named);
  const { chosen } = picking;
  const run = useRunMacro();
  const effects = useForecast(conversation, chosen?.steps ?? none);
  const stopped = obstacleIn(effects) !== null;
  const go = () => {
    if (!chosen || stopped) return;
    onClose();
    afterClosing(() => void run(conversation.id, chosen));
  };
  return (
    <MacroPicker picking={picking} mayGo={!stopped} onGo={go} said={stopped ? t('macro.stopped') : ''}>
      {chosen ? <Effects conversation={conversation} steps={chosen.steps} effects={effects} /> : null}
    </MacroPicker>
  );
}

const none: readonly never[] = [];
