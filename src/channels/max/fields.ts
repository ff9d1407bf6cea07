// Reading what the vendor sends without believing that it is what was agreed: what is missing or something else is null or empty.
export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/** Text that a database takes: no NUL, no half of a surrogate pair. Null where there is none. */
export function words(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const clean = value.replaceAll('\0', '').toWellFormed();
  return clean === '' ? null : clean;
}

export const whole = (value: unknown): number | null => (typeof value === 'number' && Number.isSafeInteger(value) ? value : null);

export const decimal = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
