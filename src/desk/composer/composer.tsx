// Where agents write: an answer or a note. What helps with writing stands below the words and never in their way.
import { clsx } from 'clsx';
import { useRef, useState, type DragEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { loadConversation, messagesOf } from '../conversation/use-conversation.ts';
import { useMe, useStore } from '../live/use-desk.ts';
import { readAddresses } from './addresses.ts';
import { AdviceLines, AsksLine } from './advice-lines.tsx';
import { writtenMeanwhile } from './answered-since.ts';
import { AttachmentLines } from './attachment-lines.tsx';
import { ComposerTabs } from './composer-tabs.tsx';
import { isBlank, type Draft } from './drafts.ts';
import { MeanwhileLine } from './meanwhile-line.tsx';
import { PromiseLines } from './promise-lines.tsx';
import { keptPromises } from './promises.ts';
import { RecipientsLine } from './recipients-line.tsx';
import { readAfter, SendButtons } from './send-buttons.tsx';
import { useAttachments } from './use-attachments.ts';
import { useDraft } from './use-draft.ts';
import { useHelp } from './use-help.ts';
import { useReplyWay } from './use-reply-way.ts';
import { useSend, type After, type Outcome, type Sending } from './use-send.ts';
import { useWriting } from './use-writing.ts';
import { WritingArea } from './writing-area.tsx';

export type ComposerProps = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; readonly area: RefObject<HTMLTextAreaElement | null>; onSent(after: After): void };

export function Composer({ conversation, messages, area, onSent }: ComposerProps) {
  const { t } = useTranslation();
  const me = useMe();
  const store = useStore();
  const [draft, change] = useDraft(conversation.id);
  const way = useReplyWay(conversation, messages, draft);
  const files = useAttachments(conversation.id, way.inbox?.can.attachments);
  const help = useHelp({ conversation, messages, contact: way.contact, draft });
  const send = useSend();
  const [refused, setRefused] = useState(false);
  const [over, setOver] = useState(false);
  const busy = useRef(false);
  const note = draft.kind === 'note';
  useWriting(conversation.id, note ? '' : draft.text);

  const write = (text: string) => change({ text, ...(draft.text === '' ? { version: conversation.version, begunAfter: messages.at(-1)?.createdAt ?? conversation.createdAt } : {}) });
  const submit = async (after: After, anyway = false) => {
    const wrong = note ? [] : [...readAddresses(way.copy).wrong, ...readAddresses(draft.blindCopy).wrong];
    if (isBlank(draft) || files.busy || busy.current || wrong.length > 0) return;
    busy.current = true;
    const sending = { conversation, draft, after, anyway, body: bodyOf(draft, way, help.promises, help.ready) };
    let outcome = await send(sending);
    if (outcome === 'answered-meanwhile') outcome = await sendIfNobodyWrote(sending);
    busy.current = false;
    setRefused(outcome === 'answered-meanwhile');
    if (outcome === 'sent') onSent(after);
  };
  /** Only the words of somebody else are a reason to look again; something of our own that was taken back is none. */
  const sendIfNobodyWrote = async (sending: Sending): Promise<Outcome> => {
    await loadConversation(store, conversation.id).catch(() => undefined);
    const state = store.state();
    const version = state.conversations[conversation.id]?.version ?? null;
    const wrote = writtenMeanwhile(messagesOf(state, conversation.id), sending.draft.begunAfter, me.id).length > 0;
    return wrote || version === sending.draft.version ? 'answered-meanwhile' : send({ ...sending, draft: { ...sending.draft, version } });
  };
  const takeFiles = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    files.add([...event.dataTransfer.files]);
  };

  return (
    <section
      aria-label={t('composer.title')} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={takeFiles}
      className={clsx('mx-auto mb-3 w-[calc(100%-1.5rem)] max-w-3xl rounded-lg border bg-raised', note ? 'border-note-line bg-note!' : 'border-line-strong', over && 'outline-2 outline-accent')}
    >
      <ComposerTabs kind={draft.kind} onKind={(kind) => { change({ kind }); area.current?.focus(); }} />
      {note ? null : <RecipientsLine conversation={conversation} draft={draft} {...way} onChange={change} />}
      <MeanwhileLine messages={writtenMeanwhile(messages, note || isBlank(draft) ? null : draft.begunAfter, me.id)} refused={refused} onSeen={() => { setRefused(false); change({ version: conversation.version, begunAfter: messages.at(-1)?.createdAt ?? null }); }} onAnyway={() => void submit(readAfter(), true)} />
      <WritingArea
        label={t(note ? 'composer.noteText' : 'composer.replyText')} hint={t(note ? 'composer.noteHint' : 'composer.replyHint')} value={draft.text} findings={help.shown} promises={help.promises} area={area}
        onChange={write} onSend={() => void submit(readAfter())} onFiles={files.add} onKeepPromises={help.keepAll}
      />
      <AttachmentLines attachments={draft.attachments} uploading={files.uploading} onRemove={files.remove} onForget={files.forget} />
      <AdviceLines shown={help.shown} more={help.more} onGo={(finding) => { area.current?.focus(); area.current?.setSelectionRange(finding.start, finding.end); }} onFix={(finding) => { help.fix(finding, write); area.current?.focus(); }} onDismiss={help.dismiss} />
      <PromiseLines lines={help.promises} onDecide={help.decide} />
      {note ? null : <AsksLine asks={help.asks} />}
      <SendButtons note={note} blank={isBlank(draft)} busy={files.busy} onFiles={files.add} onSend={(after) => void submit(after)} />
    </section>
  );
}

function bodyOf(draft: Draft, way: ReturnType<typeof useReplyWay>, promises: ReturnType<typeof useHelp>['promises'], ready: boolean) {
  const shift = draft.text.length - draft.text.trimStart().length;
  return {
    ...(draft.inbox ? { inbox: draft.inbox } : {}),
    sender: draft.sender,
    ...(way.inbox?.can.copies ? { copy: [...readAddresses(way.copy).addresses], blindCopy: [...readAddresses(draft.blindCopy).addresses] } : {}),
    // Before the advice has been ready once, the server finds the promises itself.
    ...(ready ? { commitments: keptPromises(promises, shift, draft.text.trim().length) } : {}),
  };
}
