// Whether a machine of ours may answer a message. Two machines that greet each other never stop by themselves.

/** Most automatic answers to one address on one inbox and day. */
export const automaticRepliesADay = 3;

export function mayAnswerAutomatically(answered: { readonly lastFromMachine: boolean; readonly answeredToday: number }): boolean {
  return !answered.lastFromMachine && answered.answeredToday < automaticRepliesADay;
}
