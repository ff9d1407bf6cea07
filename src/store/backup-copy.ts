// COPY through the driver's own protocol, both ways, holding no more than a piece at a time. The driver hands messages to any
// "submittable" that asks for them (https://node-postgres.com/apis/client#submittable); pg-copy-streams works the same way.
import type { Duplex } from 'node:stream';
import type { Client, Submittable } from 'pg';

/** The driver's connection as its copy code uses it; its published types leave these out. */
type Wire = {
  readonly stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

const pieceBytes = 1 << 20;

/** What the driver calls on the query that is being answered. */
abstract class Copying implements Submittable {
  readonly #statement: string;
  readonly finished: Promise<void>;
  protected wire: Wire | null = null;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  protected failed = false;

  constructor(statement: string) {
    this.#statement = statement;
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever awaits it hears of the failure; nobody else has to.
    this.finished.catch(() => undefined);
  }

  submit(connection: unknown): void {
    this.wire = connection as Wire;
    this.wire.query(this.#statement);
  }

  handleError(error: unknown): void {
    this.failed = true;
    this.#reject(error);
    this.wake();
  }

  handleReadyForQuery(): void {
    if (!this.failed) this.#resolve();
    this.wake();
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handleCopyData(_message: { readonly chunk: Buffer }): void {}
  handleCopyInResponse(): void {}
  abstract wake(): void;
}

class CopyOut extends Copying {
  #rows: Buffer[] = [];
  #bytes = 0;
  #wake: () => void = () => undefined;
  #over = false;
  #left = false;

  override handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.#left) return;
    // The driver reuses the memory behind the chunk.
    this.#rows.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    if (this.#bytes >= pieceBytes) this.wire?.stream.pause();
    this.#wake();
  }

  override wake(): void {
    this.#wake();
  }

  override handleError(error: unknown): void {
    this.#over = true;
    super.handleError(error);
  }

  override handleReadyForQuery(): void {
    this.#over = true;
    super.handleReadyForQuery();
  }

  async *pieces(): AsyncGenerator<readonly Buffer[]> {
    try {
      while (!this.#over || this.#rows.length > 0) {
        if (!this.#over && this.#bytes < pieceBytes) {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          continue;
        }
        const rows = this.#rows;
        this.#rows = [];
        this.#bytes = 0;
        yield rows;
        this.wire?.stream.resume();
      }
      await this.finished;
    } finally {
      // Whoever stops in the middle lets the rest of the answer pass by.
      this.#left = true;
      this.wire?.stream.resume();
    }
  }
}

/** Rows in COPY's text format, a few at a time; each ends with a newline. */
export async function* copyOut(client: Client, query: string): AsyncGenerator<readonly Buffer[]> {
  const copy = client.query(new CopyOut(`COPY ${query} TO STDOUT`));
  yield* copy.pieces();
}

export class CopyIn extends Copying {
  readonly #ready: Promise<void>;
  #isReady: () => void = () => undefined;

  constructor(target: string) {
    super(`COPY ${target} FROM STDIN`);
    this.#ready = new Promise((resolve) => {
      this.#isReady = resolve;
    });
  }

  override handleCopyInResponse(): void {
    this.#isReady();
  }

  override wake(): void {
    this.#isReady();
  }

  async write(data: Uint8Array): Promise<void> {
    await this.#ready;
    const { wire } = this;
    if (this.failed || !wire) return this.finished;
    wire.sendCopyFromChunk(data);
    if (!wire.stream.writableNeedDrain) return;
    await Promise.race([this.finished, untilDrained(wire.stream)]);
  }

  async end(): Promise<void> {
    await this.#ready;
    if (!this.failed) this.wire?.endCopyFrom();
    await this.finished;
  }

  async fail(reason: string): Promise<void> {
    await this.#ready;
    if (!this.failed) this.wire?.sendCopyFail(reason);
    await this.finished.catch(() => undefined);
  }
}

function untilDrained(stream: Wire['stream']): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
  });
}

export function copyIn(client: Client, target: string): CopyIn {
  return client.query(new CopyIn(target));
}
