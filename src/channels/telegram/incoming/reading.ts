// Reading what claims to be an update: nothing about its shape is believed. What is not there, or is something else, is null.
export type Thing = Readonly<Record<string, unknown>>;

export const thing = (value: unknown): Thing | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Thing) : null);
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const things = (value: unknown): readonly Thing[] => list(value).map(thing).filter((one) => one !== null);
export const whole = (value: unknown): number | null => (typeof value === 'number' && Number.isSafeInteger(value) ? value : null);
export const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
/** Exactly as it came: places in it are counted from its beginning. */
export const rawText = (value: unknown): string => (typeof value === 'string' ? value : '');
export const text = (value: unknown): string => storable(rawText(value));
/** In one line, for names. */
export const line = (value: unknown, most = 300): string => text(value).replace(/\s+/g, ' ').trim().slice(0, most).toWellFormed();

/** What a database and another program can take: no NUL, no half of a surrogate pair, both of which JSON lets through. */
export function storable(given: string): string {
  return given.replaceAll('\0', '').toWellFormed();
}

/** The vendor's seconds; never after `receivedAt`, for clocks differ, and never a time that is none. */
export function instantOf(seconds: unknown, receivedAt: string): string {
  const value = whole(seconds);
  if (value === null || value <= 0 || value > 8_640_000_000_000) return receivedAt;
  const at = new Date(value * 1000).toISOString();
  return at.length === receivedAt.length && at < receivedAt ? at : receivedAt;
}

/** A person's name as the vendor splits it; a bot or a group has a title. */
export function nameOf(user: Thing | null): string | null {
  const full = [line(user?.['first_name'], 100), line(user?.['last_name'], 100)].filter((one) => one !== '').join(' ');
  return full || line(user?.['title'], 200) || line(user?.['username'], 100) || null;
}
