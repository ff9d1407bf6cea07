// Things that are one agent's own or everybody's: templates and macros. Everybody sees what is shared, leads keep it in order;
// what is somebody's own is nobody else's business.
import type { Viewer } from './permission.ts';
import { hasRole } from './permission.ts';

export function maySeeOwned(viewer: Viewer, owner: string | null): boolean {
  return owner === null || (viewer.kind === 'agent' && owner === viewer.id);
}

export function mayChangeOwned(viewer: Viewer, owner: string | null): boolean {
  return owner === null ? hasRole(viewer, 'lead') : maySeeOwned(viewer, owner);
}
