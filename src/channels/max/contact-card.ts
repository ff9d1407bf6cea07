// A contact card in the VCF format, as far as an agent needs it: who, and how to reach them.
export type Card = { readonly name: string | null; readonly reach: readonly string[] };

const most = 10;

export function readCard(text: string): Card {
  const lines = text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const values = (wanted: string): readonly string[] => lines.flatMap((line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).split(';')[0]!.replace(/^[\w-]+\./, '');
    const value = colon < 0 || name.toUpperCase() !== wanted ? '' : plain(line.slice(colon + 1));
    return value === '' ? [] : [value];
  });
  const [full] = values('FN');
  const parts = values('N')[0]?.split(';').slice(0, 2).toReversed().join(' ').trim();
  return { name: (full ?? parts ?? null) || null, reach: [...new Set([...values('TEL'), ...values('EMAIL')])].slice(0, most).map((one) => one.replace(/^tel:/i, '').slice(0, 200)) };
}

const plain = (value: string): string => value.replaceAll(/\\n/gi, ' ').replaceAll(/\\([,;\\])/g, '$1').replaceAll(/\s+/g, ' ').trim().slice(0, 500);
