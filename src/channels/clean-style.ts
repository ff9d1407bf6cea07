// Inline styles that may stay: looks, never position, visibility tricks or anything that loads.

const properties = new Set([
  'background-color', 'border', 'border-bottom', 'border-collapse', 'border-color', 'border-left', 'border-radius', 'border-right', 'border-spacing', 'border-style', 'border-top', 'border-width',
  'color', 'direction', 'font', 'font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'height', 'letter-spacing', 'line-height', 'list-style', 'list-style-type', 'margin',
  'margin-bottom', 'margin-left', 'margin-right', 'margin-top', 'max-width', 'min-width', 'padding', 'padding-bottom', 'padding-left', 'padding-right', 'padding-top', 'text-align', 'text-decoration',
  'text-indent', 'text-transform', 'unicode-bidi', 'vertical-align', 'white-space', 'width', 'word-break', 'word-spacing', 'word-wrap', 'overflow-wrap', 'background', 'display',
]);

/** No function except colours, no escape, no url, no comment: what is left can only be a plain value. */
const plainValue = /^(?:[\p{L}\p{N} #%.,!'"+-]|(?:rgba?|hsla?)\([0-9 .,%/]{1,40}\))+$/iu;

export function safeStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.slice(0, 20_000).split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (value.length > 300 || !properties.has(property) || !plainValue.test(value)) continue;
    if (property === 'display' && !/^(block|inline|inline-block|table|table-cell|table-row|none|list-item)$/i.test(value)) continue;
    kept.push(`${property}:${value}`);
  }
  return kept.join(';');
}
