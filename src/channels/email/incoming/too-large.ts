// Stands in place of what was not fetched of a mail above the limit, in the four languages of the desk.
import type { IncomingAttachment } from '../../channel.ts';

export function notTakenIn(bytes: number): IncomingAttachment {
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  const text = [
    `This mail has ${size}, more than this inbox takes in. Only its beginning is here; the whole mail is still in the mailbox.`,
    `Это письмо занимает ${size} — больше, чем принимает этот ящик. Здесь только его начало; целиком письмо осталось в почтовом ящике.`,
    `Questo messaggio pesa ${size}, più di quanto questa casella accetti. Qui c’è solo l’inizio; il messaggio intero è rimasto nella casella di posta.`,
    `这封邮件有 ${size}，超过了此收件箱的上限。这里只有开头部分，完整邮件仍在原邮箱中。`,
  ];
  return { name: 'not-taken-in.txt', mediaType: 'text/plain', contentId: null, content: Buffer.from(`${text.join('\n\n')}\n`) };
}
