// The shape of a compiled language pack: plain JSON, versioned by a hash of its content. languages/README.md explains each key.
import type { Family, Level } from '../advice/advice.ts';

export const ruleKinds = ['phrase', 'missing', 'swap', 'length', 'ratio', 'sequence'] as const;
export type RuleKind = (typeof ruleKinds)[number];

export type Reach = 'sentence' | 'next' | 'text';
export type Place = 'anywhere' | 'start' | 'end' | 'alone' | 'clause-end';

export type Rule = {
  /** A catalogue id, or a catalogue id with a variant: `anger-strong/idioms`. */
  readonly id: string;
  readonly find: RuleKind;
  readonly any?: readonly string[];
  /** A match that overlaps one of these is dropped. */
  readonly unless?: readonly string[];
  /** A match with one of these within `reach` is dropped. */
  readonly near?: readonly string[];
  readonly reach?: Reach;
  /** Whether a negation before the match spares it (default) or not. */
  readonly negated?: 'spared' | 'kept';
  readonly at?: Place;
  readonly in?: 'question' | 'statement';
  /** swap: what is replaced by what. */
  readonly swaps?: readonly { readonly from: string; readonly to: string }[];
  /** sequence: each step is a list of phrases; all must occur in this order. */
  readonly steps?: readonly (readonly string[])[];
  readonly within?: 'sentence' | 'paragraph' | 'text';
  /** missing: when one of `when` occurs (or always) and none of `needs` does. */
  readonly when?: readonly string[];
  readonly needs?: readonly string[];
  /** length */
  readonly unit?: 'words' | 'characters';
  readonly per?: 'sentence' | 'paragraph' | 'text';
  /** length and ratio: found when above this. */
  readonly most?: number;
  /** ratio: what is counted; `words` counts matches of `any`. */
  readonly count?: 'capitals' | 'marks' | 'words';
  /** ratio: sentences with fewer letters or words than this are passed over. */
  readonly least?: number;
};

/** What a reading rule says when it is found, for example `emotion anger`. */
export type Sets = { readonly what: string; readonly value: string };

export type ReadingEntry = { readonly sets: Sets; readonly strength: number; readonly probability: number };
export type ReplyEntry = { readonly family: Family; readonly level: Level; readonly when: readonly string[] };

export type DateForms = {
  readonly order: 'day-first' | 'month-first' | 'year-first';
  /** Each word with the number it stands for, as `januar* 1`. */
  readonly months: readonly (readonly [string, number])[];
  readonly weekdays: readonly (readonly [string, number])[];
  readonly numbers: readonly (readonly [string, number])[];
  /** Days from today: `tomorrow 1`. */
  readonly days: readonly (readonly [string, number])[];
  /** Hours that a part of the day ends or means: `noon 12`, `evening 19`. */
  readonly parts: readonly (readonly [string, number])[];
  /** `hour`, `day`, `workday`, `week`, `month`, `year`, `minute` and their words. */
  readonly units: readonly (readonly [string, string])[];
  /** The last day of a unit in one word: `月底 month`. */
  readonly ends: readonly (readonly [string, string])[];
  readonly roles: readonly (readonly [string, string])[];
  /** Days counted like `days`, of which the evening is meant: `tonight 0`; an hour beside it is one of the evening. */
  readonly evenings: readonly (readonly [string, number])[];
  /** Words that are the number of a day without a mark: `twentieth 20`, `двадцатого 20`. */
  readonly ordinals: readonly (readonly [string, number])[];
  /** Feasts that fall on the same day each year: `christmas 12-25`. */
  readonly feasts: readonly (readonly [string, string])[];
  /** Those of `numbers` that only count ("a week", "几天") and are no hour and no day. */
  readonly counting: readonly string[];
  /** Names of months that mean nothing else, so that one alone is a date: "in" before "May" decides, "October" needs nothing. */
  readonly alone: readonly string[];
  /** Words near a weekday or day of the month that say which way it lies: told of, or still to come. */
  readonly told: readonly string[];
  readonly coming: readonly string[];
  /** How words end that tell ("-ed", "-ла") or say what is to come, and the words that end so and say neither. */
  readonly toldEnds: readonly string[];
  readonly comingEnds: readonly string[];
  readonly neither: readonly string[];
  /** Beside these what is told is only wished for: "чтобы мастер пришёл в пятницу". */
  readonly wished: readonly string[];
  /** Before a weekday they say which day it is ("today is Monday"), or that every one is meant ("on a Friday", "по средам"). */
  readonly itIs: readonly string[];
  readonly every: readonly string[];
  /** What is numbered like a day and is none: "the sixth floor", 12号楼. */
  readonly numbered: readonly string[];
};

export type CompiledPack = {
  readonly language: string;
  readonly name: string;
  readonly hash: string;
  readonly ready: boolean;
  readonly words: 'spaces' | 'none';
  readonly fold: readonly (readonly [string, string])[];
  readonly elisions: readonly string[];
  readonly clitics: readonly string[];
  readonly abbreviations: readonly string[];
  readonly phoneCountry: string | null;
  readonly detect: {
    readonly script: string;
    readonly notWith: readonly string[];
    readonly letters: string;
    readonly foreignLetters: string;
    readonly words: readonly string[];
  };
  readonly dates: DateForms | null;
  /** Currency code and the words or signs that stand for it. */
  readonly money: readonly (readonly [string, string])[];
  /** Card fields an agent may ask for, by the keys a card may use. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly reading: readonly Rule[];
  readonly reply: readonly Rule[];
  readonly readingCatalogue: Readonly<Record<string, ReadingEntry>>;
  readonly replyCatalogue: Readonly<Record<string, ReplyEntry>>;
  /** Words that mean the same, by concept: no rule judges by them, learned weights do. */
  readonly concepts: Readonly<Record<string, readonly string[]>>;
  /** Wording for agents who use the desk in this language. */
  readonly advice: Readonly<Record<string, string>>;
  /** Why a message was read as it was, by reading rule, for the same agents. */
  readonly why: Readonly<Record<string, string>>;
  /** languages/mail.yaml and languages/<code>/mail.yaml as they stand. */
  readonly mail: readonly unknown[];
};

/** A rule `anger-strong/idioms` means `anger-strong`. */
export const meaningOf = (ruleId: string): string => {
  const slash = ruleId.indexOf('/');
  return slash < 0 ? ruleId : ruleId.slice(0, slash);
};
