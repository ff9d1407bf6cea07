// Who somebody is with the program. Its ids may differ in nothing but capital letters, and two customers must never become one; the
// desk compares identities in small letters. So a capital is kept as its small letter with a mark before it, and comes back on the way out.
const mark = '^';
export const mostPersonId = 200;

/** null: it cannot be written so that it comes back as it was (`İ`), or there is nothing. */
export function identityOf(id: string): string | null {
  if (id.trim() === '' || id.length > mostPersonId || /[\p{Cc}\p{Cs}]/u.test(id)) return null;
  const folded = Array.from(id, (letter) => (letter === mark ? mark + mark : letter === letter.toLowerCase() ? letter : mark + letter.toLowerCase())).join('');
  return folded === folded.toLowerCase() && idOf(folded) === id ? folded : null;
}

/** null: nobody of the program can be called this. */
export function idOf(identity: string): string | null {
  let broken = false;
  const id = identity.replace(/\^(.?)/gsu, (_all, letter: string) => {
    const plain = letter === mark ? mark : letter.toUpperCase();
    if (letter === '' || (letter !== mark && plain === letter)) broken = true;
    return plain;
  });
  return broken || id.trim() === '' || id.length > mostPersonId ? null : id;
}

/** The program itself, where it said something that nobody can be named for. No person's id becomes this. */
export const programItself = `${mark}-program`;
