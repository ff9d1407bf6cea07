// A mail's formatted form as a page for a sandboxed frame. It was cleaned when it came in (channels/clean-html.ts); here its own
// pictures are put in, and remote ones only when somebody asked for them. The headers are the second wall.
import type { Desk } from '../operations/desk.ts';
import type { StoredAttachment } from '../store/attachment.ts';

/** Pictures that a browser draws without running anything. */
export const drawable: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Up to this much is put into the page itself: a frame without an origin has no session to fetch pictures with. */
const mostInside = 2 * 1_048_576;

export type Pictures = { readonly attachments: readonly StoredAttachment[]; readonly remote: boolean };

export async function formattedPage(desk: Desk, html: string, pictures: Pictures): Promise<string> {
  const sources = await ownSources(desk, html, pictures.attachments);
  const body = html.replace(/<img\b[^>]*>/g, (tag) => drawn(tag, sources, pictures.remote));
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title></title><style>${style}</style></head><body dir="auto">${body}</body></html>`;
}

const style = 'html{color-scheme:light}body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1c1c1c;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:0 0 0 8px;padding-left:12px;border-left:2px solid #ccc}';

/** No script, no form, nothing from elsewhere but what is named; links open outside. Holds also where the page is opened by itself. */
export function pageHeaders(remote: boolean): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; img-src 'self' data:${remote ? ' https:' : ''}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
  };
}

/** By Content-ID: small pictures as data, the rest as a link to the attachment. */
async function ownSources(desk: Desk, html: string, attachments: readonly StoredAttachment[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set([...html.matchAll(/ src="cid:([^"]*)"/g)].map((match) => decoded(match[1]!).toLowerCase()));
  const sources = new Map<string, string>();
  let left = mostInside;
  for (const attachment of attachments) {
    const contentId = attachment.content_id?.toLowerCase();
    if (contentId === undefined || !wanted.has(contentId) || !drawable.has(attachment.media_type)) continue;
    if (attachment.bytes > left) {
      sources.set(contentId, `/api/attachments/${attachment.id}`);
      continue;
    }
    // A picture whose bytes are gone leaves its place empty; the words are still worth showing.
    const bytes = attachment.hash === null ? null : await desk.blobs.read(attachment.hash).catch(() => null);
    if (bytes === null) continue;
    left -= bytes.byteLength;
    sources.set(contentId, `data:${attachment.media_type};base64,${Buffer.from(bytes).toString('base64')}`);
  }
  return sources;
}

/** Attribute values of cleaned HTML stand in double quotes, with quotes and angle brackets inside them escaped. */
function drawn(tag: string, sources: ReadonlyMap<string, string>, remote: boolean): string {
  const own = tag.replace(/ src="cid:([^"]*)"/, (_whole, contentId: string) => {
    const source = sources.get(decoded(contentId).toLowerCase());
    return source === undefined ? '' : ` src="${source}"`;
  });
  if (!remote) return own;
  return own.replace(/ data-remote-src="https?:([^"]*)"/i, ' src="https:$1"');
}

function decoded(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
