// The parts that are used of packages without types of their own (@nlpjs/core, /language, /lang-*, /sentiment 4.26; vader-sentiment 1.1).
declare module '@nlpjs/core' {
  export type Container = { readonly use: (plugin: unknown) => unknown };
  export const containerBootstrap: () => Promise<Container>;
}
declare module '@nlpjs/sentiment' {
  type Input = { readonly locale: string; readonly text: string };
  type WithDictionary = Input & { readonly sentimentDictionary: { readonly type?: string; readonly stemmed: boolean } };
  export class SentimentAnalyzer {
    constructor(settings: { readonly container: unknown });
    getDictionary(input: Input): Promise<WithDictionary>;
    prepare(locale: string, text: string, settings: undefined, stemmed: boolean): readonly string[];
    calculate(input: WithDictionary & { readonly tokens: readonly string[] }): { readonly sentiment: { readonly score: number; readonly average: number } };
  }
}
declare module '@nlpjs/language' {
  export class Language {
    guess(text: string, allowed?: readonly string[]): readonly { readonly alpha2: string }[];
  }
}
declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}
declare module '@nlpjs/lang-it' {
  export const LangIt: unknown;
}
declare module '@nlpjs/lang-ru' {
  export const LangRu: unknown;
}
declare module '@nlpjs/lang-zh' {
  export const LangZh: unknown;
}
declare module 'vader-sentiment' {
  const vader: { readonly SentimentIntensityAnalyzer: { readonly polarity_scores: (text: string) => { readonly compound: number } } };
  export default vader;
}
