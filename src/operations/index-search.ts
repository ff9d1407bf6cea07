// Makes what was written findable. Apart from the changes themselves: taking in a message neither waits for it nor fails by it.
// Triggers of the database note what is due (migrations/000007-finding.sql), in the transaction of the change.
import { contactSign, entryOf, wordsToIndex } from '../domain/search/entry.ts';
import { periodsOf } from '../domain/search/period.ts';
import type { Db } from '../store/open.ts';
import type { Due, Material, Searched } from '../store/search-index.ts';
import {
  addConversationMarks, listSearchMaterial, lockSearch, newSearchWords, rememberSearchWords, removeSearchEntries, replaceConversationMarks, saveSearchEntries, saveSearchWords, takeSearchDue, takeSearchFill,
} from '../store/search-index.ts';
import { findStems } from '../store/search-stems.ts';
import type { Desk } from './desk.ts';

export const searchedTogether = 300;

/** Takes the next of what is due; where nothing is, of what was there before. @returns how many things it took */
export async function indexSearch(desk: Pick<Desk, 'db'>, together = searchedTogether): Promise<number> {
  const { taken, workspace, words } = await desk.db.transaction().execute(async (db) => {
    if (!(await lockSearch(db))) return { taken: 0, workspace: '', words: [] };
    const due = await takeSearchDue(db, together);
    const wanted = due.length > 0 ? due : await takeSearchFill(db, together);
    const [first] = wanted ?? [];
    // The last stretch of what was there before may be empty; what comes after it is looked at next.
    return { taken: wanted === null ? 0 : Math.max(wanted.length, 1), workspace: first?.workspace ?? '', words: first ? await write(db, first.workspace, wanted ?? []) : [] };
  });
  rememberSearchWords(workspace, words);
  return taken;
}

/** @returns the words that are new */
async function write(db: Db, workspace: string, taken: readonly Due[]): Promise<readonly string[]> {
  const words: string[] = [];
  for (const kind of ['message', 'conversation', 'contact'] as const) {
    const due = taken.filter((one) => one.kind === kind);
    if (due.length > 0) words.push(...(await writeKind(db, workspace, kind, due)));
  }
  const fresh = newSearchWords(workspace, words);
  await saveSearchWords(db, workspace, fresh);
  return fresh;
}

/** @returns the words in it */
async function writeKind(db: Db, workspace: string, kind: Searched, due: readonly Due[]): Promise<readonly string[]> {
  const material = await listSearchMaterial(db, workspace, kind, due.map((one) => one.id));
  const found = new Set(material.map((one) => one.id));
  await removeSearchEntries(db, workspace, kind, due.filter((one) => !found.has(one.id)).map((one) => one.id));
  const prepared = material.map((one) => ({ ...one, parts: one.parts.filter((part) => part !== null && part !== '') as string[] }));
  const words = prepared.flatMap((one) => wordsToIndex(one.parts));
  const stems = await findStems(db, words);
  await saveSearchEntries(db, workspace, kind, prepared.map((one) => ({
    id: one.id, conversation: one.conversation, at: one.at.toISOString(),
    words: entryOf({ parts: one.parts, ...(kind === 'contact' ? { marks: [], sign: contactSign } : { marks: periodsOf(one.at) }) }, stems.of(one.language)),
  })));
  await mark(db, workspace, kind, due, material);
  return words;
}

async function mark(db: Db, workspace: string, kind: Searched, due: readonly Due[], material: readonly Material[]): Promise<void> {
  if (kind === 'contact') return;
  const again = new Set(due.filter((one) => !one.anew).map((one) => one.id));
  if (kind === 'conversation') return replaceConversationMarks(db, workspace, [...again]);
  await replaceConversationMarks(db, workspace, [...new Set(material.filter((one) => again.has(one.id)).map((one) => one.conversation!))]);
  await addConversationMarks(db, workspace, due.filter((one) => one.anew).map((one) => one.id));
}
