// Keeps what somebody is writing, as typed. No event tells of it: it is nobody else's business, and it comes with every few words.
import type { DraftContent } from '../contract/draft.ts';
import type { ForwardDraftContent } from '../contract/forward-draft.ts';
import { storable } from '../store/receive.ts';
import type { DraftPlace, DraftRow } from '../store/draft.ts';
import { lockDraft, removeDraft, saveDraft } from '../store/draft.ts';
import type { Desk } from './desk.ts';

export type KeptDraft = { readonly draft: DraftRow | null; readonly replaced: DraftRow | null };

export type WrittenDraft = { readonly content: DraftContent | ForwardDraftContent | null; readonly device: string; readonly seen: number | null };

/** The last writer wins. What another device had written meanwhile is given back, so that it is not lost. */
export async function keepDraft(desk: Desk, workspace: string, place: DraftPlace, written: WrittenDraft): Promise<KeptDraft> {
  return desk.db.transaction().execute(async (db) => {
    const found = await lockDraft(db, workspace, place);
    const isOther = found !== null && found.device !== written.device && found.version !== written.seen;
    if (written.content === null) {
      // What was emptied here must not take away what another device has written since.
      if (isOther) return { draft: found, replaced: null };
      await removeDraft(db, workspace, place);
      return { draft: null, replaced: null };
    }
    const content = JSON.parse(JSON.stringify(written.content), (_name, value: unknown) => (typeof value === 'string' ? storable(value) : value)) as NonNullable<WrittenDraft['content']>;
    const draft = await saveDraft(db, workspace, desk.now(), place, { content, attachments: content.attachments.map((one) => one.id), device: storable(written.device) });
    const differs = isOther && wordsOf(found.content as NonNullable<WrittenDraft['content']>) !== wordsOf(content);
    return { draft, replaced: differs ? found : null };
  });
}

/** What somebody would miss. */
function wordsOf(content: NonNullable<WrittenDraft['content']>): string {
  return 'quoted' in content ? JSON.stringify([content.to, content.text, content.quoted]) : content.text;
}
