// A list of folded words, some of which only begin so: `четверг*`.

const shortestBeginning = 2;

export const wordSet = (lines: readonly string[]): ((word: string) => boolean) => {
  const whole = new Set(lines.filter((line) => !line.endsWith('*')));
  const beginnings = new Set(lines.flatMap((line) => (line.endsWith('*') ? [line.slice(0, -1)] : [])));
  const longest = Math.max(0, ...[...beginnings].map(({ length }) => length));
  return (word) => {
    if (whole.has(word)) return true;
    for (let length = Math.min(word.length, longest); length >= shortestBeginning; length -= 1) if (beginnings.has(word.slice(0, length))) return true;
    return false;
  };
};
