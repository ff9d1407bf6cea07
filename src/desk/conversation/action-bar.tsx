// Assign, tag, snooze, close and the rest. The menus themselves are loaded when the first of them is wanted.
import { AlarmClock, Check, Ellipsis, RotateCcw, Tag, UserRound } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ConversationView } from '../../contract/views.ts';
import { Button, IconButton, Tip } from '../kit/button.tsx';
import { Slot } from '../kit/slot.tsx';
import { useDesk } from '../live/use-desk.ts';
import type { Actions } from './actions.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type OpenMenu = 'assign' | 'tag' | 'snooze' | 'more' | null;

const AssignMenu = lazy(() => import('./menus/assign-menu.tsx').then((module) => ({ default: module.AssignMenu })));
const TagDialog = lazy(() => import('./menus/tag-dialog.tsx').then((module) => ({ default: module.TagDialog })));
const SnoozeMenu = lazy(() => import('./menus/snooze-menu.tsx').then((module) => ({ default: module.SnoozeMenu })));
const MoreMenu = lazy(() => import('./menus/more-menu.tsx').then((module) => ({ default: module.MoreMenu })));

type BarProps = { readonly conversation: ConversationView; readonly actions: Actions; readonly menu: OpenMenu; onMenu(menu: OpenMenu): void };

export function ActionBar({ conversation, actions, menu, onMenu }: BarProps) {
  const { t } = useTranslation();
  const assignee = useDesk((state) => (conversation.assignee ? state.agents[conversation.assignee] : undefined));
  const team = useDesk((state) => (conversation.team ? state.teams[conversation.team] : undefined));
  const whose = [assignee?.name, team?.name].filter((name) => name !== undefined).join(' · ');
  const handlers = (name: Exclude<OpenMenu, null>) => ({ open: menu === name, onOpen: (open: boolean) => onMenu(open ? name : null) });
  const closed = conversation.state.is === 'closed';

  const assignAnchor = (
    <Button small look="quiet" className="group/tip relative max-w-44 border-line!" onClick={() => onMenu('assign')}>
      <UserRound size={15} className="shrink-0" aria-hidden="true" />
      <span className="truncate" dir="auto">
        {whose || t('assign.nobody')}
      </span>
      <Tip label={t('assign.title')} action="assign" />
    </Button>
  );
  const snoozeAnchor = (
    <IconButton label={t('snooze.title')} action="snooze" onClick={() => onMenu('snooze')}>
      <AlarmClock size={17} />
    </IconButton>
  );
  const moreAnchor = (
    <IconButton label={t('action.more')} side="left" onClick={() => onMenu('more')}>
      <Ellipsis size={18} />
    </IconButton>
  );

  return (
    <div role="toolbar" aria-label={t('conversation.actions')} className="flex flex-wrap items-center gap-0.5">
      <Slot wanted={menu === 'assign'} anchor={assignAnchor}>
        <AssignMenu conversation={conversation} actions={actions} anchor={assignAnchor} {...handlers('assign')} />
      </Slot>
      <IconButton label={t('tags.title')} action="tag" onClick={() => onMenu('tag')}>
        <Tag size={16} />
      </IconButton>
      {menu === 'tag' ? (
        <Suspense>
          <TagDialog conversation={conversation} actions={actions} onClose={() => onMenu(null)} />
        </Suspense>
      ) : null}
      <Slot wanted={menu === 'snooze'} anchor={snoozeAnchor}>
        <SnoozeMenu conversation={conversation} actions={actions} anchor={snoozeAnchor} {...handlers('snooze')} />
      </Slot>
      <Slot wanted={menu === 'more'} anchor={moreAnchor}>
        <MoreMenu conversation={conversation} actions={actions} anchor={moreAnchor} {...handlers('more')} />
      </Slot>
      {closed ? (
        <Button small onClick={() => void actions.reopen(conversation)}>
          <RotateCcw size={15} aria-hidden="true" />
          {t('action.reopen')}
        </Button>
      ) : (
        <Button small className="group/tip relative" onClick={() => void actions.close(conversation)}>
          <Check size={15} aria-hidden="true" />
          {t('action.closeConversation')}
          <Tip side="left" label={t('action.closeConversation')} action="close" />
        </Button>
      )}
    </div>
  );
}
