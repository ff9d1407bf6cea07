// What is done about a promise less often; the menu comes when it is opened.
import type { ReactNode } from 'react';
import type { CommitmentView } from '../../contract/views.ts';
import { Menu, MenuItem } from '../kit/menu.tsx';
import { mayDo, type Deed } from './deed.ts';
import { useTranslation } from '../wording/use-translation.ts';

const further = ['handOver', 'waive', 'change'] as const;

export type MoreDeedsProps = { readonly anchor: ReactNode; readonly open: boolean; readonly commitment: CommitmentView; onOpen(open: boolean): void; onChoose(deed: Deed): void };

export function MoreDeeds({ anchor, open, commitment, onOpen, onChoose }: MoreDeedsProps) {
  const { t } = useTranslation('promises');
  return (
    <Menu open={open} onOpen={onOpen} align="end" anchor={anchor}>
      {further
        .filter((deed) => mayDo(commitment, deed))
        .map((deed) => (
          <MenuItem key={deed} onChoose={() => onChoose(deed)}>
            {t(`action.${deed}`)}
          </MenuItem>
        ))}
    </Menu>
  );
}
