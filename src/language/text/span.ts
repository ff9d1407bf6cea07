/** A piece of a text: UTF-16 offsets, `end` exclusive, always valid positions in the text that was given. */
export type Span = { readonly start: number; readonly end: number };

/** A BCP 47 code, or `und` where the language cannot be told. */
export type LanguageCode = string;
