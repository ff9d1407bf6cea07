// A table of text as it comes in: how it was written down is found out from its beginning, then line after line is handed on.
import type { Options } from 'csv-parse';
import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { isHeading } from '../domain/contact/column-guess.ts';
import type { Delimiter, Encoding } from '../domain/contact/table-guess.ts';
import { guessDelimiter, guessEncoding } from '../domain/contact/table-guess.ts';
import { Refusal } from '../domain/refusal.ts';
import { mostColumns } from '../contract/contact-import.ts';

const sampleBytes = 262_144;
const longestLine = 500_000;
const longestCell = 10_000;

export type TableLine = { readonly line: number; readonly cells: readonly string[] };
export type ReadTable = { readonly encoding: Encoding; readonly delimiter: Delimiter; readonly header: readonly string[]; readonly lines: AsyncIterable<TableLine> };
type Given = { readonly encoding?: Encoding | undefined; readonly delimiter?: Delimiter | undefined };

export async function readTable(content: AsyncIterable<Uint8Array>, given: Given): Promise<ReadTable> {
  const pieces = content[Symbol.asyncIterator]();
  const sample = await take(pieces, sampleBytes);
  if (sample.byteLength === 0) throw new Refusal('message-empty');
  const encoding = given.encoding ?? guessEncoding(sample, (one) => isText(sample, one));
  if (encoding === null) throw new Refusal('table-no-text');
  const delimiter = given.delimiter ?? guessDelimiter(decode(sample, encoding));
  const lines = linesOf(textOf(rest(sample, pieces), encoding), delimiter);
  const first = await lines.next();
  if (first.done) throw new Refusal('message-empty');
  if (first.value.cells.length > mostColumns) throw new Refusal('table-unreadable', { line: 1 });
  const named = isHeading(first.value.cells);
  const header = named ? first.value.cells : first.value.cells.map((_cell, place) => String(place + 1));
  return { encoding, delimiter, header, lines: named ? lines : after(first.value, lines) };
}

async function take(pieces: AsyncIterator<Uint8Array>, most: number): Promise<Uint8Array> {
  const taken: Uint8Array[] = [];
  for (let bytes = 0; bytes < most; ) {
    const { done, value } = await pieces.next();
    if (done) break;
    taken.push(value);
    bytes += value.byteLength;
  }
  return Buffer.concat(taken);
}

async function* rest(sample: Uint8Array, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield sample;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
}

async function* after(first: TableLine, lines: AsyncGenerator<TableLine>): AsyncGenerator<TableLine> {
  yield first;
  yield* lines;
}

/** The end of a sample may cut a character in two, so its end is not asked for. */
function isText(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

/** Lines end with a line feed alone, so that they are counted alike whoever wrote the file. */
async function* textOf(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' || encoding === 'gb18030' });
  let held = '';
  for await (const piece of pieces) {
    const text = held + decoder.decode(piece, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replaceAll(/\r\n?/g, '\n');
  }
  yield (held + decoder.decode()).replaceAll(/\r\n?/g, '\n');
}

async function* linesOf(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<TableLine> {
  // Counted as it is parsed: when something cannot be read, what was read before it is not handed on any more.
  let parsed = 0;
  const options: Options = {
    delimiter, info: true, relax_column_count: true, relax_quotes: true, max_record_size: longestLine,
    on_record: (record, context) => {
      parsed = context.lines;
      return record;
    },
  };
  const parser = Readable.from(text, { objectMode: false }).on('error', (error) => parser.destroy(error)).pipe(parse(options));
  let ended = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ readonly record: readonly string[]; readonly info: { readonly lines: number } }>) {
      const line = ended + 1;
      ended = info.lines;
      if (record.some((cell) => cell.trim() !== '')) yield { line, cells: record.slice(0, mostColumns).map((cell) => cell.slice(0, longestCell)) };
    }
  } catch (error) {
    // What is not valid in its encoding, a quotation mark that is never closed, a line without end: all are found at a line.
    if (isOfTheTable(error)) throw new Refusal('table-unreadable', { line: parsed + 1 });
    throw error;
  }
}

function isOfTheTable(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' || (typeof code === 'string' && code.startsWith('CSV_'));
}
