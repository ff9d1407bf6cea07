// HTML from strangers, made shallow before any parser sees it: thousands of nested tags would make a parser's stack, and
// every step through it, grow without end. Text is never lost, only the tags beyond the limit. This is no sanitiser.

const deepest = 100;
const emptyTags = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);
/** Tags that another of the same name closes. */
const closedByNext = new Set(['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'option', 'tbody']);
const blocks = new Set(['address', 'blockquote', 'center', 'dd', 'div', 'dl', 'dt', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'ol', 'p', 'pre', 'table', 'td', 'tr', 'ul']);

const token = /<!--[\s\S]*?(?:-->|$)|<(script|style|textarea|title|xmp)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([a-z][a-z0-9:_-]{0,60})\b(?:[^<>"']|"[^"<]{0,100000}"|'[^'<]{0,100000}'|["'])*?(\/?)>/gi;

/** The same HTML with no tag deeper than a hundred others. Time grows with the length alone. */
export function shallowHtml(html: string): string {
  if (!isDeep(html)) return html;
  const open: string[] = [];
  const dropped = new Map<string, number>();
  let out = '';
  let end = 0;
  for (const match of html.matchAll(token)) {
    const name = match[3]?.toLowerCase();
    if (name === undefined || emptyTags.has(name)) continue;
    const kept = match[2] === '/' ? closes(open, dropped, name) : opens(open, dropped, name);
    if (kept) continue;
    out += html.slice(end, match.index) + (blocks.has(name) ? '<br>' : '');
    end = match.index + match[0].length;
  }
  return out + html.slice(end);
}

/** A cheap look first: almost no mail comes near the limit. */
function isDeep(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const next = html.charCodeAt(at + 1) | 32;
    if (next >= 97 && next <= 122) tags += 1;
    if (tags > deepest) return true;
  }
  return false;
}

function opens(open: string[], dropped: Map<string, number>, name: string): boolean {
  if (closedByNext.has(name) && open.at(-1) === name) return true;
  if (open.length < deepest) {
    open.push(name);
    return true;
  }
  dropped.set(name, (dropped.get(name) ?? 0) + 1);
  return false;
}

function closes(open: string[], dropped: Map<string, number>, name: string): boolean {
  const waiting = dropped.get(name) ?? 0;
  if (waiting > 0) {
    dropped.set(name, waiting - 1);
    return false;
  }
  const at = open.lastIndexOf(name);
  if (at < 0) return false;
  open.length = at;
  return true;
}
