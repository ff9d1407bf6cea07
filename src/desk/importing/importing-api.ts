// Requests about contacts that come from a table and go out as one.
import type { ContactImportView, ImportPreview, ImportReply } from '../../contract/contact-import.ts';
import { request, upload } from '../live/request.ts';

export type Reading = { readonly encoding?: string; readonly delimiter?: string };
export type Decision = { readonly columns: readonly string[]; readonly known: 'fill' | 'overwrite' };
export type Exported = { readonly language: string; readonly channel: string; readonly attribute: string; readonly value: string; readonly delimiter: string; readonly mark: string };

function given(values: Readonly<Record<string, string | undefined>>): string {
  const text = new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as [string, string]]))).toString();
  return text === '' ? '' : `?${text}`;
}

export const imports = {
  list: () => request<{ readonly imports: readonly ContactImportView[] }>('GET', '/contact-imports'),
  upload: (file: File, reading: Reading = {}) => upload<ImportReply>(`/contact-imports${given(reading)}`, file),
  one: (id: string) => request<ImportReply>('GET', `/contact-imports/${id}`),
  preview: (id: string, decision: Decision, signal: AbortSignal) => request<ImportPreview>('POST', `/contact-imports/${id}/preview`, decision, signal),
  begin: (id: string, decision: Decision) => request<ContactImportView>('POST', `/contact-imports/${id}/begin`, decision),
  stop: (id: string) => request<ContactImportView>('POST', `/contact-imports/${id}/stop`, {}),
  undo: (id: string) => request<ContactImportView>('POST', `/contact-imports/${id}/undo`, {}),
  remove: (id: string) => request<void>('DELETE', `/contact-imports/${id}`),
  reportAddress: (id: string) => `/api/contact-imports/${id}/report`,
  exportAddress: (wanted: Exported) => `/api/contact-export${given(wanted)}`,
};

/** Files that were chosen on this page: one that was read wrongly can be read again without being looked for. */
export const chosenFiles = new Map<string, File>();
