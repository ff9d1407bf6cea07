// A row may be a stretch of talk ("USER: … AGENT: … USER: …"): then who said what, and what was said last, is worth as much as the words.

const speaker = /(?:^|\s)(?:USER|AGENT):/;

/** The last turn and the two before it, the last first; empty where there are none. */
export const lastTurns = (text: string): readonly [string, string, string] => {
  if (!/^(?:USER|AGENT):/.test(text)) return ['', '', ''];
  const turns = text.split(speaker).slice(1).map((turn) => turn.trim());
  return [turns.at(-1) ?? '', turns.at(-2) ?? '', turns.at(-3) ?? ''];
};
