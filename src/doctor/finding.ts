// What an examination finds, and how it is told: what is so, and where something is wrong, how to mend it.

export type Finding = { readonly sign: 'well' | 'careful' | 'wrong'; readonly what: string; readonly mend?: string };

export function well(what: string): Finding {
  return { sign: 'well', what };
}

/** Works, but may not do what somebody expects. */
export function careful(what: string, mend: string): Finding {
  return { sign: 'careful', what, mend };
}

export function wrong(what: string, mend: string): Finding {
  return { sign: 'wrong', what, mend };
}

const signs = { well: '✓', careful: '!', wrong: '✗' } as const;

export function linesOf(finding: Finding): readonly string[] {
  const indented = (text: string, first: string): string[] => text.split('\n').map((line, index) => `${index === 0 ? first : '    '}${line}`);
  return [...indented(finding.what, `  ${signs[finding.sign]} `), ...(finding.mend === undefined ? [] : indented(finding.mend, '    → '))];
}

/** For failures of the machine: the system's code and words, without a trace. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
