// The formatted form of a plain text: paragraphs, line breaks and links, nothing more.
import { escapeHtml } from '../escape-html.ts';

/** Chinese text follows an address without a space, so Han characters and full-width punctuation end it. */
const link = /\bhttps?:\/\/[^\s<>"'\p{Script=Han}，。；：！？、（）【】]{1,2000}(?<![.,;:!?)\]}])/gu;

export function htmlOfText(text: string): string {
  const paragraphs = text.trimEnd().split(/\n{2,}/).map((paragraph) => `<p>${withLinks(paragraph).replaceAll('\n', '<br>\n')}</p>`);
  return `<div>${paragraphs.join('\n')}</div>`;
}

function withLinks(text: string): string {
  let out = '';
  let end = 0;
  for (const match of text.matchAll(link)) {
    const target = escapeHtml(match[0]);
    out += `${escapeHtml(text.slice(end, match.index))}<a href="${target}">${target}</a>`;
    end = match.index + match[0].length;
  }
  return out + escapeHtml(text.slice(end));
}
