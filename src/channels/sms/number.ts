// Telephone numbers: people write them in many ways, centres in others; here they are `+` and digits, as E.164 has them.

const international = /^\+[1-9]\d{6,14}$/;

/** What stands before a number within its country and is left out from abroad; where nothing is named here, it is one 0. */
const trunkPrefixes: Readonly<Record<string, string>> = { '1': '', '7': '8', '34': '', '36': '06', '39': '', '45': '', '47': '', '378': '' };

/**
 * @param country calling code of numbers that are written without one; null: they cannot be used
 * @returns null: this is no number that can be reached
 */
export function numberOf(typed: string, country: string | null): string | null {
  const bare = typed.trim().replace(/^tel:/i, '').replaceAll(/[\s().\-/\u00a0\u2010-\u2015]/g, '');
  if (!/^\+?\d{3,20}$/.test(bare)) return null;
  const full = bare.startsWith('+') ? bare : bare.startsWith('00') ? `+${bare.slice(2)}` : national(bare, country);
  return full !== null && international.test(full) ? full : null;
}

function national(digits: string, country: string | null): string | null {
  if (country === null) return null;
  const trunk = trunkPrefixes[country] ?? '0';
  // Already whole, only its plus is missing: longer than any number is within its country.
  if (digits.startsWith(country) && digits.length >= 11) return `+${digits}`;
  const own = trunk !== '' && digits.startsWith(trunk) && (country !== '7' || digits.length === 11) ? digits.slice(trunk.length) : digits;
  return `+${country}${own}`;
}

/** Whether something written by a person may become a number when the inbox's own country is known. */
export function couldBeNumber(typed: string): boolean {
  return numberOf(typed, '49') !== null;
}

/** Who wrote: `identity` in the one form in which it is kept; `answerable`: a person can be behind it, and can be answered. */
export type Writer = { readonly identity: string; readonly answerable: boolean };

/** `ton` is the type of number of SMPP 3.4 (5.2.5): 1 international, 2 national, 3 and 4 of a network, 5 letters, 6 short. */
export function writerOf(address: string, ton: number, country: string | null): Writer {
  const bare = address.replaceAll(/[\s\p{Cc}]/gu, '').toLowerCase();
  const digits = /^\+?(\d{1,20})$/.exec(bare)?.[1];
  if (ton === 5 || digits === undefined) return { identity: bare, answerable: false };
  const full = fullNumber(digits, bare.startsWith('+') ? 1 : ton, country);
  return full !== null && international.test(full) ? { identity: full, answerable: true } : { identity: digits, answerable: false };
}

function fullNumber(digits: string, ton: number, country: string | null): string | null {
  if (ton === 1) return `+${digits}`;
  if (ton === 3 || ton === 4 || ton === 6 || digits.length < 7) return null;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  const inside = country !== null && (ton === 2 || (digits.startsWith('0') || (country === '7' && digits.length === 11 && digits.startsWith('8'))));
  // Where nothing is said, a centre means the whole number without its plus.
  return inside ? national(digits, country) : `+${digits}`;
}

/** How our own sender is described to the centre: letters, a short number, or a whole one. */
export function senderKind(address: string): { readonly ton: number; readonly npi: number } {
  if (!/^\+?\d+$/.test(address)) return { ton: 5, npi: 0 };
  return address.replace('+', '').length <= 6 ? { ton: 3, npi: 0 } : { ton: 1, npi: 1 };
}
