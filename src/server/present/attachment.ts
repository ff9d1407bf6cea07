// Attachments as the contract shows them.
import type { AttachmentView } from '../../contract/views.ts';
import type { StoredAttachment } from '../../store/attachment.ts';

export function presentAttachment(row: StoredAttachment): AttachmentView {
  return { id: row.id, name: row.name, mediaType: row.media_type, bytes: row.bytes, contentId: row.content_id };
}
