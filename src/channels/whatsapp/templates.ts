// The message templates of an inbox, as an administrator types them: one a line, in the order that Meta's own page shows them.
//   name | language | category | seconds | body
// `seconds` is how long WhatsApp goes on trying (message_send_ttl_seconds of the template); empty where the template says nothing.
// A line break in the body is typed as \n.
export const categories = ['utility', 'marketing', 'authentication'] as const;

export type Template = {
  readonly name: string;
  readonly language: string;
  readonly category: (typeof categories)[number];
  /** After so many seconds WhatsApp gives up; null: its own time for the category, up to thirty days. */
  readonly ttlSeconds: number | null;
  readonly body: string;
};

/** How long WhatsApp lets a template of this category be tried, in seconds. */
const ttlBounds = { utility: [30, 43_200], authentication: [30, 900], marketing: [43_200, 2_592_000] } as const;
const longestBody = 1_024;

/** null: this line is no template. */
export function templateOf(line: string): Template | null {
  const [name, language, category, seconds, ...rest] = line.split('|').map((part) => part.trim());
  const body = rest.join(' | ').replaceAll(String.raw`\n`, '\n').trim();
  if (!/^[a-z0-9_]{1,512}$/.test(name ?? '') || !/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(language ?? '')) return null;
  const known = categories.find((one) => one === category?.toLowerCase());
  if (!known || body === '' || body.length > longestBody) return null;
  const ttlSeconds = seconds === '' || seconds === '-' ? null : Number(seconds);
  const [least, most] = ttlBounds[known];
  if (ttlSeconds !== null && !(Number.isInteger(ttlSeconds) && ttlSeconds >= least && ttlSeconds <= most)) return null;
  return { name: name!, language: language!, category: known, ttlSeconds, body };
}

/** The names of the places to fill in, in the order in which they first stand there: `1`, `2`, or `first_name`. */
export function placesOf(body: string): readonly string[] {
  return [...new Set(Array.from(body.matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g), (match) => match[1]!))].sort((one, other) => {
    const numbers = [Number(one), Number(other)] as const;
    return Number.isNaN(numbers[0]) || Number.isNaN(numbers[1]) ? 0 : numbers[0] - numbers[1];
  });
}

/** WhatsApp takes no line breaks, tabs or long gaps in what is filled in. */
export function asValue(value: string): string {
  return value.replaceAll(/[\r\n\t]+/g, ' ').replaceAll(/ {4,}/g, '   ').trim();
}
