// The name of an uploaded file, which stands percent-encoded in a header.
export function fileName(given: string | readonly string[] | undefined): string {
  const text = String(given ?? '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
