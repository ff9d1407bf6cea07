// One open conversation with its composer and, beside it, the contact.
import { clsx } from 'clsx';
import { lazy, Suspense, useEffect, useRef, useState, type RefObject } from 'react';
import type { ConversationView } from '../../contract/views.ts';
import { Composer } from '../composer/composer.tsx';
import { drafts } from '../composer/use-draft.ts';
import type { After } from '../composer/use-send.ts';
import { markSeen } from '../inbox/unread.ts';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { Button } from '../kit/button.tsx';
import { useMoved } from '../merging/moved.tsx';
import { askToMerge, startSplit, useSplit } from '../merging/wishes.ts';
import { Empty, Trouble } from '../kit/state.tsx';
import { PaneSkeleton } from './pane-skeleton.tsx';
import { useDesk, useMe, useWholeDesk } from '../live/use-desk.ts';
import { TogetherHost, UnsentLetters } from '../together/together-host.tsx';
import { askToForward, askToHandOver } from '../together/wishes.ts';
import { PlannedReplies } from '../writing/planned-replies.tsx';
import type { OpenMenu } from './action-bar.tsx';
import { useActions, type Actions } from './actions.ts';
import { useDrawn } from './early-keys.ts';
import { FocusLine } from './focus-line.tsx';
import { Header } from './header.tsx';
import { PresenceLine } from './presence-line.tsx';
import { Thread } from './thread.tsx';
import { useConversation, useMessages, type OpenState } from './use-conversation.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** Not shown everywhere, and never before the words are there. */
const ContactPanel = lazy(() => import('../contact/contact-panel.tsx').then((module) => ({ default: module.ContactPanel })));
const SplitBar = lazy(() => import('../merging/split-mode.tsx').then((module) => ({ default: module.SplitBar })));

export type PaneProps = {
  readonly conversation: string;
  readonly contactShown: boolean;
  onContact(shown: boolean): void;
  onBack(): void;
  /** This conversation is done with; the next one comes. */ onLeave(): void;
  /** It was merged into another. */ onMove(into: string): void;
};

export function ConversationPane(props: PaneProps) {
  const open = useConversation(props.conversation);
  const conversation = useDesk((state) => state.conversations[props.conversation]);
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  if (conversation && !held) setHeld(true);
  useViewing(props.conversation);
  useMoved(props.conversation, !conversation && (held || open.failed !== null), props.onMove);
  useEffect(() => {
    if (conversation && document.visibilityState === 'visible') markSeen(conversation);
  }, [conversation]);
  if (open.failed && !conversation)
    return (
      <div className="p-6">
        <Trouble error={open.failed} onRetry={open.retry} />
        <Button className="mt-3 md:hidden" onClick={props.onBack}>
          {t('action.back')}
        </Button>
      </div>
    );
  if (!conversation && held) {
    const back = <Button onClick={props.onBack}>{t('action.back')}</Button>;
    return (
      <Empty title={t('conversation.gone')} action={back}>
        {t('conversation.goneAbout')}
      </Empty>
    );
  }
  if (!conversation) return <PaneSkeleton />;
  return <Opened {...props} conversation={conversation} open={open} />;
}

type OpenedProps = Omit<PaneProps, 'conversation'> & { readonly conversation: ConversationView; readonly open: OpenState };

function Opened({ conversation, open, contactShown, onContact, onBack, onLeave }: OpenedProps) {
  const { t } = useTranslation();
  const messages = useMessages(conversation.id);
  const actions = useActions();
  const splitting = useSplit(conversation.id) !== null;
  const [menu, setMenu] = useState<OpenMenu>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const toggleContact = () => onContact(!contactShown);
  useConversationKeys({ conversation, actions, area, onMenu: setMenu, onLeave, onContact: toggleContact });
  useDrawn(conversation.id);
  const onSent = (after: After) => {
    if (after === 'closed') onLeave();
  };
  return (
    <div className="relative flex h-full min-h-0">
      <section aria-label={t('conversation.title')} className={clsx('flex min-h-0 min-w-0 flex-1 flex-col', contactShown && 'max-md:hidden')}>
        <Header
          conversation={conversation}
          actions={actions}
          menu={menu}
          contactShown={contactShown}
          onMenu={setMenu}
          onBack={onBack}
          onContact={toggleContact}
        />
        {open.failed ? (
          <div className="p-3">
            <Trouble error={open.failed} onRetry={open.retry} />
          </div>
        ) : null}
        <Thread conversation={conversation} messages={messages} open={open} />
        <PlannedReplies conversation={conversation.id} />
        <UnsentLetters conversation={conversation.id} />
        <PresenceLine conversation={conversation} />
        {splitting ? null : <FocusLine conversation={conversation} messages={messages} />}
        {splitting ? (
          <Suspense>
            <SplitBar conversation={conversation} messages={messages} />
          </Suspense>
        ) : (
          <Composer conversation={conversation} messages={messages} area={area} onSent={onSent} />
        )}
        <TogetherHost conversation={conversation} messages={messages} />
      </section>
      {contactShown ? (
        <div className="noise w-full shrink-0 border-line md:max-[1400px]:absolute md:max-[1400px]:inset-y-0 md:max-[1400px]:end-0 md:max-[1400px]:z-20 md:max-[1400px]:shadow-xl md:w-76 md:border-s">
          <Suspense fallback={<div className="h-full bg-paper" />}>
            <ContactPanel conversation={conversation} onClose={() => onContact(false)} />
          </Suspense>
        </div>
      ) : null}
    </div>
  );
}

type KeyParts = {
  readonly conversation: ConversationView;
  readonly actions: Actions;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  onMenu(menu: OpenMenu): void;
  onLeave(): void;
  onContact(): void;
};

function useConversationKeys({ conversation, actions, area, onMenu, onLeave, onContact }: KeyParts): void {
  const { t } = useTranslation();
  const me = useMe().id;
  const write = (kind: 'reply' | 'note') => {
    drafts.change(conversation.id, { kind });
    area.current?.focus();
  };
  const closed = conversation.state.is === 'closed';
  useActionKeys({
    reply: () => write('reply'),
    note: () => write('note'),
    forward: () => askToForward({ conversation: conversation.id }),
    handOver: () => askToHandOver(conversation.id),
    assign: () => onMenu('assign'),
    assignMe: conversation.assignee === me ? null : () => void actions.assign(conversation, { agent: me }, t('done.assignedMe')),
    tag: () => onMenu('tag'),
    snooze: () => onMenu('snooze'),
    contact: onContact,
    merge: () => askToMerge([conversation.id]),
    split: conversation.messageCount > 1 ? () => startSplit(conversation.id) : null,
    close: closed
      ? null
      : () => {
          onLeave();
          void actions.close(conversation);
        },
    reopen: conversation.state.is === 'open' ? null : () => void actions.reopen(conversation),
    waitCustomer: () => void actions.wait(conversation, 'customer'),
    waitThird: () => void actions.wait(conversation, 'third party'),
    spam: conversation.state.is === 'closed' && conversation.state.because === 'spam' ? null : () => void actions.spam(conversation),
  });
}

function useViewing(conversation: string) {
  const { connection } = useWholeDesk();
  useEffect(() => {
    connection.say({ kind: 'viewing', conversation });
    return () => connection.say({ kind: 'viewing', conversation: null });
  }, [connection, conversation]);
}
