// What a contact would like of us, as it is stored: what was never said is not there.

export type QuietHours = { readonly from: string; readonly to: string };
export type Preferences = {
  readonly channel: string | null;
  readonly quiet: QuietHours | null;
  readonly address: 'formal' | 'informal' | null;
  readonly title: string | null;
};

export const noPreferences: Preferences = { channel: null, quiet: null, address: null, title: null };

/** From the database: whatever is missing or of another shape is not known. */
export function knownPreferences(stored: unknown): { channel: string | null; quiet: { from: string; to: string } | null; address: 'formal' | 'informal' | null; title: string | null } {
  const { channel, quiet, address, title } = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  return {
    channel: wordsOf(channel), title: wordsOf(title),
    address: address === 'formal' || address === 'informal' ? address : null,
    quiet: isQuiet(quiet) ? { from: quiet.from, to: quiet.to } : null,
  };
}

function wordsOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function isQuiet(value: unknown): value is QuietHours {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value && typeof value.from === 'string' && typeof value.to === 'string';
}
