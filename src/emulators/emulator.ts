// What an emulated vendor is. It is written from the vendor's documentation and shares no code with the channel that speaks to it,
// so that a mistake in one does not hide the same mistake in the other.
import type { Book, Entry } from './book.ts';
import type { Faults } from './faults.ts';

export type Start = {
  /** 0: any free one. */
  readonly port: number;
  readonly seed: number;
  /**
   * How fast the vendor's own waits pass: 1 as in life, 0.01 a hundred times faster. It shortens pauses between tries,
   * windows in which a vendor forgets, and lives of what it holds; never what it asks a caller to wait.
   */
  readonly pace: number;
};

export type Upload = { readonly name: string; readonly mediaType: string; readonly content: Uint8Array };

/** What somebody who plays the customer can do. What a vendor's customers cannot do is absent. */
export interface Customers {
  /** Makes the customer where there is none yet. */
  write(customer: string, said: { readonly text: string; readonly files?: readonly Upload[] }): Entry;
  edit?(id: string, text: string): void;
  remove?(id: string): void;
  /** Opens the chat by the link that carries `payload`. */
  begin?(customer: string, payload: string | null): void;
  press?(customer: string, message: string, button: string): void;
  /** Has read everything that has arrived. */
  read?(customer: string): void;
  block?(customer: string): void;
  unblock?(customer: string): void;
}

export interface Running {
  readonly name: string;
  /** Where the vendor's interface is, without a trailing slash. */
  readonly address: string;
  /** Where a person plays the customer. */
  readonly page: string;
  readonly book: Book;
  readonly faults: Faults;
  readonly customers: Customers;
  /** What an administrator types into the desk to connect an inbox to it, by the names of the settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

export type Emulator = { readonly name: string; readonly title: string; readonly usualPort: number; start(how: Start): Promise<Running> };
