// Colleagues and teams whom a note calls by name. The note keeps their ids beside its text, with the place of each name, so that a
// name which changes later is shown as it is then.
export type Mention = { readonly start: number; readonly end: number; readonly agent: string | null; readonly team: string | null };

/** What is wrong with where the names stand; null: nothing. */
export function mistakeInMentions(text: string, mentions: readonly Mention[]): string | null {
  let end = 0;
  for (const one of mentions.toSorted((a, b) => a.start - b.start)) {
    if ((one.agent === null) === (one.team === null)) return 'Name either an agent or a team in each mention.';
    if (one.end <= one.start || one.end > text.length) return 'A mention must stand at words of the text.';
    if (one.start < end) return 'Mentions must not overlap.';
    if (text[one.start] !== '@') return 'A mention must begin with @.';
    end = one.end;
  }
  return null;
}

/** The agents meant, each once, without the note's own author. */
export function meantBy(mentions: readonly Mention[], teams: ReadonlyMap<string, readonly string[]>, author: string): readonly string[] {
  const all = mentions.flatMap((one) => (one.agent === null ? (teams.get(one.team ?? '') ?? []) : [one.agent]));
  return [...new Set(all)].filter((agent) => agent !== author);
}

export type NamedPiece = { readonly text: string; readonly mention: Mention | null };

/** The text in pieces, the names as they are now. */
export function piecesOfNote(text: string, mentions: readonly Mention[], nameOf: (mention: Mention) => string | null): readonly NamedPiece[] {
  const pieces: NamedPiece[] = [];
  let at = 0;
  for (const mention of mentions.toSorted((a, b) => a.start - b.start)) {
    if (mention.start < at || mention.end > text.length) continue;
    if (mention.start > at) pieces.push({ text: text.slice(at, mention.start), mention: null });
    const name = nameOf(mention);
    pieces.push({ text: name === null ? text.slice(mention.start, mention.end) : `@${name}`, mention });
    at = mention.end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mention: null });
  return pieces;
}

export type Callable = { readonly id: string; readonly name: string };

/**
 * Where a text calls people: at an @ with somebody's whole name after it, the longest that fits. `chosen`: who was meant, where several
 * have one name.
 */
export function findMentions(text: string, agents: readonly Callable[], teams: readonly Callable[], chosen: ReadonlyMap<string, string> = new Map()): readonly Mention[] {
  const all = [...agents.map((one) => ({ ...one, agent: true })), ...teams.map((one) => ({ ...one, agent: false }))].toSorted((one, other) => other.name.length - one.name.length);
  const found: Mention[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at > 0 && /[\p{L}\p{N}.]/u.test(text[at - 1]!)) continue;
    const fits = all.filter(({ name }) => name !== '' && text.startsWith(name, at + 1) && !/^[\p{L}\p{N}]/u.test(text.slice(at + 1 + name.length)));
    const who = fits.find(({ id, name }) => name === fits[0]?.name && chosen.get(name) === id) ?? fits[0];
    if (!who) continue;
    const end = at + 1 + who.name.length;
    found.push({ start: at, end, agent: who.agent ? who.id : null, team: who.agent ? null : who.id });
    at = end - 1;
  }
  return found;
}

/** The beginning of a name that is being typed: from where, and what of it; null: nobody is being called. */
export function callBegun(text: string, caret: number): { readonly start: number; readonly words: string } | null {
  const start = text.lastIndexOf('@', caret - 1);
  if (start < 0 || caret - start > 60) return null;
  const words = text.slice(start + 1, caret);
  if (start > 0 && /[\p{L}\p{N}.]/u.test(text[start - 1]!)) return null;
  return /[\n@]|^\s|\s\s/u.test(words) || (words.match(/\s/gu)?.length ?? 0) > 3 ? null : { start, words };
}
