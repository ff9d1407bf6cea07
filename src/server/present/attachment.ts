// Attachments as the contract shows them.
import type { AttachmentView } from '../../contract/views.ts';
import type { AttachmentRow } from '../../store/message-row.ts';

export function presentAttachment({ id, name, media_type: mediaType, bytes, content_id: contentId, hash, problem = null }: Omit<AttachmentRow, 'message' | 'problem'> & Partial<Pick<AttachmentRow, 'problem'>>): AttachmentView {
  return { id, name, mediaType, bytes, contentId, ...(hash === null ? { away: { problem } } : {}) };
}
