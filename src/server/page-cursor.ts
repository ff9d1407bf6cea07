// Where a page of a list ends, as an opaque word that the caller gives back: a moment and an id.
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';

export type PageEnd = { readonly at: Date; readonly id: string };
/** `stretch`: which part of a list in several stretches (store/conversation-order.ts). */
export type OrderedEnd = PageEnd & { readonly stretch: number };

export function cursorOf({ at, id }: PageEnd): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

/** @param name of the query's field, to be named where it is not one of ours */
export function readCursor(cursor: string | undefined, name: string): PageEnd | null {
  if (cursor === undefined) return null;
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const at = new Date(found?.[1] ?? '');
  if (!found || Number.isNaN(at.getTime())) throw new Refusal('input-wrong', { [name]: 'This is not a place in this list; begin at its start.' });
  return { at, id: found[2]! };
}

export function orderedCursorOf({ stretch, ...end }: OrderedEnd): string {
  return stretch === 0 ? cursorOf(end) : `${stretch}.${cursorOf(end)}`;
}

export function readOrderedCursor(cursor: string | undefined, name: string): OrderedEnd | null {
  const [, stretch, rest] = /^(?:([1-9])\.)?(.*)$/s.exec(cursor ?? '') ?? [];
  const end = readCursor(cursor === undefined ? undefined : rest, name);
  return end === null ? null : { ...end, stretch: Number(stretch ?? 0) };
}

/** What every list takes that can grow without end. */
export const pageFields = {
  /** Opaque; from the previous page's `next`. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};

/** Of one row more than was asked for, the page and where the next begins. */
export function pageOf<Row>(rows: readonly Row[], limit: number, endOf: (row: Row) => PageEnd): { readonly page: readonly Row[]; readonly next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last !== undefined ? cursorOf(endOf(last)) : null };
}
