// HTML from strangers made harmless: no script, no style sheet, no form, nothing fetched from outside until a person asks.
// The result is shown in a sandboxed frame only; this is the first of two walls.
import sanitizeHtml from 'sanitize-html';
import { safeStyle } from './clean-style.ts';
import { shallowHtml } from './html-depth.ts';

export type CleanHtml = {
  readonly html: string;
  /** How many pictures were left unfetched: their addresses stand in `data-remote-src`. */
  readonly remoteImages: number;
  /** Content-IDs that the text shows inside itself; their `src` stays `cid:…` for the server to map. */
  readonly contentIds: readonly string[];
};

const longest = 5_000_000;

const tags = [
  'a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt',
  'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'nav', 'ol', 'p', 'pre', 'q', 'rp', 'rt',
  'ruby', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
];
const layout = ['align', 'valign', 'width', 'height', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'dir', 'lang', 'style', 'title'];

type Attributes = Record<string, string>;

/** null when nothing that can be shown is left. */
export function cleanHtml(source: string): CleanHtml | null {
  if (source.length > longest) return null;
  const contentIds = new Set<string>();
  let remoteImages = 0;
  const picture = (attributes: Attributes): Attributes => {
    const kept = withStyle(attributes);
    const src = (kept['src'] ?? '').trim();
    delete kept['src'];
    delete kept['data-remote-src'];
    const contentId = /^cid:(.{1,500})$/is.exec(src)?.[1];
    if (contentId !== undefined) {
      contentIds.add(decoded(contentId));
      return { ...kept, src: `cid:${decoded(contentId)}` };
    }
    if (/^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i.test(src)) return { ...kept, src };
    if (!/^(https?:)?\/\//i.test(src)) return kept;
    remoteImages += 1;
    return { ...kept, 'data-remote-src': src.startsWith('//') ? `https:${src}` : src };
  };
  const html = sanitizeHtml(shallowHtml(source), {
    allowedTags: tags,
    allowedAttributes: {
      '*': layout, a: ['href', 'name', 'rel', 'target'], img: ['src', 'alt', 'data-remote-src'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan', 'scope'],
      col: ['span'], colgroup: ['span'], ol: ['start', 'type', 'reversed'], li: ['value', 'type'], ul: ['type'], font: ['color', 'face', 'size'], time: ['datetime'], blockquote: ['type'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'data'] },
    allowProtocolRelative: false,
    // Styles are checked by safeStyle; a second parse of every attribute would cost more than everything else.
    parseStyleAttributes: false,
    // Only tags that a browser would not show either, and whose end cannot be forgotten: everything else keeps its words.
    nonTextTags: ['script', 'style', 'title', 'textarea', 'option', 'xmp', 'iframe', 'noembed', 'noframes'],
    transformTags: {
      '*': (tagName, attributes) => ({ tagName, attribs: withStyle(attributes) }),
      a: (tagName, attributes) => ({ tagName, attribs: link(attributes) }),
      img: (tagName, attributes) => ({ tagName, attribs: picture(attributes) }),
      body: (_tagName, attributes) => ({ tagName: 'div', attribs: withStyle(attributes) }),
    },
  });
  return html.trim() === '' ? null : { html, remoteImages, contentIds: [...contentIds] };
}

function withStyle(attributes: Attributes): Attributes {
  const { style, ...rest } = attributes;
  const safe = style === undefined ? '' : safeStyle(style);
  return safe === '' ? rest : { ...rest, style: safe };
}

/** Opens outside the desk, tells the other side nothing, and shows on hovering where it really leads. */
function link(attributes: Attributes): Attributes {
  const kept = withStyle(attributes);
  const href = kept['href']?.trim();
  delete kept['href'];
  delete kept['title'];
  if (href === undefined || !/^(https?:|mailto:|tel:)/i.test(href)) return kept;
  return { ...kept, href, title: href.slice(0, 500), target: '_blank', rel: 'noopener noreferrer nofollow' };
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId.trim());
  } catch {
    return contentId.trim();
  }
}
