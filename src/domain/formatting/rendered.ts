// Marked words for those who are to read them: as plain text for programs that show nothing else, and as HTML.
import type { Block, Line, Run } from './marks.ts';
import { blocksOf } from './marks.ts';

/** Without the marks that would only disturb: stars and lines go, lists and quotes read well as they are, an address stands behind its words. */
export function plainText(text: string): string {
  return blocksOf(text).flatMap((block) => block.lines.map((line) => beginOf(text, block, line) + plainLine(text, line))).join('\n');
}

/** As it was typed. */
function beginOf(text: string, block: Block, line: Line): string {
  const [first] = line;
  if (block.kind === 'words') return '';
  if (!first) return '>';
  return /^(?:> ?|[-*•] |\d{1,3}[.)] )/.exec(text.slice(text.lastIndexOf('\n', first.start - 1) + 1))?.[0] ?? '';
}

function plainLine(text: string, line: Line): string {
  let plain = '';
  for (const [index, run] of line.entries()) {
    plain += text.slice(run.start, run.end);
    if (run.link !== null && line[index + 1]?.link !== run.link) {
      const words = line.filter((one) => one.link === run.link).map((one) => text.slice(one.start, one.end)).join('');
      const target = run.link.replace(/^mailto:/, '');
      if (words.trim() !== target) plain += ` (${target})`;
    }
  }
  return plain;
}

const address = /\bhttps?:\/\/[^\s<>"'\p{Script=Han}，。；：！？、（）【】]{1,2000}(?<![.,;:!?)\]}])/gu;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

/** Nothing of the text can become a tag: whatever is not one of ours is escaped. */
export function htmlOfMarks(text: string): string {
  return `<div>${blocksOf(text.trimEnd()).map((block) => htmlOf(text, block)).filter((html) => html !== '').join('\n')}</div>`;
}

function htmlOf(text: string, block: Block): string {
  const lines = block.lines.map((line) => line.map((run) => htmlRun(text, run)).join(''));
  if (block.kind === 'list') {
    const items = lines.map((line) => `<li>${line}</li>`).join('');
    return block.from === null ? `<ul>${items}</ul>` : `<ol${block.from === 1 ? '' : ` start="${block.from}"`}>${items}</ol>`;
  }
  const paragraphs = lines.join('\n').split(/\n{2,}/).map((one) => one.replace(/^\n|\n$/g, '')).filter((one) => one !== '').map((one) => `<p>${one.replaceAll('\n', '<br>\n')}</p>`).join('\n');
  return block.kind === 'quote' ? `<blockquote>${paragraphs}</blockquote>` : paragraphs;
}

function htmlRun(text: string, run: Run): string {
  const words = text.slice(run.start, run.end);
  let html = run.link === null ? linked(words) : `<a href="${escaped(run.link)}">${escaped(words)}</a>`;
  if (run.italic) html = `<em>${html}</em>`;
  return run.bold ? `<strong>${html}</strong>` : html;
}

function linked(words: string): string {
  let html = '';
  let read = 0;
  for (const found of words.matchAll(address)) {
    html += `${escaped(words.slice(read, found.index))}<a href="${escaped(found[0])}">${escaped(found[0])}</a>`;
    read = found.index + found[0].length;
  }
  return html + escaped(words.slice(read));
}
