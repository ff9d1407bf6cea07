// Which advice is shown: at most three, the gravest first, none that the agent said does not apply here.
import type { Finding } from '../../language/advice/advice.ts';

export type ToldFinding = Finding & { readonly told: string };

const grave: Readonly<Record<Finding['level'], number>> = { confirm: 0, warning: 1, hint: 2 };
const most = 3;

/** `hard`: only what an agent should look at before it goes, and no word of how much else there would be. */
export type AdviceMode = 'all' | 'hard';

/** @param notHere rules that do not apply to this draft, as its author said */
export function shownFindings(
  findings: readonly ToldFinding[],
  draft: string,
  notHere: readonly string[],
  mode: AdviceMode = 'all',
): { readonly shown: readonly ToldFinding[]; readonly more: number } {
  const left = findings
    .filter((finding) => finding.end <= draft.length && !notHere.includes(finding.rule) && (mode === 'all' || finding.level === 'confirm'))
    .sort((one, other) => grave[one.level] - grave[other.level] || one.start - other.start);
  return { shown: left.slice(0, most), more: Math.max(left.length - most, 0) };
}

/** What the Tab key would mend: the finding at the caret, or else the first that has a mending. */
export function fixAt(shown: readonly ToldFinding[], caret: number): ToldFinding | null {
  const fixable = shown.filter((finding) => finding.fix !== null);
  return fixable.find((finding) => finding.start <= caret && caret <= finding.end) ?? fixable[0] ?? null;
}

export type Stretch = { readonly text: string; readonly finding: ToldFinding | null; readonly promise: boolean };

/** The draft cut at the edges of what is underlined, for the copy that lies behind the text. */
export function stretchesOf(draft: string, findings: readonly ToldFinding[], promises: readonly { readonly start: number; readonly end: number }[]): Stretch[] {
  const edges = new Set([0, draft.length]);
  for (const { start, end } of [...findings, ...promises]) {
    for (const edge of [start, end]) if (edge > 0 && edge < draft.length) edges.add(edge);
  }
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1]!;
    const covers = (span: { readonly start: number; readonly end: number }) => span.start <= start && end <= span.end;
    return { text: draft.slice(start, end), finding: findings.find(covers) ?? null, promise: promises.some(covers) };
  });
}
