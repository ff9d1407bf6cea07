// What stands around the words and helps with them: lists that open while one writes, advice, promises, and what is asked before they go.
import { lazy, Suspense, type RefObject } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import type { MentionSearch } from '../together/use-mention.ts';
import type { SlashSearch } from '../writing/use-slash.ts';
import { editArea } from './edit-area.ts';
import { readAfter } from './send-buttons.tsx';
import type { useComposer } from './use-composer.ts';

/** Wanted only when there is something to say about words that are there. */
const AdviceLines = lazy(() => import('./advice-lines.tsx').then((module) => ({ default: module.AdviceLines })));
const PromiseLines = lazy(() => import('./promise-lines.tsx').then((module) => ({ default: module.PromiseLines })));
const TemplatePicker = lazy(() => import('../writing/template-picker.tsx').then((module) => ({ default: module.TemplatePicker })));
const MentionPicker = lazy(() => import('../together/mention-picker.tsx').then((module) => ({ default: module.MentionPicker })));
const QuietLine = lazy(() => import('../promises/quiet-line.tsx').then((module) => ({ default: module.QuietLine })));
const AskFirst = lazy(() => import('./ask-first.tsx').then((module) => ({ default: module.AskFirst })));

type Area = RefObject<HTMLTextAreaElement | null>;
type Composing = ReturnType<typeof useComposer>;

type PickerParts = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; readonly slash: SlashSearch; readonly mention: MentionSearch | null };

/** `mention` null: nobody can be called here. */
export function Pickers({ conversation, messages, slash, mention }: PickerParts) {
  return (
    <Suspense fallback={null}>
      {slash.open ? <TemplatePicker conversation={conversation} messages={messages} slash={slash} /> : null}
      {mention?.open ? <MentionPicker conversation={conversation.id} search={mention} /> : null}
    </Suspense>
  );
}

export function HelpLines({ help, area }: { readonly help: Composing['help']; readonly area: Area }) {
  if (help.shown.length === 0 && help.promises.length === 0) return null;
  const select = (start: number, end: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
  };
  return (
    <Suspense>
      <AdviceLines
        shown={help.shown}
        more={help.more}
        onGo={(finding) => select(finding.start, finding.end)}
        onFix={(finding) => {
          if (area.current && finding.fix) editArea(area.current, finding.fix.start, finding.fix.end, finding.fix.text);
        }}
        onDismiss={help.dismiss}
      />
      <PromiseLines lines={help.promises} onDecide={help.decide} />
    </Suspense>
  );
}

/** What an answer's author is asked before it goes. */
export function AskedBefore({ composer, messages, area }: { readonly composer: Composing; readonly messages: readonly MessageView[]; readonly area: Area }) {
  const { asking, way, files, note } = composer;
  return (
    <Suspense>
      {asking ? (
        <AskFirst
          message={messages.findLast((message) => message.direction === 'in')}
          onSend={() => void composer.submit(asking.after, asking.anyway)}
          onBack={() => {
            composer.stopAsking();
            area.current?.focus();
          }}
        />
      ) : null}
      {way.contact?.preferences.quiet && !note ? (
        <QuietLine contact={way.contact} timeZone={composer.timeZone} disabled={composer.blank || files.busy} onPlan={(sendAt) => void composer.plan(readAfter(), sendAt)} />
      ) : null}
    </Suspense>
  );
}
