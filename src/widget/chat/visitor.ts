// Who writes, as the desk knows them: the token, made when it is first needed and kept from the first message on.
import type { ChatIo, Held } from './state.ts';

export type Visitor = ReturnType<typeof visitorOf>;

export function visitorOf({ desk, identity, keeping }: ChatIo, held: Held) {
  let asking: Promise<string | null> | null = null;
  // A signed identity needs nothing kept here: its conversation may have been begun on another device.
  const kept = () => (identity ? null : keeping.token());

  async function ask(): Promise<string | null> {
    const answer = await desk.session(identity);
    if (answer.is === 'refused') held.change({ problem: answer.code });
    // Another tab may have been quicker; then both go on as its visitor.
    if (answer.is === 'done') visitor.token = kept() ?? answer.value.token;
    return visitor.token;
  }

  const visitor = {
    token: null as string | null,
    /** The token of a conversation that was begun before; null where there was none. */
    async known(): Promise<string | null> {
      return identity ? visitor.authorised() : (visitor.token = kept());
    },
    /** null: not now; a problem that stays is in the state. */
    async authorised(): Promise<string | null> {
      visitor.token ??= kept();
      // An upload and a message may ask at once, and must become one visitor.
      return visitor.token ?? (asking ??= ask().finally(() => (asking = null)));
    },
    /** Before the message itself: if its answer is lost together with this page, the next page is still the same visitor. */
    keep() {
      if (!identity) keeping.keepToken(visitor.token);
    },
    /** The desk does not know this token any more, because its secret was changed. */
    forget() {
      visitor.token = null;
      visitor.keep();
    },
  };
  return visitor;
}
