// The centre's id of a message: some write it in hexadecimal when they take the message, and in decimal when they report on it, or
// the other way about, or with other zeros in front.

/** How a receipt writes an id that the answer to the message wrote first. */
export const receiptIds = ['same', 'hex-to-decimal', 'decimal-to-hex'] as const;
export type ReceiptIds = (typeof receiptIds)[number];

/** The form in which ids are compared and kept: lower case, and a number without zeros in front. */
export function canonical(id: string): string {
  const bare = id.trim().toLowerCase();
  return /^[0-9a-f]+$/.test(bare) ? bare.replace(/^0+(?=.)/, '') : bare;
}

/** The id as the answer wrote it, from the one in a receipt. */
export function answeredId(inReceipt: string, how: ReceiptIds): string {
  const id = canonical(inReceipt);
  if (how === 'hex-to-decimal' && /^\d{1,40}$/.test(id)) return BigInt(id).toString(16);
  if (how === 'decimal-to-hex' && /^[0-9a-f]{1,40}$/.test(id)) return BigInt(`0x${id}`).toString();
  return id;
}

/**
 * How this centre writes ids, seen from a receipt about one of the messages just sent to this recipient.
 * @param sentTo the recipient's number of a message with this id, where one was sent a short while ago
 * @returns null: it tells nothing, because none of them is meant
 */
export function learn(inReceipt: string, recipient: string, sentTo: (id: string) => string | undefined): ReceiptIds | null {
  return receiptIds.find((how) => sentTo(answeredId(inReceipt, how)) === recipient) ?? null;
}

/** The id of a message that went out in several parts: its first part's, and how many more there are. */
export function idOfWhole(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts[0]!}+${parts.length - 1}` : parts[0]!;
}
