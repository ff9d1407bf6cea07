// What the columns of a table of contacts are, by what stands above them: in any of the desk's languages, and as other desks export them.

/** `name`, `language`, `timeZone`, `contact` (this desk's own id), `skip`, `identity:<channel>`, `attribute:<its name>`. Several may be `name`: they are put together. */
export type Column = string;

export const columnShape = /^(?:name|language|timeZone|contact|skip|identity:[a-z][a-z0-9-]{0,49}|attribute:\S(?:.{0,98}\S)?)$/u;

const headings: readonly (readonly [Column, readonly string[]])[] = [
  ['contact', ['contact id', 'attune id']],
  ['name', [
    'name', 'full name', 'contact', 'contact name', 'customer', 'customer name', 'client', 'first name', 'last name', 'given name', 'family name', 'surname', 'middle name', 'display name',
    'имя', 'фио', 'полное имя', 'имя клиента', 'клиент', 'контакт', 'фамилия', 'отчество', 'фамилия имя', 'фамилия имя отчество', 'имя и фамилия', 'покупатель',
    'nome', 'cognome', 'nome e cognome', 'nome completo', 'cognome e nome', 'nominativo', 'cliente', 'contatto', 'nome cliente',
    '姓名', '名字', '名称', '客户', '客户姓名', '客户名称', '联系人', '联系人姓名', '姓', '名',
  ]],
  ['identity:email', [
    'email', 'e mail', 'mail', 'email address', 'e mail address', 'emailaddress', 'primary email', 'work email', 'personal email',
    'почта', 'эл почта', 'электронная почта', 'адрес электронной почты', 'имейл', 'емейл', 'адрес эл почты', 'email адрес',
    'posta', 'posta elettronica', 'indirizzo email', 'indirizzo e mail', 'indirizzo di posta elettronica', 'e mail cliente',
    '邮箱', '电子邮箱', '电子邮件', '邮件', '邮件地址', '电邮', '邮箱地址',
  ]],
  ['language', ['language', 'lang', 'locale', 'preferred language', 'язык', 'lingua', 'lingua preferita', '语言', '语种']],
  ['timeZone', ['time zone', 'timezone', 'часовой пояс', 'fuso orario', '时区']],
  ['skip', ['blocked', 'created', 'created at', 'updated at', 'last seen']],
];

const known = new Map(headings.flatMap(([column, words]) => words.map((word) => [word, column] as const)));

/** `channels`: those by which somebody can be found. What is not recognised is kept under its own name. */
export function guessColumns(header: readonly string[], channels: readonly string[]): readonly Column[] {
  return header.map((heading) => guessColumn(heading.trim(), channels));
}

function guessColumn(heading: string, channels: readonly string[]): Column {
  const own = /^attribute:\s*(\S(?:.{0,98}\S)?)$/iu.exec(heading);
  if (own) return `attribute:${own[1]!}`;
  const folded = fold(heading);
  const channel = channels.find((one) => fold(one) === folded);
  if (channel) return `identity:${channel}`;
  const found = known.get(folded);
  if (found) return found;
  const name = heading.replaceAll(/\s+/gu, ' ').slice(0, 100).trim();
  return columnShape.test(`attribute:${name}`) ? `attribute:${name}` : 'skip';
}

/** "E-Mail 2", "e_mail" and "E-mail:" are one heading. */
function fold(heading: string): string {
  return heading.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll(/[\p{P}\p{S}\s_]+/gu, ' ').replace(/ ?\d{1,2}$/u, '').trim();
}

/** The first line of a table is its heading, unless it already holds somebody. */
export function isHeading(cells: readonly string[]): boolean {
  return !cells.some((cell) => /^\S+@\S+\.\S+$/u.test(cell.trim()));
}
