// Where MAX keeps a file that somebody sent, written into the one string that is stored with the message.
import { fields, whole, words } from './fields.ts';

export type Remote = {
  readonly kind: 'image' | 'video' | 'audio' | 'file' | 'sticker';
  /** By these the file is found anew when its address has expired. */
  readonly mid: string;
  readonly where: 'own' | 'forwarded';
  readonly place: number;
  readonly url: string | null;
  readonly token: string | null;
};

const most = 4_000;

/** An address that is too long is left out: the message is asked for it. */
export function remoteOf(remote: Remote): string {
  const text = JSON.stringify(remote);
  if (text.length <= most) return text;
  const short = JSON.stringify({ ...remote, url: null });
  return short.length <= most ? short : JSON.stringify({ ...remote, url: null, token: null });
}

export function readRemote(text: string): Remote | null {
  try {
    const { kind, mid, where, place, url, token } = fields(JSON.parse(text));
    const known = kind === 'image' || kind === 'video' || kind === 'audio' || kind === 'file' || kind === 'sticker';
    if (!known || typeof mid !== 'string') return null;
    return { kind, mid, where: where === 'forwarded' ? 'forwarded' : 'own', place: whole(place) ?? 0, url: words(url), token: words(token) };
  } catch {
    return null;
  }
}
