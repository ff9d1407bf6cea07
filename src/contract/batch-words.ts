// Words of batches that screens use without the schemas.

/** Why a conversation was left as it is. `out-of-sight`: not there, or not to be seen. `partly-changed`: taken back as far as nobody has decided anew. `own-draft`: done, but for the words, since its author had begun to write. Any other word is a code of the error catalogue. */
export const leftReasons = ['out-of-sight', 'unchanged', 'written-meanwhile', 'changed-since', 'partly-changed', 'own-draft', 'stopped'] as const;

/** At most so many at once. */
export const mostInBatch = 100_000;
