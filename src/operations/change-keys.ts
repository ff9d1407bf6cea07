// Other keys for an agent's own screens, on every machine where they work.
import type { KeysView } from '../contract/keys.ts';
import { keysView, usualKeys } from '../contract/keys.ts';
import { findAgentKeys, saveAgentKeys } from '../store/agent-keys.ts';
import type { Db } from '../store/open.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

/** What a later version wrote and this one does not know is as if it were not there. */
export async function readKeys(db: Db, workspace: string, agent: string): Promise<KeysView> {
  const read = keysView.safeParse(await findAgentKeys(db, workspace, agent));
  return read.success ? read.data : usualKeys;
}

export async function changeKeys(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, keys: KeysView): Promise<KeysView> {
  return change(desk, who, async ({ db, workspace, record }) => {
    const { id } = who.actor;
    const before = await readKeys(db, workspace, id);
    if (JSON.stringify(inOrder(before)) === JSON.stringify(inOrder(keys))) return before;
    await saveAgentKeys(db, workspace, id, keys);
    record('keys-changed', { onlyAgent: id, data: {} });
    return keys;
  });
}

/** The database keeps the members of an object in an order of its own. */
function inOrder({ singleKeys, changed }: KeysView): readonly unknown[] {
  return [singleKeys, Object.entries(changed).sort(([one], [other]) => (one < other ? -1 : 1))];
}
