// Where agents write: an answer or a note. What helps with writing stands below the words and never in their way.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { AsksLine } from './asks-line.tsx';
import { editArea } from './edit-area.ts';
import { AttachmentLines } from './attachment-lines.tsx';
import { ComposerFrame } from './composer-frame.tsx';
import { ComposerTabs } from './composer-tabs.tsx';
import { MeanwhileLine } from './meanwhile-line.tsx';
import { RecipientsLine } from './recipients-line.tsx';
import { readAfter, SendButtons } from './send-buttons.tsx';
import { SignatureLine } from './signature-line.tsx';
import { useComposer, type ComposerProps } from './use-composer.ts';
import { useSlash } from '../writing/use-slash.ts';
import { useDesk } from '../live/use-desk.ts';
import { WritingArea } from './writing-area.tsx';

/** Wanted only when there is something to say about words that are there. */
const AdviceLines = lazy(() => import('./advice-lines.tsx').then((module) => ({ default: module.AdviceLines })));
const PromiseLines = lazy(() => import('./promise-lines.tsx').then((module) => ({ default: module.PromiseLines })));
const TemplatePicker = lazy(() => import('../writing/template-picker.tsx').then((module) => ({ default: module.TemplatePicker })));
const ComposerExtras = lazy(() => import('../writing/composer-extras.tsx').then((module) => ({ default: module.ComposerExtras })));
const OpenPromises = lazy(() => import('../promises/open-promises.tsx').then((module) => ({ default: module.OpenPromises })));
const QuietLine = lazy(() => import('../promises/quiet-line.tsx').then((module) => ({ default: module.QuietLine })));
const AskFirst = lazy(() => import('./ask-first.tsx').then((module) => ({ default: module.AskFirst })));
const pickerId = 'template-picker';

export function Composer(props: ComposerProps) {
  const { t } = useTranslation();
  const { conversation, area } = props;
  const { draft, note, way, files, help, ...composer } = useComposer(props);
  const promised = useDesk((state) => Object.values(state.commitments).some((one) => one.conversation === conversation.id && (one.state.is === 'open' || one.state.is === 'missed')));
  const formats = note || way.inbox?.can.formats.includes('html') === true;
  const slash = useSlash(area, draft.text, composer.write);
  const select = (start: number, end: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
  };
  return (
    <ComposerFrame note={note} onFiles={files.add}>
      {slash.open ? (
        <Suspense fallback={null}>
          <TemplatePicker conversation={conversation} messages={props.messages} slash={slash} />
        </Suspense>
      ) : null}
      <ComposerTabs
        kind={draft.kind}
        onKind={(kind) => {
          composer.change({ kind });
          area.current?.focus();
        }}
      />
      {note ? null : <RecipientsLine conversation={conversation} draft={draft} {...way} onChange={composer.change} />}
      {promised && !note ? (
        <Suspense>
          <OpenPromises conversation={conversation} draft={draft} area={area} onChange={composer.change} />
        </Suspense>
      ) : null}
      <MeanwhileLine messages={composer.meanwhile} refused={composer.refused} onSeen={composer.seen} onAnyway={() => void composer.submit(readAfter(), true)} />
      <WritingArea
        label={t(note ? 'composer.noteText' : 'composer.replyText')}
        hint={t(note ? 'composer.noteHint' : 'composer.replyHint')}
        value={draft.text}
        findings={help.shown}
        promises={help.promises}
        area={area}
        onChange={composer.write}
        onSend={(close) => void composer.submit(close && !note ? 'closed' : readAfter())}
        onFiles={files.add}
        onKeepPromises={help.keepAll}
        formats={formats}
        search={{ ...slash, list: pickerId, active: slash.active === null ? null : `${pickerId}-${slash.active}` }}
      />
      {note ? null : <SignatureLine inbox={way.inbox} sender={way.sender} />}
      <AttachmentLines attachments={draft.attachments} uploading={files.uploading} onRemove={files.remove} onForget={files.forget} />
      {help.shown.length > 0 || help.promises.length > 0 ? (
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
      ) : null}
      {note ? null : <AsksLine asks={help.asks} />}
      {composer.asking ? (
        <Suspense>
          <AskFirst
            message={props.messages.findLast((message) => message.direction === 'in')}
            onSend={() => composer.asking && void composer.submit(composer.asking.after, composer.asking.anyway)}
            onBack={() => {
              composer.stopAsking();
              area.current?.focus();
            }}
          />
        </Suspense>
      ) : null}
      {way.contact?.preferences.quiet && !note ? (
        <Suspense>
          <QuietLine contact={way.contact} timeZone={composer.timeZone} disabled={composer.blank || files.busy} onPlan={(sendAt) => void composer.plan(readAfter(), sendAt)} />
        </Suspense>
      ) : null}
      <SendButtons extras={<ComposerExtras conversation={conversation} messages={props.messages} area={area} formats={formats} />} note={note} blank={composer.blank} busy={files.busy} onFiles={files.add} onTemplates={slash.begin} timeZone={composer.timeZone} onPlan={(after, sendAt) => void composer.plan(after, sendAt)} onSend={(after) => void composer.submit(after)} />
    </ComposerFrame>
  );
}
