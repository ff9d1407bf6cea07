// Who somebody is on WhatsApp. A business-scoped user id (`US.13491208655302741918`) is theirs with this business, whatever their
// number does or hides; before 2026 there was only the number in WhatsApp's own form, the `wa_id`.
const scopedId = /^([A-Za-z]{2}(?:\.ENT)?)\.([0-9A-Za-z]{1,128})$/i;
const number = /^\d{5,20}$/;

/**
 * The id under which the desk knows somebody; null: it is none. Ids are lower case here, and a scoped id may mix cases some day:
 * a capital after the point is therefore written as `_a`, so that two people can never become one.
 */
export function identityOf(vendors: string): string | null {
  const scoped = scopedId.exec(vendors);
  if (scoped) return `${scoped[1]!.toLowerCase()}.${scoped[2]!.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  const digits = vendors.replace(/^\+/, '');
  return number.test(digits) ? digits : null;
}

export function isScoped(identity: string): boolean {
  return identity.includes('.');
}

/** Where Meta wants an id to stand: a scoped id in `to` is answered with 200 and goes to nobody. null: this is no address on WhatsApp. */
export function recipientOf(address: string): { readonly to: string } | { readonly recipient: string } | null {
  const digits = address.replace(/^\+/, '');
  if (number.test(digits)) return { to: digits };
  const scoped = /^([a-z]{2}(?:\.ent)?)\.((?:_?[a-z0-9]){1,128})$/i.exec(address);
  if (!scoped) return null;
  return { recipient: `${scoped[1]!.toUpperCase()}.${scoped[2]!.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())}` };
}

/**
 * A number as one dials it, only where WhatsApp's form of it surely is that: Mexican ids carry a 1 that is not dialled any more,
 * and Brazilian ones may lack a 9 that is. A guess would send somebody's words to a stranger.
 */
export function dialled(waId: string): string | null {
  return /^[1-9]\d{7,14}$/.test(waId) && !/^521\d{10}$/.test(waId) && !/^55\d{10}$/.test(waId) ? `+${waId}` : null;
}
