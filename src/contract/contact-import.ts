// Contacts that come from a table in a file: looked at first, then taken in line by line; and contacts that go out as one.
import { z } from 'zod';
import { columnShape } from '../domain/contact/column-guess.ts';
import { lineMistakes } from '../domain/contact/import-line.ts';
import { delimiters, encodings } from '../domain/contact/table-guess.ts';
import { contactView, id, instant } from './views.ts';

export const mostLines = 200_000;
export const mostColumns = 200;

/** How the file is read; what is left out is guessed. */
export const tableQuery = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(['comma', 'semicolon', 'tab', 'bar']).optional(),
});
export const delimiterNames: Readonly<Record<NonNullable<z.output<typeof tableQuery>['delimiter']>, (typeof delimiters)[number]>> = { comma: ',', semicolon: ';', tab: '\t', bar: '|' };

const columns = z.array(z.string().regex(columnShape)).max(mostColumns)
  .meta({ description: 'For each column of the table what it is: name (several are put together), language, timeZone, contact (this desk\'s own id), skip, identity:<channel>, attribute:<its name>.' });
/** Of people who are known already. `fill`: what is missing is added; `overwrite`: the file's word counts. Neither takes anything away. */
const known = z.enum(['fill', 'overwrite']);

export const importBody = z.object({ columns, known: known.default('fill') });

export const importStates = ['coming', 'ready', 'running', 'stopped', 'done', 'undoing', 'undone'] as const;
export const contactImportView = z.object({
  id,
  by: z.object({ kind: z.enum(['agent', 'service']), id: z.string() }),
  /** Of the file. */
  name: z.string(),
  encoding: z.enum(encodings), delimiter: z.enum(delimiters),
  header: z.array(z.string()),
  lines: z.int(),
  /** As they were decided, or guessed. */
  columns: z.array(z.string()), known: known.nullable(),
  state: z.enum(importStates),
  made: z.int(), changed: z.int(),
  /** Known already, and the file had nothing to add. */
  same: z.int(),
  /** Left out, with the line and the reason in the report. */
  conflicting: z.int(), refused: z.int(),
  undone: z.int(), kept: z.int(),
  createdAt: instant, finishedAt: instant.nullable(),
}).meta({ id: 'ContactImport' });

export const importsReply = z.object({ imports: z.array(contactImportView) });
export const importReply = z.object({ import: contactImportView, /** The first lines, as they stand in the file. */ first: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })), /** By which people can be found: what an `identity:` can name. */ channels: z.array(z.string()) });

export const lineOutcomes = ['made', 'changed', 'same', 'conflict', 'refused', 'repeated'] as const;
export const importPreview = z.object({
  counts: z.record(z.enum(lineOutcomes), z.int()),
  /** At most eight of each outcome, in the order of the file. */
  examples: z.array(z.object({
    line: z.int(), outcome: z.enum(lineOutcomes), cells: z.array(z.string()),
    /** Why it is refused, and the cell. */
    mistake: z.enum(lineMistakes).nullable(), cell: z.string().nullable(),
    /** Who is meant: the contact that is known, those that are in conflict, or for `repeated` the earlier line. */
    contacts: z.array(contactView.pick({ id: true, name: true })), earlier: z.int().nullable(),
  })),
});

/** Which contacts go out. */
export const exportQuery = z.object({
  language: z.string().max(35).optional(),
  channel: z.string().max(50).optional(),
  createdFrom: instant.optional(),
  createdTo: instant.optional(),
  /** Has an attribute of this name; with `value`, this one. */
  attribute: z.string().max(100).optional(),
  value: z.string().max(2_000).optional(),
  delimiter: z.enum(['comma', 'semicolon', 'tab', 'bar']).default('comma'),
  /** A mark at the beginning, by which spreadsheets know that it is UTF-8. */
  mark: z.enum(['yes', 'no']).default('yes'),
});

export type ImportBody = z.output<typeof importBody>;
export type ContactImportView = z.infer<typeof contactImportView>;
export type ImportReply = z.infer<typeof importReply>;
export type ImportPreview = z.infer<typeof importPreview>;
export type LineOutcome = (typeof lineOutcomes)[number];
export type ExportQuery = z.output<typeof exportQuery>;
