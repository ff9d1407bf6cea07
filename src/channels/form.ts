// What an administrator is asked for when an inbox is connected, as data: the settings page is made from it, so that a new channel
// needs no screen of its own.

export type Words = Readonly<Record<'en' | 'ru' | 'it' | 'zh', string>>;

export type Field = {
  /** The setting's path, as `readConfig` reads it. */
  readonly path: string;
  /** `secret`: stored sealed and never shown again. `lines`: a list, one a line. */
  readonly kind: 'text' | 'secret' | 'address' | 'number' | 'switch' | 'choice' | 'lines';
  readonly label: Words;
  readonly hint?: Words;
  /** What a value looks like; never a real one. */
  readonly example?: string;
  readonly usual?: string | number | boolean;
  readonly choices?: readonly { readonly value: string; readonly label: Words }[];
  /** May be left empty. */
  readonly optional?: true;
  /** Shown only to who asks for more: nobody needs it at first. */
  readonly more?: true;
};

export type Form = {
  /** What to do at the vendor before, one step each, in plain words. */
  readonly before: readonly Words[];
  readonly fields: readonly Field[];
  /** What to do afterwards, where the inbox's own address or secrets must be given to the vendor. `{address}` is the address of its webhooks, `{name}` of a setting in braces is that setting. */
  readonly after: readonly Words[];
};
