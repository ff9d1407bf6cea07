// The octets of a short message: a header that some begin with (3GPP TS 23.040, 9.2.3.24), and what comes after it.

/** Which part of which message; `width` tells references of one octet from those of two. */
export type Place = { readonly reference: number; readonly total: number; readonly index: number; readonly width: 8 | 16 };
export type UserData = {
  readonly place: Place | null;
  /** The application on the phone that it is for: 9204 takes business cards. */
  readonly port: number | null;
  /** Letters of a national table (Turkish, Portuguese …) that differ from the common ones. */
  readonly national: boolean;
  readonly content: Uint8Array;
};

/** `withHeader`: the message says that it begins with one. A header that cannot be one is left where it is, and read as text. */
export function readUserData(octets: Uint8Array, withHeader: boolean): UserData {
  const plain: UserData = { place: null, port: null, national: false, content: octets };
  const length = octets[0];
  if (!withHeader || length === undefined || length + 1 > octets.length) return plain;
  let found: UserData = { ...plain, content: octets.subarray(length + 1) };
  for (let at = 1; at + 2 <= length + 1; ) {
    const size = octets[at + 1]!;
    const value = octets.subarray(at + 2, at + 2 + size);
    if (at + 2 + size > length + 1) break;
    found = { ...found, ...element(octets[at]!, value) };
    at += 2 + size;
  }
  return found;
}

function element(kind: number, value: Uint8Array): Partial<UserData> {
  if (kind === 0x00 && value.length === 3) return placed({ reference: value[0]!, total: value[1]!, index: value[2]!, width: 8 });
  if (kind === 0x08 && value.length === 4) return placed({ reference: value[0]! * 256 + value[1]!, total: value[2]!, index: value[3]!, width: 16 });
  if (kind === 0x04 && value.length === 2) return { port: value[0]! };
  if (kind === 0x05 && value.length === 4) return { port: value[0]! * 256 + value[1]! };
  if (kind === 0x24 || kind === 0x25) return { national: true };
  return {};
}

/** A place outside of its message is to be ignored (9.2.3.24.1). */
export function placed(place: Place): { readonly place: Place | null } {
  return { place: place.total > 1 && place.index >= 1 && place.index <= place.total ? place : null };
}
