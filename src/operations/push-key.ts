// The workspace's own key towards push services (RFC 8292): made once, when the first device wants to be told, and sealed at rest.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { findPushKey, removePushKey, savePushKey } from '../store/push.ts';
import { seal, unseal } from '../store/sealed.ts';
import type { Db } from '../store/open.ts';
import type { Desk } from './desk.ts';

export type PushKey = { readonly publicKey: string; readonly privateKey: string };

const sealedFor = (workspace: string) => `push key ${workspace}`;

export async function ensurePushKey(desk: Desk, workspace: string): Promise<PushKey> {
  return desk.db.transaction().execute(async (db) => {
    const known = await openPushKey(desk, db, workspace);
    if (known === 'unreadable') await removePushKey(db, workspace);
    if (known !== null && known !== 'unreadable') return known;
    const made = newPushKey();
    await savePushKey(db, workspace, { public_key: made.publicKey, private_key: seal(desk.key, sealedFor(workspace), made.privateKey), at: desk.now() });
    const kept = await openPushKey(desk, db, workspace);
    return kept === null || kept === 'unreadable' ? made : kept;
  });
}

/** `unreadable`: it was sealed with another ATTUNE_KEY. */
export async function openPushKey({ key }: Pick<Desk, 'key'>, db: Db, workspace: string): Promise<PushKey | 'unreadable' | null> {
  const row = await findPushKey(db, workspace);
  if (!row) return null;
  try {
    return { publicKey: row.public_key, privateKey: unseal(key, sealedFor(workspace), row.private_key) as string };
  } catch {
    return 'unreadable';
  }
}

function newPushKey(): PushKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d, x, y } = privateKey.export({ format: 'jwk' });
  return { publicKey: pointOf(x!, y!).toString('base64url'), privateKey: d! };
}

/** Uncompressed, as SEC 1 (2.3.3) writes a point. */
function pointOf(x: string, y: string): Buffer {
  return Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

/** A point of the curve P-256, uncompressed. */
export function isPushPoint(written: string): boolean {
  const bytes = Buffer.from(written, 'base64url');
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: bytes.subarray(1, 33).toString('base64url'), y: bytes.subarray(33).toString('base64url') }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
