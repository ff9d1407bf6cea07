// Whether a machine of ours may answer a message. Two machines that greet each other never stop by themselves.

/** Most automatic answers to one address on one inbox and day. */
export const automaticRepliesADay = 3;

export function mayAnswerAutomatically(message: { readonly machineSent: boolean; readonly fromOwnAddress: boolean; readonly blocked: boolean }, answeredToday: number): boolean {
  return !message.machineSent && !message.fromOwnAddress && !message.blocked && answeredToday < automaticRepliesADay;
}
