// Where agents write: an answer or a note. What helps with writing stands below the words and never in their way.
import { lazy, Suspense } from 'react';
import { AsksLine } from './asks-line.tsx';
import { ComposerFrame } from './composer-frame.tsx';
import { AskedBefore, HelpLines, Pickers } from './composer-help.tsx';
import { ComposerTabs } from './composer-tabs.tsx';
import { RecipientsLine } from './recipients-line.tsx';
import { readAfter, SendButtons } from './send-buttons.tsx';
import { SignatureLine } from './signature-line.tsx';
import { useComposer, type ComposerProps } from './use-composer.ts';
import { eitherSearch, useMention } from '../together/use-mention.ts';
import { ComposerExtras } from '../writing/composer-extras.tsx';
import { useSlash } from '../writing/use-slash.ts';
import { useDesk } from '../live/use-desk.ts';
import { WritingArea } from './writing-area.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** Drawn only where there is something to show. */
const AttachmentLines = lazy(() => import('./attachment-lines.tsx').then((module) => ({ default: module.AttachmentLines })));
const MeanwhileLine = lazy(() => import('./meanwhile-line.tsx').then((module) => ({ default: module.MeanwhileLine })));
const OpenPromises = lazy(() => import('../promises/open-promises.tsx').then((module) => ({ default: module.OpenPromises })));
const UnseenLine = lazy(() => import('../together/unseen-line.tsx').then((module) => ({ default: module.UnseenLine })));
const WindowLine = lazy(() => import('./window-line.tsx').then((module) => ({ default: module.WindowLine })));
const pickerId = 'template-picker';

export function Composer(props: ComposerProps) {
  const { t } = useTranslation();
  const { conversation, messages, area } = props;
  const composer = useComposer(props);
  const { draft, note, way, files, help } = composer;
  const promised = useDesk((state) => Object.values(state.commitments).some((one) => one.conversation === conversation.id && (one.state.is === 'open' || one.state.is === 'missed')));
  const formats = note || way.inbox?.can.formats.includes('html') === true;
  const slash = useSlash(area, draft.text, composer.write);
  const mention = useMention(area, draft.text);
  const search = { ...slash, list: pickerId };
  return (
    <ComposerFrame note={note} onFiles={files.add}>
      <Pickers conversation={conversation} messages={messages} slash={slash} mention={note ? mention : null} />
      <ComposerTabs
        kind={draft.kind}
        onKind={(kind) => {
          composer.change({ kind });
          area.current?.focus();
        }}
      />
      {note ? null : <RecipientsLine conversation={conversation} draft={draft} {...way} onChange={composer.change} />}
      <Suspense>
        {note || way.until === null ? null : <WindowLine until={way.until} />}
        {promised && !note ? <OpenPromises conversation={conversation} draft={draft} area={area} onChange={composer.change} /> : null}
        {composer.unseen === null ? null : <UnseenLine names={composer.unseen} onAnyway={() => void composer.submit(readAfter(), true)} />}
      </Suspense>
      <Suspense>
        {composer.meanwhile.length > 0 || composer.refused ? <MeanwhileLine messages={composer.meanwhile} refused={composer.refused} onSeen={composer.seen} onAnyway={() => void composer.submit(readAfter(), true)} /> : null}
      </Suspense>
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
        search={note ? eitherSearch(mention, search) : { ...search, active: slash.active === null ? null : `${pickerId}-${slash.active}` }}
      />
      {note ? null : <SignatureLine inbox={way.inbox} sender={way.sender} />}
      <Suspense>{draft.attachments.length > 0 || files.uploading.length > 0 ? <AttachmentLines attachments={draft.attachments} uploading={files.uploading} onRemove={files.remove} onForget={files.forget} /> : null}</Suspense>
      <HelpLines help={help} area={area} />
      {note ? null : <AsksLine asks={help.asks} />}
      <AskedBefore composer={composer} messages={messages} area={area} />
      <SendButtons extras={<ComposerExtras conversation={conversation} messages={props.messages} area={area} formats={formats} />} note={note} blank={composer.blank} busy={files.busy} onFiles={files.add} onTemplates={slash.begin} timeZone={composer.timeZone} onPlan={(after, sendAt) => void composer.plan(after, sendAt)} onSend={(after) => void composer.submit(after)} />
    </ComposerFrame>
  );
}
