// What the desk's own mail says, in the recipient's language. It holds what is needed to act on it and nothing more.
import type { Notice } from '../operations/send-notice.ts';

export type NoticeText = { readonly subject: string; readonly text: string; readonly html: string };

type Words = {
  readonly subject: string; readonly greeting: string; readonly body: string; readonly action: string;
  /** null: nothing ends. */
  readonly until: string | null;
  readonly ignore: string;
};
type Filled = { readonly workspace: string; readonly invitedBy: string | null };
type Wording = Readonly<Record<Notice['kind'], (filled: Filled) => Words>>;

const en: Wording = {
  invitation: ({ workspace, invitedBy }) => ({
    subject: `You are invited to ${workspace}`,
    greeting: 'Hello,',
    body: invitedBy === null ? `you are invited to answer customers together with the team of ${workspace}.` : `${invitedBy} invites you to answer customers together with the team of ${workspace}.`,
    action: 'Accept the invitation',
    until: 'The link works once, until {date}.',
    ignore: 'If you did not expect this, you need not do anything.',
  }),
  'password-reset': ({ workspace }) => ({
    subject: `Choose a new password for ${workspace}`,
    greeting: 'Hello,',
    body: `somebody, probably you, asked for a new password for ${workspace}.`,
    action: 'Choose a new password',
    until: 'The link works once, until {date}.',
    ignore: 'If it was not you, you need not do anything: your password stays as it is.',
  }),
  'second-factor-removed': ({ workspace, invitedBy }) => ({
    subject: `Your second factor for ${workspace} was removed`,
    greeting: 'Hello,',
    body: `${invitedBy ?? 'an administrator'} removed the second factor of your sign-in to ${workspace}. You were signed out everywhere. Until you set up a new one, your password alone is enough to sign in.`,
    action: 'Sign in and set up a new one',
    until: null,
    ignore: 'If you did not ask for this, change your password and tell your administrators at once.',
  }),
};

const ru: Wording = {
  invitation: ({ workspace, invitedBy }) => ({
    subject: `Приглашение в ${workspace}`,
    greeting: 'Здравствуйте!',
    body: invitedBy === null ? `Вас приглашают отвечать клиентам вместе с командой ${workspace}.` : `${invitedBy} приглашает вас отвечать клиентам вместе с командой ${workspace}.`,
    action: 'Принять приглашение',
    until: 'Ссылка сработает один раз, до {date}.',
    ignore: 'Если вы этого не ждали, ничего делать не нужно.',
  }),
  'password-reset': ({ workspace }) => ({
    subject: `Новый пароль для ${workspace}`,
    greeting: 'Здравствуйте!',
    body: `Кто-то, вероятно вы, запросил новый пароль для ${workspace}.`,
    action: 'Задать новый пароль',
    until: 'Ссылка сработает один раз, до {date}.',
    ignore: 'Если это были не вы, ничего делать не нужно: прежний пароль остаётся в силе.',
  }),
  'second-factor-removed': ({ workspace, invitedBy }) => ({
    subject: `Двухфакторная защита вашего входа в ${workspace} снята`,
    greeting: 'Здравствуйте!',
    body: `Для вашей учётной записи в ${workspace} отключён второй фактор входа (кто отключил: ${invitedBy ?? 'администратор'}). Все ваши сеансы завершены. Пока вы не настроите новый, для входа достаточно одного пароля.`,
    action: 'Войти и настроить заново',
    until: null,
    ignore: 'Если вы об этом не просили, смените пароль и сразу сообщите администраторам.',
  }),
};

const it: Wording = {
  invitation: ({ workspace, invitedBy }) => ({
    subject: `Invito a ${workspace}`,
    greeting: 'Buongiorno,',
    body: invitedBy === null ? `è arrivato per lei un invito a rispondere ai clienti insieme alla squadra di ${workspace}.` : `${invitedBy} la invita a rispondere ai clienti insieme alla squadra di ${workspace}.`,
    action: 'Accetta l\'invito',
    until: 'Il link funziona una volta sola, fino al {date}.',
    ignore: 'Se non se lo aspettava, non deve fare nulla.',
  }),
  'password-reset': ({ workspace }) => ({
    subject: `Una nuova password per ${workspace}`,
    greeting: 'Buongiorno,',
    body: `qualcuno, probabilmente lei, ha chiesto una nuova password per ${workspace}.`,
    action: 'Scegli una nuova password',
    until: 'Il link funziona una volta sola, fino al {date}.',
    ignore: 'Se non è stata una sua richiesta, non deve fare nulla: la password resta quella di prima.',
  }),
  'second-factor-removed': ({ workspace, invitedBy }) => ({
    subject: `Il suo secondo fattore per ${workspace} è stato rimosso`,
    greeting: 'Buongiorno,',
    body: `il secondo fattore del suo accesso a ${workspace} è stato rimosso da ${invitedBy ?? 'un amministratore'}. Tutte le sue sessioni sono state chiuse. Finché non ne configura uno nuovo, per accedere basta la password.`,
    action: 'Accedi e configurane uno nuovo',
    until: null,
    ignore: 'Se non l\'ha chiesto lei, cambi la password e avvisi subito gli amministratori.',
  }),
};

const zh: Wording = {
  invitation: ({ workspace, invitedBy }) => ({
    subject: `邀请您加入 ${workspace}`,
    greeting: '您好！',
    body: invitedBy === null ? `诚邀您加入 ${workspace} 团队，一起为客户解答问题。` : `${invitedBy} 邀请您加入 ${workspace} 团队，一起为客户解答问题。`,
    action: '接受邀请',
    until: '此链接只能使用一次，有效期至 {date}。',
    ignore: '如果您对此并不知情，无需进行任何操作。',
  }),
  'password-reset': ({ workspace }) => ({
    subject: `为 ${workspace} 设置新密码`,
    greeting: '您好！',
    body: `有人（很可能是您本人）为 ${workspace} 申请了新密码。`,
    action: '设置新密码',
    until: '此链接只能使用一次，有效期至 {date}。',
    ignore: '如果不是您本人申请，无需进行任何操作，原密码继续有效。',
  }),
  'second-factor-removed': ({ workspace, invitedBy }) => ({
    subject: `您在 ${workspace} 的第二重验证已被移除`,
    greeting: '您好！',
    body: `${invitedBy ?? '管理员'} 移除了您登录 ${workspace} 时的第二重验证。您已在所有设备上退出登录。在您重新设置之前，仅凭密码即可登录。`,
    action: '登录并重新设置',
    until: null,
    ignore: '如果这不是您要求的，请立即修改密码并告知管理员。',
  }),
};

const wordings: Readonly<Record<string, Wording>> = { en, ru, it, zh };

/** A language without wording gets English. `timeZone`: the workspace's. */
export function wordNotice(notice: Notice, timeZone: string): NoticeText {
  const language = notice.language in wordings ? notice.language : 'en';
  const filled = { workspace: oneLine(notice.workspace), invitedBy: notice.invitedBy === null ? null : oneLine(notice.invitedBy) };
  const words = wordings[language]![notice.kind](filled);
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(new Date(notice.expiresAt));
  const until = words.until?.replace('{date}', () => date) ?? null;
  const text = [words.greeting, words.body, `${words.action}:\n${notice.link}`, ...(until === null ? [] : [until]), words.ignore].join('\n\n');
  return { subject: words.subject, text: `${text}\n`, html: page(language, words, until, notice.link) };
}

function page(language: string, words: Words, until: string | null, link: string): string {
  const paragraph = (text: string) => `<p>${escape(text)}</p>`;
  const button = `<p><a href="${escape(link)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none">${escape(words.action)}</a></p>`;
  const plain = `<p style="color:#555555;font-size:13px;word-break:break-all">${escape(link)}</p>`;
  return `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a">${paragraph(words.greeting)}${paragraph(words.body)}${button}${plain}${until === null ? '' : paragraph(until)}${paragraph(words.ignore)}</body></html>`;
}

/** Names come from people: a line break in one must not look like a line of ours. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;');
}
