// What stands beside the templates: formatting, macros, key points.
import { ListChecks, Zap } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, type RefObject } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { editArea } from '../composer/edit-area.ts';
import { drafts } from '../composer/use-draft.ts';
import { FormatBar } from '../composer/format-bar.tsx';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { IconButton } from '../kit/button.tsx';
import { joinedBehind, offerCaret, type Inserting } from './caret.ts';
import { askForKeyPoints, askToRunMacro, forgetWritingWish, useWritingWish } from './macro-wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

const MacroChooser = lazy(() => import('./macro-chooser.tsx').then((module) => ({ default: module.MacroChooser })));
const PointsDialog = lazy(() => import('./points-dialog.tsx').then((module) => ({ default: module.PointsDialog })));

type ExtrasProps = {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** What is written here may be formatted. */
  readonly formats: boolean;
};

export function ComposerExtras({ conversation, messages, area, formats }: ExtrasProps) {
  const { t } = useTranslation();
  const wish = useWritingWish(conversation.id);
  useCaret(conversation.id, area);
  useActionKeys({ macro: () => askToRunMacro(conversation.id) });
  const close = () => {
    forgetWritingWish();
    area.current?.focus();
  };
  return (
    <>
      <IconButton label={t('composer.macros')} action="macro" side="top" onClick={() => askToRunMacro(conversation.id)}>
        <Zap size={17} />
      </IconButton>
      <IconButton label={t('composer.keyPoints')} side="top" onClick={() => askForKeyPoints(conversation.id)}>
        <ListChecks size={17} />
      </IconButton>
      {formats ? <FormatBar area={area} /> : null}
      <Suspense>
        {wish?.wants === 'macro' ? <MacroChooser conversation={conversation} macro={wish.macro} onClose={close} /> : null}
        {wish?.wants === 'key-points' ? <PointsDialog conversation={conversation} messages={messages} onClose={close} /> : null}
      </Suspense>
    </>
  );
}

function useCaret(conversation: string, area: RefObject<HTMLTextAreaElement | null>): void {
  const field = useRef(area);
  useEffect(() => {
    const insert: Inserting = (filled) => {
      const at = field.current.current;
      if (!at) return;
      const { selectionStart: start, selectionEnd: end, value } = at;
      const last = end >= value.trimEnd().length;
      const words = last ? joinedBehind(value.slice(0, start), filled) : filled;
      const from = last ? 0 : start;
      // A window that still closes holds the focus; what is typed then would land in it.
      at.focus();
      if (document.activeElement !== at) {
        drafts.change(conversation, { text: value.slice(0, from) + words.text + (last ? '' : value.slice(end)) });
        return;
      }
      editArea(at, from, last ? value.length : end, words.text);
      const gap = words.gaps[0];
      at.setSelectionRange(from + (gap?.start ?? words.text.length), from + (gap?.end ?? words.text.length));
    };
    return offerCaret(conversation, insert);
  }, [conversation]);
}
