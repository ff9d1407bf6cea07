// What can be done to all that is selected, each by the key that does it to one conversation.
import { Archive, Ban, Ellipsis, GitMerge, MoonStar, Tag, UserRound, Zap } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type ComponentProps } from 'react';
import { SnoozeTimes } from '../conversation/menus/snooze-menu.tsx';
import { IconButton } from '../kit/button.tsx';
import { Menu, MenuItem, MenuLine } from '../kit/menu.tsx';
import { tell } from '../kit/notices.ts';
import { useMe } from '../live/use-desk.ts';
import { askToMerge } from '../merging/wishes.ts';
import { AssignMany } from './assign-many.tsx';
import { offerDeeds, selectionActions, type SelectionAction } from './selection-actions.ts';
import type { Selection } from './selection.ts';
import { TagMany } from './tag-many.tsx';
import { wishesOf, type Deed } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

const mostMerged = 20;

type ToolsProps = { readonly selection: Selection; onWish(deed: Deed): void; onMacro(): void; onEarlier(): void };
type Opened = 'assign' | 'snooze' | 'tag' | 'more';

export function BarTools({ selection: { whole, ids }, onWish, onMacro, onEarlier }: ToolsProps) {
  const { t } = useTranslation('many');
  const desk = useTranslation('desk').t;
  const me = useMe().id;
  const [open, setOpen] = useState<Opened | null>(null);
  const mayMerge = whole === null && ids.size > 1 && ids.size <= mostMerged;
  const wishes = wishesOf(t, onWish);
  const merge = () => (mayMerge ? askToMerge([...ids]) : void tell({ text: t('mergeSome', { most: mostMerged }) }));
  const waitCustomer = () => wishes.wait('customer');
  const waitThird = () => wishes.wait('third party');
  useDeeds({
    close: wishes.close, spam: wishes.spam, reopen: wishes.reopen, assign: () => setOpen('assign'), assignMe: () => wishes.assign({ agent: me }, desk('assign.me')), snooze: () => setOpen('snooze'), tag: () => setOpen('tag'),
    macro: onMacro, merge, waitCustomer, waitThird,
  });
  const opener = (name: Opened) => ({ open: open === name, onOpen: (on: boolean) => setOpen(on ? name : null) });
  return (
    <div className="flex items-center gap-0.5 max-md:justify-between">
      <Sign label={desk('action.closeConversation')} action="close" icon={Archive} onClick={wishes.close} />
      <AssignMany {...opener('assign')} onAssign={wishes.assign} anchor={<Sign label={desk('assign.title')} action="assign" icon={UserRound} />} />
      <SnoozeTimes {...opener('snooze')} onSnooze={wishes.snooze} anchor={<Sign label={desk('snooze.title')} action="snooze" icon={MoonStar} />} />
      <Sign label={desk('tags.title')} action="tag" icon={Tag} onClick={() => setOpen('tag')} />
      <Sign label={t('macro.run')} action="macro" icon={Zap} onClick={onMacro} />
      <Sign label={t('merge')} action="merge" icon={GitMerge} disabled={!mayMerge} onClick={merge} />
      <Sign label={desk('action.spam')} action="spam" icon={Ban} onClick={wishes.spam} />
      <Menu {...opener('more')} align="end" anchor={<Sign label={t('other')} icon={Ellipsis} />}>
        <MenuItem onChoose={wishes.reopen}>{desk('action.reopen')}</MenuItem>
        <MenuItem onChoose={waitCustomer}>{desk('action.waitCustomer')}</MenuItem>
        <MenuItem onChoose={waitThird}>{desk('action.waitThird')}</MenuItem>
        <MenuLine />
        <MenuItem onChoose={onEarlier}>{t('earlier.open')}</MenuItem>
      </Menu>
      {open === 'tag' ? (
        <TagMany
          onClose={() => setOpen(null)}
          onTag={(tag, on) => {
            setOpen(null);
            wishes.tag(tag, on);
          }}
        />
      ) : null}
    </div>
  );
}

/** They are offered once, and always mean what is selected now. */
function useDeeds(deeds: Readonly<Record<SelectionAction, () => void>>): void {
  const latest = useRef(deeds);
  useLayoutEffect(() => {
    latest.current = deeds;
  });
  useLayoutEffect(() => offerDeeds(Object.fromEntries(selectionActions.map((action) => [action, () => latest.current[action]()])) as Record<SelectionAction, () => void>), []);
}

function Sign({ icon: Icon, ...button }: Omit<ComponentProps<typeof IconButton>, 'children' | 'side'> & { readonly icon: typeof Archive }) {
  return (
    <IconButton side="top" {...button}>
      <Icon size={17} />
    </IconButton>
  );
}
