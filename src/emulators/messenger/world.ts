// What the emulated messenger knows: its people, what was written, the files, and which of the desk's messages it has taken already.
import { createHash } from 'node:crypto';
import type { Book, BookedFile, Entry } from '../book.ts';
import type { Upload } from '../emulator.ts';
import type { Dice, Faults } from '../faults.ts';

export type Person = { readonly name: string; blocked: boolean; readonly begunAt: number };
export type Taken = { readonly id: string; readonly said: string };
export type StoredFile = Upload & { readonly bytes: number };
/** One thing that happened, as the desk is told of it. */
export type Happening = { readonly type: string; readonly at: string; readonly [field: string]: unknown };

export type World = {
  readonly book: Book;
  readonly faults: Faults;
  readonly chance: Dice;
  readonly pace: number;
  readonly secret: string;
  readonly fileToken: string;
  readonly people: Map<string, Person>;
  readonly files: Map<string, StoredFile>;
  /** By the desk's own id: a message that comes again is answered as before, and reaches nobody twice. */
  readonly taken: Map<string, Taken>;
  address: string;
  tell(happening: Happening, entry: Entry | null): void;
  next(kind: string): string;
};

export function openWorld({ book, faults, chance, pace }: Pick<World, 'book' | 'faults' | 'chance' | 'pace'>, seed: number): World {
  const made = (what: string): Buffer => createHash('sha256').update(`messenger ${seed} ${what}`).digest();
  let counted = 0;
  return {
    book, faults, chance, pace,
    secret: `whsec_${made('secret').toString('base64')}`,
    fileToken: made('files').toString('hex'),
    people: new Map(), files: new Map(), taken: new Map(), address: '',
    tell: () => undefined,
    next: (kind) => `${kind}-${seed}-${(counted += 1)}`,
  };
}

export function personOf(world: World, name: string): Person {
  const known = world.people.get(name);
  if (known) return known;
  const person: Person = { name, blocked: false, begunAt: Date.now() };
  world.people.set(name, person);
  return person;
}

export const asTold = ({ name }: Person): Readonly<Record<string, unknown>> => ({ id: name, name, verified: true });

export function bookedFile({ name, mediaType, content }: Upload): BookedFile {
  return { name, mediaType, bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') };
}
