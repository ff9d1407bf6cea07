// Statements that are asked with every request: put together once, and afterwards only given their values.
// Measured when a conversation is opened: putting its eleven statements together took as long as reading their answers.
import type { CompiledQuery } from 'kysely';
import type { Db } from './open.ts';

/** Stands for a value while a statement is put together. */
class Open {
  readonly place: number;

  constructor(place: number) {
    this.place = place;
  }
}

/** @param build must make the same statement whatever it is given: each value may only be compared with, never looked at */
export function compiledOnce<Given extends readonly unknown[], Row>(build: (db: Db, ...given: Given) => CompiledQuery<Row>): (db: Db, ...given: Given) => Promise<readonly Row[]> {
  let known: CompiledQuery<Row> | null = null;
  return async (db, ...given) => {
    const { parameters, ...rest } = (known ??= build(db, ...(Array.from({ length: build.length - 1 }, (_nothing, place) => new Open(place)) as unknown as Given)));
    return (await db.executeQuery<Row>({ ...rest, parameters: parameters.map((value) => (value instanceof Open ? given[value.place] : value)) })).rows;
  };
}
