// How a browser is told what to do with a file, and what it is called (RFC 6266): a plain name for old programs, the real one beside it.

export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const real = name.toWellFormed();
  const plain = real.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_');
  // RFC 5987 leaves fewer characters unescaped than encodeURIComponent does.
  const encoded = encodeURIComponent(real).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
