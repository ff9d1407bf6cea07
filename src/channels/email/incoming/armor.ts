// PGP written into the text itself (RFC 9580 7): what was only signed is readable without its wrapping.
import type { IncomingAttachment } from '../../channel.ts';

const signed = '-----BEGIN PGP SIGNED MESSAGE-----\n';
const signature = '\n-----BEGIN PGP SIGNATURE-----\n';
const end = '-----END PGP SIGNATURE-----';

export const isEncrypted = (text: string): boolean => /^-----BEGIN PGP MESSAGE-----$/m.test(text);

/** The words without the wrapping, and the whole of it as a file for whoever wants to check the signature; null where nothing is wrapped. */
export function takeSigned(text: string): { readonly text: string; readonly file: IncomingAttachment } | null {
  const from = text.startsWith(signed) ? 0 : text.indexOf(`\n${signed}`) + 1;
  if (from === 0 && !text.startsWith(signed)) return null;
  const words = text.indexOf('\n\n', from);
  const closes = text.indexOf(signature, words);
  const to = text.indexOf(end, closes);
  if (words < 0 || closes < 0 || to < 0) return null;
  // Lines that begin with a dash were given another one and a space.
  const inside = text.slice(words + 2, closes).replace(/^- /gm, '');
  return {
    text: text.slice(0, from) + inside + text.slice(to + end.length),
    file: { name: 'signed.asc', mediaType: 'application/pgp-signature', contentId: null, content: Buffer.from(text.slice(from, to + end.length)) },
  };
}
