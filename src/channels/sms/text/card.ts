// Business cards that phones send as messages to a port of their own.

export const vcardPort = 9204;

/** The name and the numbers of a card, on one line. */
export function cardText(card: string): string {
  const lines = card.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const values = (field: string): readonly string[] => lines.flatMap((line) => {
    const [head, ...rest] = line.split(':');
    return rest.length > 0 && head!.split(';')[0]!.trim().toUpperCase() === field ? [rest.join(':').replaceAll(/[;\s]+/g, ' ').trim()] : [];
  });
  const name = values('FN')[0] ?? values('N')[0] ?? '';
  return ['👤', name, ...values('TEL'), ...values('EMAIL')].filter((word) => word !== '').join(' ').slice(0, 500);
}
