// Files go to the server as soon as they are chosen; the draft keeps what has arrived.
import { useCallback, useRef, useState } from 'react';
import type { InboxView } from '../../contract/views.ts';
import { newId } from '../kit/new-id.ts';
import { messages } from '../live/desk-api.ts';
import { drafts } from './use-draft.ts';

export type Uploading = { readonly id: string; readonly name: string; readonly bytes: number; readonly error: unknown; readonly tooLarge: number | null };

export function useAttachments(conversation: string, limits: InboxView['can']['attachments'] | undefined) {
  const [uploading, setUploading] = useState<readonly Uploading[]>([]);
  const underway = useRef(new Map<string, AbortController>());
  /** They stand in the order in which they were added, whichever arrives first. */
  const added = useRef<{ count: number; readonly places: Map<string, number> }>({ count: 0, places: new Map() });
  const settle = useCallback((id: string, change: Partial<Uploading> | null) => {
    setUploading((list) => list.flatMap((one) => (one.id !== id ? [one] : change ? [{ ...one, ...change }] : [])));
  }, []);

  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        const id = newId();
        const tooLarge = limits && file.size > limits.maxBytes ? limits.maxBytes : null;
        setUploading((list) => [...list, { id, name: file.name, bytes: file.size, error: null, tooLarge }]);
        added.current.count += 1;
        if (tooLarge === null) void send(id, file, added.current.count);
      }

      async function send(id: string, file: File, place: number) {
        const stopping = new AbortController();
        underway.current.set(id, stopping);
        try {
          const attachment = await messages.attach(file, stopping.signal);
          // Taken away in the moment of its arrival: it must not go with the answer after all.
          if (stopping.signal.aborted) return;
          const { places } = added.current;
          places.set(attachment.id, place);
          const all = [...drafts.read(conversation).attachments, attachment];
          drafts.change(conversation, { attachments: all.sort((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0)) });
          settle(id, null);
        } catch (error) {
          if (!stopping.signal.aborted) settle(id, { error });
        } finally {
          underway.current.delete(id);
        }
      }
    },
    [conversation, limits, settle],
  );

  return {
    uploading,
    add,
    busy: uploading.some((one) => one.error === null && one.tooLarge === null),
    forget: (id: string) => {
      underway.current.get(id)?.abort();
      settle(id, null);
    },
    remove: (id: string) => drafts.change(conversation, { attachments: drafts.read(conversation).attachments.filter((attachment) => attachment.id !== id) }),
  };
}
