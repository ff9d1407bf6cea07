// Hides what is not the writer's own words behind line ends of the same length, so that every offset stays right.
import type { Span } from './span.ts';

export const maskOutside = (text: string, own: readonly Span[]): string => {
  if (own.length === 1 && own[0]!.start === 0 && own[0]!.end === text.length) return text;
  let out = '';
  let at = 0;
  for (const span of own) {
    out += '\n'.repeat(Math.max(0, span.start - at)) + text.slice(Math.max(at, span.start), span.end);
    at = Math.max(at, span.end);
  }
  return out + '\n'.repeat(Math.max(0, text.length - at));
};
