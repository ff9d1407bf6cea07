// The parts that are used of smpp 0.5, which has no types of its own.
declare module 'smpp' {
  export type Fields = Readonly<Record<string, unknown>>;
  class PDU {
    static maxLength: number;
    constructor(command: string, fields?: Fields);
    constructor(octets: Buffer);
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    toBuffer(): Buffer;
  }
  const smpp: {
    readonly PDU: typeof PDU;
    readonly filters: { readonly message: { decode: (value: unknown) => unknown } };
    readonly commandsById: Readonly<Record<number, { readonly command: string }>>;
    readonly errors: Readonly<Record<string, number>>;
  };
  export default smpp;
}
