// A notification of the browser's own, for somebody whose desk is open behind other windows. Where this browser rings by push, that
// says it already.
import type { NotificationView } from '../../contract/views.ts';
import { ringsAs, showsInWindow } from './device.ts';

export type Said = { readonly title: string; readonly body: string };

export function showInWindow({ id, conversation }: NotificationView, { title, body }: Said, onGo: (conversation: string) => void): void {
  if (!showsInWindow() || ringsAs() !== null || document.hasFocus()) return;
  const shown = new Notification(title, { body, tag: id });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
    if (conversation) onGo(conversation);
  });
}
