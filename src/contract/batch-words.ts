// Words of batches that screens use without the schemas.

/** Why a conversation was left as it is. `out-of-sight`: not there, or not to be seen. Any other word is a code of the error catalogue. */
export const leftReasons = ['out-of-sight', 'unchanged', 'written-meanwhile', 'changed-since', 'stopped'] as const;
