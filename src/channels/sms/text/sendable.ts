/** What can go out: no NUL, no half of a surrogate pair, one kind of line end. */
export function sendable(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').toWellFormed();
}
