// Why a mail bounced, in a code that people understand: by the status code (RFC 3463), or by what the server wrote.

export type Failure = { readonly status: string | null; readonly recipient: string; readonly said: string };

type Reason = { readonly code: string; readonly sentence: string };

const reasons = {
  mailbox: { code: 'email.bounced-no-such-mailbox', sentence: 'There is no such mailbox.' },
  full: { code: 'email.bounced-mailbox-full', sentence: 'The mailbox is full.' },
  disabled: { code: 'email.bounced-mailbox-disabled', sentence: 'The mailbox does not accept mail.' },
  large: { code: 'email.bounced-too-large', sentence: 'The message is too large for the recipient.' },
  domain: { code: 'email.bounced-domain-unknown', sentence: 'The domain of the address does not exist or takes no mail.' },
  unreachable: { code: 'email.bounced-not-reachable', sentence: 'The recipient’s server could not be reached.' },
  policy: { code: 'email.bounced-refused-by-policy', sentence: 'The recipient’s server refused the message by its rules.' },
  other: { code: 'email.bounced', sentence: 'The message was not delivered.' },
} as const satisfies Readonly<Record<string, Reason>>;

const byStatus: readonly (readonly [RegExp, keyof typeof reasons])[] = [
  [/^5\.1\.(1|3|6|10)$/, 'mailbox'], [/^[45]\.1\.2$|^5\.4\.4$|^5\.1\.8$/, 'domain'], [/^[45]\.2\.2$/, 'full'], [/^[45]\.2\.1$/, 'disabled'],
  [/^[45]\.(2\.3|3\.4)$/, 'large'], [/^[45]\.7\./, 'policy'], [/^[45]\.4\./, 'unreachable'],
];

/** What servers write beside or instead of a code, in the languages they write in. Asked in this order. */
const byWords: readonly (readonly [RegExp, keyof typeof reasons])[] = [
  [/over ?quota|quota exceeded|mailbox (?:is )?full|insufficient (?:system )?storage|переполнен|квот|casella (?:è )?piena|邮箱.{0,6}满|空间不足|容量/iu, 'full'],
  [/too large|size limit|exceeds.{0,30}(?:size|limit)|слишком (?:большо|велик)|troppo grande|超过.{0,10}(?:大小|限制)|太大/iu, 'large'],
  [/spam|blacklist|blocklist|blocked|policy|reputation|dmarc|spf|rejected due to|отклонен[оа]? по|спам|политик|垃圾邮件|拒绝/iu, 'policy'],
  [/(?:host|domain|server)(?: name)? (?:not found|unknown|does not exist|lookup failure)|unrouteable|no mx|nxdomain|домен.{0,30}не (?:найден|существует)|域名.{0,10}(?:不存在|错误)/iu, 'domain'],
  [/user unknown|unknown user|no such (?:user|recipient|mailbox|person)|does ?n[o']t exist|(?:user|recipient|mailbox|address).{0,20}(?:not found|unavailable|rejected|invalid)|not a valid|no mailbox|пользовател.{0,20}не (?:найден|существует)|нет такого|ящик.{0,20}не (?:найден|существует)|utente.{0,20}(?:sconosciuto|inesistente)|收件人.{0,10}(?:不存在|无效)|用户不存在|地址不存在/iu, 'mailbox'],
  [/disabled|inactive|suspended|заблокирован|неактив|disabilitat|停用|禁用/iu, 'disabled'],
  [/timed? ?out|connection (?:refused|timed)|unreachable|could not connect|retry (?:time|timeout)|не отвечает|соединени|连接/iu, 'unreachable'],
];

/** A precise status decides; a general one (5.0.0, 5.5.0) leaves it to the words. */
export function reasonOf({ status, said }: Failure): Reason {
  const coded = byStatus.find(([pattern]) => pattern.test(status ?? ''))?.[1];
  if (coded) return reasons[coded];
  return reasons[byWords.find(([pattern]) => pattern.test(said))?.[1] ?? 'other'];
}

const stillTrying = /(?:has been|is being|was|been) delayed|delayed? (?:for|by)|will (?:keep|be) (?:trying|retried)|still trying|do not need to resend|not yet been delivered|this is a warning message only|доставка.{0,20}задерж|попытки.{0,20}продолж|ritard(?:o|ata)|将继续尝试|暂时无法/iu;

/** What a report without fields says: the line with an SMTP answer, or the first that names a reason. null: only a delay. */
export function failureIn(text: string): Failure | null {
  const lines = text.replace(/<[^<>@]{0,300}>/g, ' ').split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(0, 400);
  const answer = lines.find((line) => /\b5\d\d[ -]+(?:#?5\.\d{1,3}\.\d{1,3}\b|\S)/.test(line) && /(^|[\s:(])5\d\d[ -]/.test(line)) ?? lines.find((line) => /\b5\.\d{1,3}\.\d{1,3}\b/.test(line));
  if (!answer && stillTrying.test(text.slice(0, 5000))) return null;
  const said = answer ?? lines.find((line) => byWords.some(([pattern]) => pattern.test(line))) ?? '';
  const recipient = /[^\s<>"'()[\]:;,]{1,64}@[^\s<>"'()[\]:;,]{1,255}/.exec(lines.slice(0, 60).filter((line) => !/message-id|^from:/i.test(line)).join('\n'))?.[0] ?? '';
  return { status: /\b5\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0] ?? null, recipient: recipient.replace(/[.,]+$/, ''), said: said.slice(0, 300) };
}
