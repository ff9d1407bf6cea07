// Formatted words from elsewhere (a document, a page, a mail) as the light marks that are kept here. Everything else of them goes:
// colours, sizes, tables' lines, pictures. What comes out is text; nothing of the HTML is ever shown.

/** The little that is asked of a node: a browser's own have it, and so have the tests'. */
export type PastedNode = {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<PastedNode>;
  getAttribute?(name: string): string | null;
};

type Style = { readonly bold: boolean; readonly italic: boolean; readonly link: string | null; readonly pre: boolean };
type Piece = { readonly text: string; readonly style: Style };
type Writer = { lines: { begin: string; pieces: Piece[] }[]; list: { ordered: boolean; number: number }[]; quote: number };

const silent = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'SVG', 'IFRAME', 'OBJECT', '#comment']);
const blocks = new Set(['P', 'DIV', 'SECTION', 'ARTICLE', 'HEADER', 'FOOTER', 'MAIN', 'TABLE', 'TR', 'UL', 'OL', 'BLOCKQUOTE', 'PRE', 'ADDRESS', 'FIGURE', 'DL', 'DT', 'DD', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);
const apart = new Set(['P', 'UL', 'OL', 'BLOCKQUOTE', 'PRE', 'TABLE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);
const plain: Style = { bold: false, italic: false, link: null, pre: false };

export function marksOfHtml(root: PastedNode): string {
  const writer: Writer = { lines: [{ begin: '', pieces: [] }], list: [], quote: 0 };
  walk(root, plain, writer);
  return writer.lines.map(lineOf).join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

function walk(node: PastedNode, style: Style, writer: Writer): void {
  if (node.nodeType === 3) return addText(node.textContent ?? '', style, writer);
  const name = node.nodeName.toUpperCase();
  if (silent.has(name)) return;
  if (name === 'BR') return begin(writer);
  const block = blocks.has(name) || name === 'LI';
  if (block) open(name, writer);
  if (name === 'UL' || name === 'OL') writer.list.push({ ordered: name === 'OL', number: 0 });
  if (name === 'BLOCKQUOTE') writer.quote += 1;
  if (name === 'LI' || name === 'BLOCKQUOTE') writer.lines.at(-1)!.begin = beginning(name, writer);
  const inner = styleOf(node, name, style);
  for (let index = 0; index < node.childNodes.length; index += 1) walk(node.childNodes[index]!, inner, writer);
  if (name === 'UL' || name === 'OL') writer.list.pop();
  if (name === 'BLOCKQUOTE') writer.quote -= 1;
  if (name === 'TD' || name === 'TH') addText(' ', style, writer);
  if (block) open(name, writer, true);
}

function beginning(name: string, writer: Writer): string {
  const list = writer.list.at(-1);
  if (name === 'BLOCKQUOTE' || !list) return writer.quote > 0 ? '> ' : name === 'LI' ? '- ' : '';
  list.number += 1;
  return list.ordered ? `${list.number}. ` : '- ';
}

function begin(writer: Writer): void {
  writer.lines.push({ begin: writer.quote > 0 ? '> ' : '', pieces: [] });
}

/** A new line where something stands already, and an empty one between paragraphs. */
function open(name: string, writer: Writer, ends = false): void {
  const isEmpty = (line: Writer['lines'][number] | undefined) => line === undefined || line.pieces.every((piece) => piece.text.trim() === '');
  if (!isEmpty(writer.lines.at(-1))) begin(writer);
  // A paragraph inside of an item stands behind its dot.
  else if (ends || !/^(?:-|\d+\.) $/.test(writer.lines.at(-1)!.begin)) writer.lines.at(-1)!.begin = writer.quote > 0 ? '> ' : '';
  if (apart.has(name) && writer.list.length === 0 && !isEmpty(writer.lines.at(-2)) && writer.quote === 0) writer.lines.splice(-1, 0, { begin: '', pieces: [] });
}

function addText(text: string, style: Style, writer: Writer): void {
  const [first = '', ...rest] = style.pre ? text.split('\n') : [text.replace(/[\s\u00a0]+/gu, ' ')];
  const add = (words: string) => {
    const line = writer.lines.at(-1)!;
    const known = line.pieces.at(-1);
    const after = known === undefined || /\s$/.test(known.text);
    const wanted = !style.pre && after ? words.replace(/^ /, '') : words;
    if (wanted !== '') line.pieces.push({ text: wanted, style });
  };
  add(first);
  for (const line of rest) {
    begin(writer);
    add(line);
  }
}

function styleOf(node: PastedNode, name: string, style: Style): Style {
  const css = node.getAttribute?.('style') ?? '';
  return { bold: isBold(css) ?? (style.bold || boldNames.test(name)), italic: isItalic(css) ?? (style.italic || name === 'I' || name === 'EM'), link: linkOf(node, name) ?? style.link, pre: style.pre || name === 'PRE' };
}

const boldNames = /^(?:B|STRONG|TH|H[1-6])$/;

/** null: the style says nothing about it. */
function isBold(css: string): boolean | null {
  const weight = /font-weight:\s*(bold(?:er)?|normal|\d+)/i.exec(css)?.[1]?.toLowerCase();
  return weight === undefined ? null : weight.startsWith('bold') || Number(weight) >= 600;
}

function isItalic(css: string): boolean | null {
  const slant = /font-style:\s*(italic|oblique|normal)/i.exec(css)?.[1]?.toLowerCase();
  return slant === undefined ? null : slant !== 'normal';
}

function linkOf(node: PastedNode, name: string): string | null {
  const href = name === 'A' ? (node.getAttribute?.('href') ?? '').trim() : '';
  return /^(?:https?:\/\/|mailto:)[^\s()<>"]+$/i.test(href) ? href : null;
}

/** Neighbours of one look are marked together, and spaces stay outside of the marks. */
function lineOf({ begin: beginningOf, pieces }: Writer['lines'][number]): string {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && last.style.bold === piece.style.bold && last.style.italic === piece.style.italic && last.style.link === piece.style.link) runs[runs.length - 1] = { ...last, text: last.text + piece.text };
    else runs.push(piece);
  }
  return `${beginningOf}${runs.map(marked).join('').trim()}`;
}

function marked({ text, style }: Piece): string {
  const words = text.trim();
  if (words === '') return text === '' ? '' : ' ';
  const before = /^\s/.test(text) ? ' ' : '';
  const after = /\s$/.test(text) ? ' ' : '';
  const isAddress = style.link !== null && (words === style.link || `mailto:${words}` === style.link);
  let out = style.link === null || isAddress ? words : `[${words.replace(/[[\]]/g, '')}](${style.link})`;
  if (style.italic) out = `_${out}_`;
  if (style.bold) out = `**${out}**`;
  return before + out + after;
}
