// What can be done with the view that is open: keep what was changed, call it otherwise, keep it no longer.
import { BookmarkPlus, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { SavedView } from '../../contract/finding.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Menu, MenuItem } from '../kit/menu.tsx';
import { Trouble } from '../kit/state.tsx';
import { useMe } from '../live/use-desk.ts';
import { queryOf, sameQuestion, type Asked } from './asked.ts';
import { views as api } from './finding-api.ts';
import { ViewDialog } from './view-dialog.tsx';
import { useTranslation } from '../wording/use-translation.ts';

type ViewMenuProps = { readonly asked: Asked; readonly view: SavedView | null; onOpen(asked: Asked): void };

export function ViewMenu({ asked, view, onOpen }: ViewMenuProps) {
  const { t } = useTranslation('finding');
  const me = useMe();
  const [dialog, setDialog] = useState<'save' | 'rename' | 'remove' | null>(null);
  const [menu, setMenu] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const mayChange = view !== null && (!view.shared || me.role !== 'agent');
  const changed = view !== null && !sameQuestion(asked, view.query);
  const close = () => {
    setDialog(null);
    setFailed(null);
  };
  const keep = () => {
    setFailed(null);
    if (view) api.change(view.id, { query: queryOf(asked) }).catch(setFailed);
  };
  const something = Object.keys(queryOf(asked)).length > 0;
  return (
    <>
      {changed && mayChange ? (
        <Button small look="main" onClick={keep}>
          {t('view.keep')}
        </Button>
      ) : null}
      {something && (view === null || changed) ? (
        <IconButton label={t('view.save')} side="left" onClick={() => setDialog('save')}>
          <BookmarkPlus size={17} />
        </IconButton>
      ) : null}
      {mayChange ? (
        <Menu
          open={menu}
          align="end"
          onOpen={setMenu}
          anchor={
            <IconButton label={t('view.actions')} side="left">
              <Ellipsis size={17} />
            </IconButton>
          }
        >
          <MenuItem onChoose={() => setDialog('rename')}>{t('view.rename')}</MenuItem>
          <MenuItem onChoose={() => setDialog('remove')}>{t('view.remove')}</MenuItem>
        </Menu>
      ) : null}
      <Dialogs asked={asked} view={view} dialog={dialog} failed={failed} onOpen={onOpen} onKeep={keep} onClose={close} />
    </>
  );
}

type DialogsProps = ViewMenuProps & { readonly dialog: 'save' | 'rename' | 'remove' | null; readonly failed: unknown; onKeep(): void; onClose(): void };

function Dialogs({ asked, view, dialog, failed, onOpen, onKeep, onClose }: DialogsProps) {
  const { t } = useTranslation('finding');
  if (failed) {
    return (
      <Dialog title={t('view.keep')} onClose={onClose}>
        <Trouble error={failed} onRetry={onKeep} />
      </Dialog>
    );
  }
  if (dialog === 'save' || dialog === 'rename') {
    const onSaved = (saved: SavedView) => {
      onClose();
      if (dialog === 'save') onOpen({ ...saved.query, view: saved.id });
    };
    return <ViewDialog asked={asked} view={dialog === 'rename' ? view : null} onClose={onClose} onSaved={onSaved} />;
  }
  if (dialog !== 'remove' || !view) return null;
  const onRemoved = () => {
    onClose();
    onOpen(queryOf(asked));
  };
  return <RemoveDialog view={view} onClose={onClose} onRemoved={onRemoved} />;
}

function RemoveDialog({ view, onClose, onRemoved }: { readonly view: SavedView; onClose(): void; onRemoved(): void }) {
  const { t } = useTranslation('finding');
  const [failed, setFailed] = useState<unknown>(null);
  return (
    <Dialog title={t('view.removeTitle', { name: view.name })} about={view.shared ? t('view.removeShared') : t('view.removeOwn')} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          api.remove(view.id).then(onRemoved, setFailed);
        }}
      >
        {failed ? <Trouble error={failed} /> : null}
        <DialogEnd label={t('view.remove')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
