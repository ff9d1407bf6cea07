import { useState } from 'react';
import { useKeyText } from '../../keys/own-keys.ts';
import { Menu, MenuItem, MenuLine } from '../../kit/menu.tsx';
import { useDesk } from '../../live/use-desk.ts';
import { askToMerge, startSplit } from '../../merging/wishes.ts';
import { askToForward, askToHandOver } from '../../together/wishes.ts';
import { BlockDialog } from '../../contact/block-dialog.tsx';
import type { MenuParts } from './assign-menu.tsx';
import { useTranslation } from '../../wording/use-translation.ts';

export function MoreMenu({ conversation, actions, anchor, open, onOpen }: MenuParts) {
  const { t } = useTranslation();
  const [blocking, setBlocking] = useState(false);
  const contact = useDesk((state) => state.contacts[conversation.contact.id]);
  const { is } = conversation.state;
  const keys = { forward: useKeyText('forward'), handOver: useKeyText('handOver'), reopen: useKeyText('reopen'), waitCustomer: useKeyText('waitCustomer'), waitThird: useKeyText('waitThird'), merge: useKeyText('merge'), split: useKeyText('split'), spam: useKeyText('spam') };
  const hint = (id: keyof typeof keys) => (keys[id] ? { hint: keys[id] } : {});
  return (
    <>
      <Menu open={open} onOpen={onOpen} anchor={anchor} align="end">
        {is === 'open' ? null : <MenuItem {...hint('reopen')} onChoose={() => void actions.reopen(conversation)}>{t('action.reopen')}</MenuItem>}
        <MenuItem {...hint('waitCustomer')} onChoose={() => void actions.wait(conversation, 'customer')}>{t('action.waitCustomer')}</MenuItem>
        <MenuItem {...hint('waitThird')} onChoose={() => void actions.wait(conversation, 'third party')}>{t('action.waitThird')}</MenuItem>
        <MenuLine />
        <MenuItem {...hint('forward')} onChoose={() => askToForward({ conversation: conversation.id })}>{t('action.forward')}</MenuItem>
        <MenuItem {...hint('handOver')} onChoose={() => askToHandOver(conversation.id)}>{t('action.handOver')}</MenuItem>
        <MenuLine />
        <MenuItem {...hint('merge')} onChoose={() => askToMerge([conversation.id])}>
          {t('action.merge')}
        </MenuItem>
        {conversation.messageCount > 1 ? (
          <MenuItem {...hint('split')} onChoose={() => startSplit(conversation.id)}>
            {t('action.split')}
          </MenuItem>
        ) : null}
        <MenuLine />
        <MenuItem {...hint('spam')} onChoose={() => void actions.spam(conversation)}>{t('action.spam')}</MenuItem>
        {contact && contact.blockedAt === null ? <MenuItem onChoose={() => setBlocking(true)}>{t('action.block')}</MenuItem> : null}
      </Menu>
      {blocking && contact ? <BlockDialog contact={contact} onClose={() => setBlocking(false)} /> : null}
    </>
  );
}
