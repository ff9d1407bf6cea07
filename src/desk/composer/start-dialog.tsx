// A conversation that the agent begins, on a channel that allows it.
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { AreaField, SelectField, TextField } from '../kit/field.tsx';
import { newId } from '../kit/new-id.ts';
import { Trouble } from '../kit/state.tsx';
import { conversations as api } from '../live/desk-api.ts';
import { withOpened } from '../live/store.ts';
import { sameList, useDesk, useStore } from '../live/use-desk.ts';
import { readAddresses } from './addresses.ts';

const empty = { to: '', copy: '', subject: '', text: '' };

export function StartDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const inboxes = useDesk((state) => Object.values(state.inboxes).filter((inbox) => inbox.archivedAt === null && inbox.can.startsConversations), sameList);
  const [inbox, setInbox] = useState(inboxes[0]?.id ?? '');
  const [typed, setTyped] = useState(empty);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ids = useMemo(() => ({ id: newId(), message: newId() }), []);
  const chosen = inboxes.find((one) => one.id === inbox);
  const to = readAddresses(typed.to);
  const copy = readAddresses(typed.copy);
  const mistakes = {
    to: to.addresses.length !== 1 || to.wrong.length > 0 ? t('start.oneRecipient') : undefined,
    copy: copy.wrong.length > 0 ? t('composer.wrongAddress', { address: copy.wrong.join(', ') }) : undefined,
    text: typed.text.trim() === '' ? t('start.noText') : undefined,
  };
  const set = (field: keyof typeof empty) => (event: { readonly target: { readonly value: string } }) => setTyped({ ...typed, [field]: event.target.value });
  const send = async () => {
    setTried(true);
    const [recipient] = to.addresses;
    if (mistakes.to || mistakes.copy || mistakes.text || !recipient) return;
    const asked = store.cursor();
    try {
      const reply = await api.start({ ...ids, inbox, to: recipient, copy: [...copy.addresses], subject: typed.subject.trim() || null, text: typed.text.trim() });
      store.replace((state) => withOpened(state, reply, { conversations: [reply.conversation], contacts: [reply.contact], messages: reply.messages, commitments: reply.commitments }), Math.max(asked, reply.cursor));
      onClose();
      await navigate({ to: '/inbox/$view/$conversation', params: { view: 'all', conversation: reply.conversation.id } });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog wide title={t('start.title')} onClose={onClose}>
      <form className="space-y-4" noValidate onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label={t('start.inbox')} value={inbox} onChange={(event) => setInbox(event.target.value)} choices={inboxes.map((one) => ({ value: one.id, label: one.name }))} />
          <TextField label={t('start.to')} value={typed.to} autoFocus inputMode="email" autoComplete="off" mistake={tried ? mistakes.to : undefined} onChange={set('to')} />
        </div>
        {chosen?.can.copies ? <TextField label={t('composer.copy')} optional={t('action.optional')} value={typed.copy} inputMode="email" autoComplete="off" mistake={tried ? mistakes.copy : undefined} onChange={set('copy')} /> : null}
        <TextField label={t('conversation.subject')} optional={t('action.optional')} value={typed.subject} maxLength={500} dir="auto" onChange={set('subject')} />
        <AreaField label={t('start.text')} rows={8} value={typed.text} dir="auto" mistake={tried ? mistakes.text : undefined} onChange={set('text')} />
        {error ? <Trouble error={error} /> : null}
        <div className="flex justify-end gap-2"><Button look="quiet" onClick={onClose}>{t('action.cancel')}</Button><Button look="main" type="submit">{t('start.send')}</Button></div>
      </form>
    </Dialog>
  );
}
