// The list or search as it is now, kept under a name.
import { useState } from 'react';
import type { SavedView } from '../../contract/finding.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { CheckField, TextField } from '../kit/field.tsx';
import { newId } from '../kit/new-id.ts';
import { Trouble } from '../kit/state.tsx';
import { useMe } from '../live/use-desk.ts';
import { queryOf, type Asked } from './asked.ts';
import { views as api } from './finding-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

type ViewDialogProps = { readonly asked: Asked; /** The view to be called otherwise; null: a new one. */ readonly view: SavedView | null; onSaved(view: SavedView): void; onClose(): void };

export function ViewDialog({ asked, view, onSaved, onClose }: ViewDialogProps) {
  const { t } = useTranslation('finding');
  const { t: desk } = useTranslation();
  const me = useMe();
  const [id] = useState(newId);
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [failed, setFailed] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const [tried, setTried] = useState(false);
  const mayShare = me.role !== 'agent';
  const save = async () => {
    setTried(true);
    if (name.trim() === '') return;
    setSaving(true);
    setFailed(null);
    try {
      onSaved(await (view ? api.change(view.id, { name, shared }) : api.save({ id, name, shared, query: queryOf(asked) })));
    } catch (error) {
      setFailed(error);
      setSaving(false);
    }
  };
  return (
    <Dialog title={view ? t('view.rename') : t('view.save')} about={t('view.about')} onClose={onClose}>
      <form
        noValidate
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={t('view.name')} value={name} maxLength={100} dir="auto" autoFocus mistake={tried && name.trim() === '' ? t('view.nameMissing') : undefined} onChange={(event) => setName(event.target.value)} />
        {mayShare ? <CheckField label={t('view.shared')} hint={t('view.sharedHint')} checked={shared} onChange={(event) => setShared(event.target.checked)} /> : null}
        {failed ? <Trouble error={failed} /> : null}
        <DialogEnd label={desk('action.save')} disabled={saving} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
