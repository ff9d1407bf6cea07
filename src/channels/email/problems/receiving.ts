// What the reader of a mail should know about it, and why a mail could not be read.
import type { Problems } from '../../problem-shape.ts';

export const receiving = {
  'email.empty': {
    en: { happened: 'This mail arrived without a single byte.', whatToDo: 'Its place in the mailbox is known; look at it there and try again.' },
    ru: { happened: 'Это письмо пришло без единого байта.', whatToDo: 'Посмотрите его в почтовом ящике и попробуйте ещё раз.' },
    it: { happened: 'Questo messaggio è arrivato senza un solo byte.', whatToDo: 'Guardalo nella casella di posta e riprova.' },
    zh: { happened: '这封邮件没有任何内容字节。', whatToDo: '请到邮箱中查看，然后重试。' },
  },
  'email.not-a-mail': {
    en: { happened: 'What arrived has no mail header and cannot be read as a mail.', whatToDo: 'Its source is kept. Look at it, and try again after an upgrade.' },
    ru: { happened: 'У полученного нет заголовка письма, и прочитать его как письмо нельзя.', whatToDo: 'Исходный текст сохранён. Посмотрите его и попробуйте снова после обновления.' },
    it: { happened: 'Ciò che è arrivato non ha intestazione e non si può leggere come messaggio.', whatToDo: 'L’originale è conservato. Guardalo e riprova dopo un aggiornamento.' },
    zh: { happened: '收到的内容没有邮件头，无法当作邮件读取。', whatToDo: '原始内容已保留。请查看，或在升级后重试。' },
  },
  'email.too-large': {
    en: { happened: 'This mail is larger than the inbox takes in. Only its beginning is here; the whole is still in the mailbox.', whatToDo: 'Open it in the mailbox, or raise the inbox’s limit.' },
    ru: { happened: 'Письмо больше, чем принимает этот ящик. Здесь только начало; целиком оно осталось в почте.', whatToDo: 'Откройте его в почте или увеличьте предел ящика.' },
    it: { happened: 'Il messaggio è più grande di quanto la casella accetti. Qui c’è solo l’inizio; l’intero è rimasto nella posta.', whatToDo: 'Aprilo nella posta o alza il limite della casella.' },
    zh: { happened: '这封邮件超过收件箱上限，这里只有开头部分，完整邮件仍在邮箱中。', whatToDo: '请到邮箱中打开，或提高收件箱上限。' },
  },
  'email.text-cut': {
    en: { happened: 'The text is very long. Its beginning is shown; the whole is attached as a file.', whatToDo: 'Open the attached file to read all of it.' },
    ru: { happened: 'Текст очень длинный. Показано начало, целиком он приложен файлом.', whatToDo: 'Откройте файл, чтобы прочитать всё.' },
    it: { happened: 'Il testo è molto lungo. Se ne mostra l’inizio; l’intero è allegato come file.', whatToDo: 'Apri il file allegato per leggerlo tutto.' },
    zh: { happened: '正文很长，这里显示开头部分，全文见附件。', whatToDo: '请打开附件阅读全文。' },
  },
  'email.too-many-parts': {
    en: { happened: 'This mail consists of more parts than are taken apart. The first two thousand are here.', whatToDo: 'Open the source of the message, or the mail in the mailbox, to see all of it.' },
    ru: { happened: 'В письме больше частей, чем разбирается. Здесь первые две тысячи.', whatToDo: 'Чтобы увидеть всё, откройте исходник сообщения или само письмо в почте.' },
    it: { happened: 'Il messaggio ha più parti di quante se ne aprano. Qui ci sono le prime duemila.', whatToDo: 'Per vederlo tutto apri il sorgente del messaggio, o il messaggio nella posta.' },
    zh: { happened: '这封邮件的组成部分过多，这里只有前两千个。', whatToDo: '如需查看全部，请打开消息的原文或邮箱中的原邮件。' },
  },
  'email.many-recipients': {
    en: { happened: 'This mail went to more than a thousand people; the first thousand are shown.', whatToDo: 'Answer its sender alone unless you really want to write to all of them.' },
    ru: { happened: 'Это письмо ушло более чем тысяче адресатов; показана первая тысяча.', whatToDo: 'Отвечайте только отправителю, если не хотите написать всем.' },
    it: { happened: 'Il messaggio è andato a più di mille persone; se ne mostrano le prime mille.', whatToDo: 'Rispondi solo al mittente, se non vuoi davvero scrivere a tutti.' },
    zh: { happened: '这封邮件发给了一千多人，这里显示前一千人。', whatToDo: '除非确实要写给所有人，否则请只回复发件人。' },
  },
  'email.html-too-large': {
    en: { happened: 'The formatted form is very large. The plain text is shown; the formatted one is attached as a file.', whatToDo: 'Open the attached file only if you trust the sender.' },
    ru: { happened: 'Оформленная версия очень велика. Показан простой текст, оформленный приложен файлом.', whatToDo: 'Открывайте файл, только если доверяете отправителю.' },
    it: { happened: 'La versione formattata è molto grande. Si mostra il testo semplice; quella formattata è allegata.', whatToDo: 'Apri il file allegato solo se ti fidi del mittente.' },
    zh: { happened: '带格式的版本非常大，这里显示纯文本，带格式的版本见附件。', whatToDo: '仅在信任发件人时打开该附件。' },
  },
  'email.encrypted': {
    en: { happened: 'This mail is encrypted and cannot be read here.', whatToDo: 'Save the attached file and open it with the program that has the key, or ask the customer to write without encryption.' },
    ru: { happened: 'Письмо зашифровано, прочитать его здесь нельзя.', whatToDo: 'Сохраните вложение и откройте его программой, у которой есть ключ, или попросите клиента написать без шифрования.' },
    it: { happened: 'Il messaggio è cifrato e qui non si può leggere.', whatToDo: 'Salva l’allegato e aprilo con il programma che ha la chiave, o chiedi al cliente di scrivere senza cifratura.' },
    zh: { happened: '这封邮件已加密，无法在此阅读。', whatToDo: '请保存附件并用持有密钥的程序打开，或请客户不加密重发。' },
  },
} as const satisfies Problems;
