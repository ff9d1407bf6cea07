// Rows for people (--table) and for spreadsheets (--csv).

/** A spreadsheet runs a cell that begins like a formula (owasp.org/www-community/attacks/CSV_Injection); a customer's text must not. */
const asText = (value: string): string => (/^[=+\-@\t\r]/.test(value) && !/^-?\d+(?:\.\d+)?$/.test(value) ? `'${value}` : value);

export const csvRow = (cells: readonly string[]): string => `${cells.map((cell) => (/[",\r\n']/.test(asText(cell)) ? `"${asText(cell).replaceAll('"', '""')}"` : asText(cell))).join(',')}\r\n`;

const widest = 48;
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff00-\uff60\p{Emoji_Presentation}]/u;

/** A terminal gives an ideograph two places. */
const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);

const shortened = (text: string): string => {
  const plain = text.replaceAll(/[\s\p{Cc}]+/gu, ' ');
  if (widthOf(plain) <= widest) return plain;
  let kept = '';
  for (const character of plain) {
    if (widthOf(kept + character) > widest - 1) break;
    kept += character;
  }
  return `${kept}…`;
};

/** Columns in which no row says anything are left out. */
export const tableOf = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
  const used = headings.map((_, column) => rows.some((row) => row[column] !== ''));
  const lines = [headings, ...rows].map((row) => row.filter((_, column) => used[column] || rows.length === 0).map(shortened));
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  const draw = (line: readonly string[]): string =>
    line.map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell))).join('  ').trimEnd();
  const [first = [], ...rest] = lines;
  return `${[draw(first), widths.map((width) => '─'.repeat(width)).join('  '), ...rest.map(draw)].join('\n')}\n`;
};
