// What can be wrong with a setting of an inbox.
import type { Problems } from '../../problem-shape.ts';

export const settings = {
  'setting-missing': {
    en: { happened: 'This setting is needed.', whatToDo: 'Fill it in.' },
    ru: { happened: 'Эта настройка обязательна.', whatToDo: 'Заполните её.' },
    it: { happened: 'Questa impostazione è necessaria.', whatToDo: 'Compilala.' },
    zh: { happened: '此项为必填。', whatToDo: '请填写。' },
  },
  'setting-wrong': {
    en: { happened: 'This value cannot be used.', whatToDo: 'Enter another one.' },
    ru: { happened: 'Такое значение не подходит.', whatToDo: 'Введите другое.' },
    it: { happened: 'Questo valore non si può usare.', whatToDo: 'Inseriscine un altro.' },
    zh: { happened: '这个值不可用。', whatToDo: '请另填一个。' },
  },
  'setting-unknown': {
    en: { happened: 'There is no such setting.', whatToDo: 'Remove it, or look for a typing mistake in its name.' },
    ru: { happened: 'Такой настройки нет.', whatToDo: 'Удалите её или проверьте название.' },
    it: { happened: 'Questa impostazione non esiste.', whatToDo: 'Toglila o controlla il nome.' },
    zh: { happened: '没有这项设置。', whatToDo: '请删除，或检查名称是否有误。' },
  },
  'setting-too-large': {
    en: { happened: 'This is too much.', whatToDo: 'Shorten or lower it.' },
    ru: { happened: 'Это слишком много.', whatToDo: 'Сократите или уменьшите.' },
    it: { happened: 'È troppo.', whatToDo: 'Accorcia o riduci.' },
    zh: { happened: '超出了上限。', whatToDo: '请缩短或调小。' },
  },
  'setting-too-small': {
    en: { happened: 'This is too little.', whatToDo: 'Lengthen or raise it.' },
    ru: { happened: 'Это слишком мало.', whatToDo: 'Удлините или увеличьте.' },
    it: { happened: 'È troppo poco.', whatToDo: 'Allunga o aumenta.' },
    zh: { happened: '低于下限。', whatToDo: '请加长或调大。' },
  },
  'setting-out-of-range': {
    en: { happened: 'This is outside what is possible.', whatToDo: 'Choose a value between the limits.' },
    ru: { happened: 'Это вне допустимых пределов.', whatToDo: 'Выберите значение в пределах.' },
    it: { happened: 'È fuori dai limiti.', whatToDo: 'Scegli un valore tra i limiti.' },
    zh: { happened: '超出允许范围。', whatToDo: '请选择范围内的值。' },
  },
  'setting-unknown-choice': {
    en: { happened: 'This is none of the choices.', whatToDo: 'Choose one of those offered.' },
    ru: { happened: 'Такого варианта нет.', whatToDo: 'Выберите из предложенных.' },
    it: { happened: 'Non è una delle scelte.', whatToDo: 'Scegli tra quelle offerte.' },
    zh: { happened: '没有这个选项。', whatToDo: '请从给出的选项中选择。' },
  },
  'setting-not-a-host': {
    en: { happened: 'This is not the name of a server.', whatToDo: 'Enter a name like mail.example.com, without https:// and without a path.' },
    ru: { happened: 'Это не имя сервера.', whatToDo: 'Введите имя вида mail.example.com, без https:// и без пути.' },
    it: { happened: 'Questo non è il nome di un server.', whatToDo: 'Inserisci un nome come mail.example.com, senza https:// e senza percorso.' },
    zh: { happened: '这不是服务器名称。', whatToDo: '请填写类似 mail.example.com 的名称，不带 https:// 和路径。' },
  },
  'setting-not-a-port': {
    en: { happened: 'This is not a port.', whatToDo: 'Enter a number from 1 to 65535.' },
    ru: { happened: 'Это не порт.', whatToDo: 'Введите число от 1 до 65535.' },
    it: { happened: 'Questa non è una porta.', whatToDo: 'Inserisci un numero da 1 a 65535.' },
    zh: { happened: '这不是端口号。', whatToDo: '请填写 1 到 65535 之间的数字。' },
  },
  'setting-not-an-address': {
    en: { happened: 'This is not an e-mail address.', whatToDo: 'Enter an address like help@example.com.' },
    ru: { happened: 'Это не адрес электронной почты.', whatToDo: 'Введите адрес вида help@example.com.' },
    it: { happened: 'Questo non è un indirizzo e-mail.', whatToDo: 'Inserisci un indirizzo come help@example.com.' },
    zh: { happened: '这不是电子邮件地址。', whatToDo: '请填写类似 help@example.com 的地址。' },
  },
  'setting-not-a-safe-link': {
    en: { happened: 'A secret is sent to this address, so it must begin with https://.', whatToDo: 'Enter the provider’s https address.' },
    ru: { happened: 'По этому адресу передаётся секрет, поэтому он должен начинаться с https://.', whatToDo: 'Введите адрес поставщика с https.' },
    it: { happened: 'A questo indirizzo si invia un segreto, quindi deve iniziare con https://.', whatToDo: 'Inserisci l’indirizzo https del fornitore.' },
    zh: { happened: '此地址会收到密钥，因此必须以 https:// 开头。', whatToDo: '请填写服务商的 https 地址。' },
  },
} as const satisfies Problems;
