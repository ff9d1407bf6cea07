// The words of an HTML message, as a reader would see them: what is read, searched and answered.
import { compile, type HtmlToTextOptions } from 'html-to-text';
import { shallowHtml } from './html-depth.ts';

const longest = 2_000_000;

const options: HtmlToTextOptions = {
  wordwrap: false,
  decodeEntities: true,
  limits: { maxInputLength: longest, maxDepth: 150, maxChildNodes: 200_000 },
  selectors: [
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'picture' },
    { selector: 'blockquote', format: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'table', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'hr', format: 'line' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 } })),
    ...['ul', 'ol'].map((selector) => ({ selector, options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } })),
    ...['title', 'style', 'script', '[style*="display:none"]', '[style*="display: none"]'].map((selector) => ({ selector, format: 'skip' })),
  ],
  formatters: {
    link: (element, walk, builder) => {
      const href = String(element.attribs?.['href'] ?? '').trim();
      walk(element.children, builder);
      const shown = shownWords(element).toLowerCase().replace(/\/$/, '');
      const target = href.replace(/^mailto:/i, '');
      const same = [target, target.replace(/^https?:\/\/(www\.)?/i, '')].some((form) => form.toLowerCase().replace(/\/$/, '') === shown);
      if (/^(https?:|mailto:|tel:)/i.test(href) && !same && shown !== '' && href.length < 2000) builder.addInline(` <${target}>`, { noWordTransform: true });
    },
    // Gmail, Outlook and Apple Mail write emoji as pictures with the character as their alternative text.
    picture: (element, _walk, builder) => {
      const alternative = String(element.attribs?.['alt'] ?? '');
      if (alternative.length <= 12 && /\p{Extended_Pictographic}/u.test(alternative)) builder.addInline(alternative);
    },
    cell: (element, walk, builder) => {
      walk(element.children, builder);
      builder.addInline(' ');
    },
    line: ({ attribs }, _walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 1 });
      // Foxmail draws this short line above the signature where others write two dashes.
      builder.addInline(attribs?.['color'] === '#b5c4df' && /width:\s*210px/.test(String(attribs['style'])) ? '--' : '-----');
      builder.closeBlock({ trailingLineBreaks: 1 });
    },
  },
};

const toText = compile(options);

type Node = { readonly type?: string | undefined; readonly data?: string | undefined; readonly children?: readonly Node[] | undefined };

/** The plain words inside a link, as far as they are needed to compare them with its target. */
function shownWords(node: Node): string {
  let out = '';
  const waiting: Node[] = [node];
  for (let seen = 0; waiting.length > 0 && seen < 50; seen += 1) {
    const next = waiting.pop()!;
    if (next.type === 'text') out += next.data ?? '';
    waiting.push(...(next.children ?? []).slice(0, 20).toReversed());
  }
  return out.trim();
}

export function textOfHtml(html: string): string {
  const text = toText(shallowHtml(html).slice(0, longest));
  return text.replaceAll('\u00a0', ' ').split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n\n\n+/g, '\n\n').trim();
}
