// What is done to one thing goes to the server one after the other, as it was done: an undo that a quick hand asks for does not
// overtake what it takes back.
const last = new Map<string, Promise<unknown>>();

/** @param thing the id of what is changed */
export function inTurn<Reply>(thing: string, call: () => Promise<Reply>): Promise<Reply> {
  const before = last.get(thing);
  const turn = before === undefined ? call() : before.then(call, call);
  last.set(thing, turn);
  const done = () => {
    if (last.get(thing) === turn) last.delete(thing);
  };
  turn.then(done, done);
  return turn;
}
