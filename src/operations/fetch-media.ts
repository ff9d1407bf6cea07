// Fetches what vendors hold for us: pictures and files of messages that are on the screens already. Each is tried until it is there,
// or the vendor says that it will never be; then its place says why, and somebody may ask again.
import { nextAttempt } from '../domain/delivery/retry.ts';
import type { ChannelIo, Fetched } from '../channels/channel.ts';
import { messageOf } from '../store/failure.ts';
import type { DueMedia } from '../store/media.ts';
import { saveMediaFetched, saveMediaProblem, saveMediaWanted, takeDueMedia } from '../store/media.ts';
import { Refusal } from '../domain/refusal.ts';
import { TooLarge } from '../store/blobs.ts';
import type { Actor } from './change.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { getAccount } from './inbox-account.ts';

/** Longer than any vendor's download may take. */
const leaseSeconds = 300;
const together = 4;

/** @returns how many were looked for */
export async function fetchMedia(desk: Desk, io: (account: InboxAccount) => ChannelIo): Promise<number> {
  const due = await takeDueMedia(desk.db, desk.now(), new Date(Date.parse(desk.now()) + leaseSeconds * 1_000).toISOString(), together);
  await Promise.all(due.map((one) => fetchOne(desk, one, io)));
  return due.length;
}

type Put = { readonly hash: string; readonly bytes: number; readonly name?: string; readonly mediaType?: string };

async function fetchOne(desk: Desk, media: DueMedia, io: (account: InboxAccount) => ChannelIo): Promise<void> {
  const got = await store(desk, media, io);
  await change(desk, { workspace: media.workspace, actor: automation }, async (within) => {
    const place = 'hash' in got
      ? await saveMediaFetched(within.db, media.workspace, media.attachment, got)
      : await saveMediaProblem(within.db, media.workspace, media.attachment, { code: got.code, detail: got.reason, dueAt: nextLook(media, got, within.now) });
    if (place) within.record('attachment-changed', { conversation: place.conversation, data: { message: place.message, attachment: media.attachment } });
  });
}

function nextLook(media: DueMedia, failed: Extract<Fetched, { ok: false }>, now: string): string | null {
  return failed.retry === 'never' ? null : nextAttempt(media.attempts, media.created_at.toISOString(), now, failed.retryAfterSeconds ?? null);
}

async function store(desk: Desk, media: DueMedia, io: (account: InboxAccount) => ChannelIo): Promise<Put | Extract<Fetched, { ok: false }>> {
  try {
    const account = await getAccount(desk, desk.db, media.workspace, media.inbox);
    if (!account.channel.fetchMedia) return { ok: false, retry: 'never', code: 'media-gone', reason: '' };
    const fetched = await account.channel.fetchMedia({ remote: media.remote, bytes: media.bytes === 0 ? null : media.bytes }, account.config, io(account));
    if (!fetched.ok) return fetched;
    const { hash, bytes } = await desk.blobs.put(fetched.content, desk.uploadBytes);
    return { hash, bytes, ...(fetched.name === undefined ? {} : { name: fetched.name.slice(0, 500) || 'attachment' }), ...(fetched.mediaType === undefined ? {} : { mediaType: fetched.mediaType }) };
  } catch (error) {
    if (error instanceof TooLarge) return { ok: false, retry: 'never', code: 'media-too-large', reason: '' };
    return { ok: false, retry: 'later', code: 'media-fetch-broke', reason: messageOf(error) };
  }
}

/** Somebody asks for what was given up. */
export async function fetchAgain(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, attachment: string): Promise<void> {
  await change(desk, who, async (within) => {
    if (!(await saveMediaWanted(within.db, who.workspace, attachment, within.now))) throw new Refusal('attachment-missing');
    within.wakeWorker('media');
  });
}
