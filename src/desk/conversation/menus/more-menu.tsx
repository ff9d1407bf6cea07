import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu, MenuItem, MenuLine } from '../../kit/menu.tsx';
import { useDesk } from '../../live/use-desk.ts';
import { askToMerge, startSplit } from '../../merging/wishes.ts';
import { BlockDialog } from '../../contact/block-dialog.tsx';
import { keyTable } from '../../shell/key-table.ts';
import type { MenuParts } from './assign-menu.tsx';

const keysFor = (does: (typeof keyTable)[number]['does']): string => keyTable.find((one) => one.does === does)?.keys.join(' ') ?? '';

export function MoreMenu({ conversation, actions, anchor, open, onOpen }: MenuParts) {
  const { t } = useTranslation();
  const [blocking, setBlocking] = useState(false);
  const contact = useDesk((state) => state.contacts[conversation.contact.id]);
  const { is } = conversation.state;
  return (
    <>
      <Menu open={open} onOpen={onOpen} anchor={anchor} align="end">
        {is === 'open' ? null : <MenuItem onChoose={() => void actions.reopen(conversation)}>{t('action.reopen')}</MenuItem>}
        <MenuItem onChoose={() => void actions.wait(conversation, 'customer')}>{t('action.waitCustomer')}</MenuItem>
        <MenuItem onChoose={() => void actions.wait(conversation, 'third party')}>{t('action.waitThird')}</MenuItem>
        <MenuLine />
        <MenuItem hint={keysFor('merge')} onChoose={() => askToMerge([conversation.id])}>
          {t('action.merge')}
        </MenuItem>
        {conversation.messageCount > 1 ? (
          <MenuItem hint={keysFor('split')} onChoose={() => startSplit(conversation.id)}>
            {t('action.split')}
          </MenuItem>
        ) : null}
        <MenuLine />
        <MenuItem onChoose={() => void actions.spam(conversation)}>{t('action.spam')}</MenuItem>
        {contact && contact.blockedAt === null ? <MenuItem onChoose={() => setBlocking(true)}>{t('action.block')}</MenuItem> : null}
      </Menu>
      {blocking && contact ? <BlockDialog contact={contact} onClose={() => setBlocking(false)} /> : null}
    </>
  );
}
