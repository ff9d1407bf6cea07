// A contact's language follows the words they surely wrote last; a person's own choice stays (change-contact.ts).

/** In which language somebody surely wrote last, and whether a person said that it is this one. */
export type Written = { readonly language: string; readonly byPerson: boolean };
/** `before`: what it was before a correction changed it, where words do not say it; null: nothing is remembered, `und`: it was not known. */
export type KnownLanguage = { readonly language: string | null; readonly before: string | null };

/** One word can belong to many languages: it changes nothing that is known already. */
export const sure = 0.8;

/** After a message was read otherwise than before: what is known of the contact's language then. */
export function languageAfter(known: KnownLanguage, before: Written | null, after: Written | null): KnownLanguage {
  if (before?.language === after?.language) return known;
  if (after?.byPerson) return { language: after.language, before: rememberedBy(known, before) };
  if (known.before !== null) return { language: known.before === 'und' ? null : known.before, before: null };
  return { language: after?.language ?? known.language, before: null };
}

/** Words that say it are still there when the correction goes. */
function rememberedBy(known: KnownLanguage, before: Written | null): string | null {
  if (before?.byPerson) return known.before;
  return before !== null && before.language === known.language ? null : (known.language ?? 'und');
}
