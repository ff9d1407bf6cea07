// Reads the YAML of a pack and remembers on which line everything stands, so that a linguist is sent to the right place.
import { LineCounter, isMap, isScalar, isSeq, parse, parseDocument } from 'yaml';
import type { Node, YAMLMap } from 'yaml';

export type Line = { readonly text: string; readonly line: number };
export type Place = { readonly file: string; readonly line: number };
export type Problem = Place & { readonly message: string };

/** One entry of a YAML map: a plain value, a block of lines, a map of entries, or a list of maps. */
export type Entry = {
  readonly place: Place;
  readonly scalar: string | number | boolean | null;
  readonly lines: readonly Line[];
  readonly map: Table | null;
  readonly items: readonly Table[];
  readonly list: readonly string[];
};
export type Table = { readonly place: Place; readonly entries: ReadonlyMap<string, Entry> };

type Reader = { readonly file: string; readonly counter: LineCounter };

const lineOf = (reader: Reader, node: Node | null | undefined): number => (node?.range ? reader.counter.linePos(node.range[0]).line : 1);

const linesOf = (value: unknown, first: number, block: boolean): Line[] => {
  if (typeof value !== 'string') return [];
  return value
    .split('\n')
    .map((text, index) => ({ text: text.trim(), line: first + index + (block ? 1 : 0) }))
    .filter(({ text }) => text !== '');
};

const readEntry = (reader: Reader, node: Node | null): Entry => {
  const place = { file: reader.file, line: lineOf(reader, node) };
  const empty = { place, scalar: null, lines: [], map: null, items: [], list: [] };
  if (isMap(node)) return { ...empty, map: readTable(reader, node) };
  if (isSeq(node)) {
    const items = node.items.filter((item): item is YAMLMap => isMap(item)).map((item) => readTable(reader, item));
    const list = node.items.filter(isScalar).map((item) => String(item.value));
    return { ...empty, items, list };
  }
  if (!isScalar(node)) return empty;
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const scalar = typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean' ? node.value : null;
  return { ...empty, scalar, lines: linesOf(typeof scalar === 'number' ? String(scalar) : scalar, place.line, block) };
};

const readTable = (reader: Reader, map: YAMLMap): Table => {
  const entries = new Map<string, Entry>();
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    entries.set(key, readEntry(reader, pair.value as Node | null));
  }
  return { place: { file: reader.file, line: lineOf(reader, map) }, entries };
};

/** A file whose top is a map answers `map`; one whose top is a list answers `items`. Never throws: faults go to `problems`. */
export const readYaml = (file: string, text: string, problems: Problem[]): Entry => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  for (const error of document.errors) problems.push({ file, line: counter.linePos(error.pos[0]).line, message: `this is not readable YAML: ${error.message}` });
  return readEntry({ file, counter }, document.errors.length > 0 ? null : (document.contents));
};

/** The file as plain data, for a part of the pack that checks itself. */
export const plain = (text: string): unknown => {
  try {
    return parse(text);
  } catch {
    return null;
  }
};
