// The one entry to the language engine on a server and in the command line. Pure: what it may not do by itself
// (recognise languages without a pack, know numbering plans) is given to it.
import { promises } from './commitment/promises.ts';
import { openPack } from './pack/open.ts';
import { contentHash } from './pack/hash.ts';
import { packFor, read } from './reading/read.ts';
import { detectLanguage } from './text/detect.ts';
import type { Promised } from './advice/advice.ts';
import type { PromiseOptions } from './commitment/promises.ts';
import type { CompiledPack } from './pack/shape.ts';
import type { PhoneReader } from './reading/facts-phones.ts';
import type { ReadOptions } from './reading/read.ts';
import type { Reading } from './reading/reading.ts';
import type { Detector } from './text/detect.ts';
import type { LanguageCode } from './text/span.ts';

/** Raised with every change of the engine that can change a reading. */
export const engineVersion = '1';

export type Capabilities = { readonly detect: Detector | null; readonly phones: PhoneReader | null };
export const noCapabilities: Capabilities = { detect: null, phones: null };

export type Engine = {
  readonly version: string;
  /** Of all packs together; each Reading carries the hash of the one that was used. */
  readonly packHash: string;
  readonly languages: readonly { readonly code: LanguageCode; readonly name: string; readonly ready: boolean }[];
  read(text: string, options: ReadOptions): Reading;
  /** Empty where no pack knows the language. */
  promises(text: string, options: PromiseOptions & { readonly language?: LanguageCode }): Promised[];
};

export const createEngine = ({ packs: compiled, capabilities = noCapabilities }: { readonly packs: readonly CompiledPack[]; readonly capabilities?: Capabilities }): Engine => {
  const packs = compiled.map(openPack);
  const reader = { packs, version: engineVersion, ...capabilities };
  const packOf = (text: string, language: LanguageCode | undefined) => packFor(packs, language ?? detectLanguage(text, packs, capabilities.detect).code);
  return {
    version: engineVersion,
    packHash: contentHash(compiled.map(({ hash }) => hash).join()),
    languages: compiled.map(({ language, name, ready }) => ({ code: language, name, ready })),
    read: (text, options) => read(text, options, reader),
    promises: (text, { language, ...options }) => {
      const open = packOf(text, language);
      return open ? promises(text, options, open) : [];
    },
  };
};
