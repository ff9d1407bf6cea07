// E-mail and web addresses. Found from their telling sign outwards, so that a megabyte of letters costs one pass.
import { kind, kindOf } from '../text/characters.ts';
import type { Fact } from './reading.ts';

const localPart = /[A-Za-z0-9._%+-]/;
const hostPart = /[A-Za-z0-9.-]/;
const urlEnd = /[\s<>"'“”«»「」『』（），。！？；、]/;
/** Marks that end the sentence rather than the address. */
const trailing = /[.,;:!?)\]}'"]+$/;

const longestLocal = 64;
const longestHost = 253;
const longestUrl = 2_048;

const emailAt = (text: string, at: number): Fact | null => {
  let start = at;
  while (start > 0 && at - start < longestLocal && localPart.test(text.charAt(start - 1))) start -= 1;
  let end = at + 1;
  while (end < text.length && end - at < longestHost && hostPart.test(text.charAt(end))) end += 1;
  const host = text.slice(at + 1, end).replace(/[.-]+$/, '');
  if (start === at || !/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$/.test(host)) return null;
  while (text.charAt(start) === '.') start += 1;
  const stop = at + 1 + host.length;
  return { kind: 'email', start, end: stop, value: text.slice(start, stop).toLowerCase() };
};

const emails = (text: string): Fact[] => {
  const found: Fact[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const email = emailAt(text, at);
    if (email && (found.at(-1)?.end ?? 0) <= email.start) found.push(email);
  }
  return found;
};

const urlStart = /(?:https?:\/\/|www\.)/gi;

const urls = (text: string): Fact[] => {
  const found: Fact[] = [];
  for (const { index } of text.matchAll(urlStart)) {
    if (index < (found.at(-1)?.end ?? 0)) continue;
    let end = index;
    while (end < text.length && end - index < longestUrl && !urlEnd.test(text.charAt(end))) end += 1;
    const value = text.slice(index, end).replace(trailing, '');
    if (value.length > 8) found.push({ kind: 'url', start: index, end: index + value.length, value });
  }
  return found;
};

/** Endings of which a word with a point before it is a site and not two sentences without a space between. */
const endings = 'com|org|net|info|biz|ru|рф|su|by|kz|ua|it|eu|uk|ie|de|fr|es|ch|at|pl|cn|hk|tw|sg|in|au|nz|ca|us|io|app|dev|shop|store|online|site|xyz|top|club|me|tv|cc|co|example|test|invalid';
/** Bounded in every part, so that a megabyte of points stays linear. */
const bareSite = new RegExp(String.raw`(?<![\p{L}\p{N}@._/-])(?:(?!\p{Script=Han})[\p{L}\p{N}-]){1,63}(?:\.(?:(?!\p{Script=Han})[\p{L}\p{N}-]){1,63}){0,4}\.(?:${endings})(?![\p{L}\p{N}@_-]|\.[\p{L}\p{N}])(?:/[\w%./?=&#~+-]{0,500})?`, 'giu');

/** A point right before a letter; where none is, a text is not searched for sites. */
const pointsInside = (text: string): boolean => {
  for (let at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) if (kindOf(text.charCodeAt(at + 1)) === kind.letter) return true;
  return false;
};

const bareSites = (text: string): Fact[] => {
  if (!pointsInside(text)) return [];
  return [...text.matchAll(bareSite)].flatMap(({ 0: written, index }) => {
    const value = written.replace(trailing, '');
    const host = value.split('/')[0]!;
    // "Привет.мне", "ok.in": a site of one short word is not told from a point without a space.
    const sure = value.includes('/') || host.split('.').length > 2 || /[-\d]/.test(host) || host.length > 7;
    return sure && /^[^A-Z]|^[A-Z][a-z]/.test(host) ? [{ kind: 'url' as const, start: index, end: index + value.length, value }] : [];
  });
};

export const findAddresses = (text: string): Fact[] => {
  // Links first: an address inside one belongs to it, and whoever takes facts in order passes over it.
  return [...urls(text), ...emails(text), ...bareSites(text)];
};
