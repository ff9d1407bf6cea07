// What may be wanted of many: the action, and how it is told when so many are done.
import type { Translate } from '../wording/interface.ts';
import type { BatchAction } from '../../contract/batch.ts';

/** A macro goes by the name that it had. */
type Action = Exclude<BatchAction, { do: 'macro' }> | (Extract<BatchAction, { do: 'macro' }> & { readonly name: string });
export type Deed = { readonly action: Action; readonly said: (done: number) => string };
export type To = { readonly agent?: string | null; readonly team?: string | null };

export function wishesOf(t: Translate<'many'>, onWish: (deed: Deed) => void) {
  return {
    close: () => onWish({ action: { do: 'close', because: 'solved' }, said: (done) => t('done.closed', { count: done }) }),
    spam: () => onWish({ action: { do: 'spam' }, said: (done) => t('done.spam', { count: done }) }),
    reopen: () => onWish({ action: { do: 'reopen' }, said: (done) => t('done.reopened', { count: done }) }),
    wait: (whom: 'customer' | 'third party') => onWish({ action: { do: 'wait', for: whom }, said: (done) => t(whom === 'customer' ? 'done.waitCustomer' : 'done.waitThird', { count: done }) }),
    /** `name` null: nobody. */
    assign: (action: To, name: string | null) => onWish({ action: { do: 'assign', ...action }, said: (done) => (name === null ? t('done.unassigned', { count: done }) : t('done.assigned', { count: done, name })) }),
    snooze: (until: string, when: string) => onWish({ action: { do: 'snooze', until }, said: (done) => t('done.snoozed', { count: done, when }) }),
    tag: (tag: string, on: boolean) => onWish({ action: { do: 'tag', add: on ? [tag] : [], remove: on ? [] : [tag] }, said: (done) => t(on ? 'done.tagged' : 'done.untagged', { count: done, tag }) }),
  };
}
