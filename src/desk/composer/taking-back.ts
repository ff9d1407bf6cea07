// Taking an answer back, for whoever draws one: what does it is loaded when something is sent that can be taken back.
import type { MessageView } from '../../contract/views.ts';
import { tell } from '../kit/notices.ts';
import type { Store } from '../live/store.ts';
import type { Draft } from './drafts.ts';

const load = () => import('./take-back.ts');

export const loadTakingBack = (): void => void load().catch(() => undefined);

/** @param draft what the reply was made of, where this page still knows */
export async function takeBack(store: Store, message: MessageView, draft?: Draft): Promise<void> {
  const loaded = await load().catch((trouble: unknown) => {
    tell({ text: '', trouble });
    return null;
  });
  await loaded?.takeBack(store, message, draft);
}
