// A desk with crowds of customers, of which many are dealt with at once.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { MacroView } from '../../src/contract/macro.ts';
import type { InboxView } from '../../src/contract/views.ts';
import { webChat } from '../../src/channels/registry.ts';
import { openAccount } from '../../src/operations/inbox-account.ts';
import { receiveNow } from '../../src/operations/receive-messages.ts';
import { findInbox } from '../../src/store/inbox.ts';
import { findFirstWorkspace } from '../../src/store/workspace.ts';
import { anna, call, chatInbox, listed, openStage } from './desk-stage.ts';

export type ManyStage = Awaited<ReturnType<typeof openManyStage>>;

export async function openManyStage() {
  const stage = await openStage();
  const page = await stage.signedIn(anna);
  const inbox: InboxView = await chatInbox(page.request, stage.desk);
  const { desk } = stage.desk.installation;
  const ask = <Reply>(method: string, path: string, body?: unknown) => call<Reply>(page.request, stage.desk, method, path, body);
  return {
    ...stage, page, ask,
    /** So many customers write; the one with the lowest number last. */
    crowd: async (name: string, count: number, text = 'Where is my lamp?') => {
      const account = (await findInbox(desk.db, (await findFirstWorkspace(desk.db))!.id, inbox.id))!;
      for (let place = count; place >= 1; place -= 1) {
        const id = randomUUID();
        const { token } = webChat.openSession({ inbox: inbox.id, newId: desk.newId() }, openAccount(desk, account).config as Parameters<typeof webChat.openSession>[1])!;
        const body = Buffer.from(JSON.stringify({ id, text, name: `${name} ${String(place).padStart(2, '0')}` }));
        await receiveNow(desk, account, { id: desk.newId(), kind: 'message', headers: { [webChat.tokenHeader]: token }, body, blob: null, bytes: body.byteLength, key: id, receivedAt: desk.now() });
        await desk.db.updateTable('contact').set({ name: `${name} ${String(place).padStart(2, '0')}` }).where('name', 'is', null).execute();
      }
    },
    /** Who stands in the list of what is open. */
    open: async () => (await listed(page.request, stage.desk, 'open')).map((one) => one.contact.name),
    closeAll: async () => {
      for (const one of await listed(page.request, stage.desk, 'open')) await ask('POST', `/conversations/${one.id}/close`, {});
    },
    makeMacro: (name: string, steps: MacroView['steps']) => ask<MacroView>('POST', '/macros', { name, shared: true, steps }),
    bar: (on: Page = page) => on.getByRole('toolbar', { name: 'What to do with the selected conversations' }),
  };
}
