// What was found lately, by name; what was not asked for longest is forgotten first.

export class Remembered<Value> {
  readonly #most: number;
  readonly #known = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get(name: string): Value | undefined {
    return this.#known.get(name);
  }

  set(name: string, value: Value): void {
    // A map keeps the order in which names came: what is taken out and put in again is the youngest.
    this.#known.delete(name);
    this.#known.set(name, value);
    if (this.#known.size > this.#most) this.#known.delete(this.#known.keys().next().value!);
  }

  forget(name: string): void {
    this.#known.delete(name);
  }
}
