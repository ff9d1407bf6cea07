import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clone } from '../../test/setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../../test/setup/clone.ts';
import type { Database } from '../store/open.ts';
import { openDatabase } from '../store/open.ts';
import { authenticationOptions, buildAuthentication } from './authentication.ts';
import { sessionCookieName } from './authentication-terms.ts';

describe.each(databaseKinds())('the sign-in tables on %s', (kind) => {
  let clone: Clone;
  let database: Database;
  const parts = () => ({ db: database.db, key: Buffer.alloc(32), publicAddress: 'https://desk.example', maySignIn: async () => true, sendReset: async () => undefined, wasReset: async () => undefined });
  beforeAll(async () => {
    clone = await cloneDatabase(kind);
    database = await openDatabase({ url: clone.url, poolSize: 2, applicationName: 'test' });
  });
  afterAll(async () => {
    await database?.close();
    await clone?.drop();
  });

  test('our migration leaves better-auth nothing to do', async () => {
    const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = await getMigrations(authenticationOptions(parts()));
    expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({ toBeCreated: [], toBeAdded: [], toBeAddedIndexes: [], schemaProblems: [] });
  });

  test('a missing column would be noticed', async () => {
    await database.pool.query('ALTER TABLE sign_in_second_factor DROP COLUMN locked_until');
    const { toBeAdded } = await getMigrations(authenticationOptions(parts()));
    expect(toBeAdded.map((table) => table.table)).toEqual(['sign_in_second_factor']);
  });

  test.each(['https://desk.example', 'http://localhost:3300'])('the session cookie of %s is named as we look for it', async (publicAddress) => {
    const context = await buildAuthentication({ ...parts(), publicAddress }).$context;
    expect(context.authCookies.sessionToken.name).toBe(sessionCookieName(publicAddress));
    expect(context.authCookies.sessionToken.attributes).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: publicAddress.startsWith('https') });
  });
});
