// What the reader of a message should know about it, and why a webhook could not be read.
import type { Problems } from '../../problem-shape.ts';

export const receiving = {
  'whatsapp.unreadable': {
    en: { happened: 'Nothing can be made of what WhatsApp sent. It is kept exactly as it came.', whatToDo: 'Try again after the next upgrade, and show its source to your administrator.' },
    ru: { happened: 'Из присланного WhatsApp ничего не удалось извлечь. Данные сохранены в точности как пришли.', whatToDo: 'Повторите после следующего обновления и покажите исходник администратору.' },
    it: { happened: 'Da ciò che WhatsApp ha inviato non si ricava nulla. È conservato esattamente com’è arrivato.', whatToDo: 'Riprova dopo il prossimo aggiornamento e mostra il sorgente all’amministratore.' },
    zh: { happened: '无法解析 WhatsApp 发来的内容，已按原样保存。', whatToDo: '请在下次升级后重试，并把原文交给管理员查看。' },
  },
  'whatsapp.other-number': {
    en: { happened: 'These messages were written to another number of the same app. They are kept.', whatToDo: 'If the phone number ID of this inbox is wrong, correct it and try again; otherwise give the other number a webhook of its own.' },
    ru: { happened: 'Эти сообщения написаны на другой номер того же приложения. Они сохранены.', whatToDo: 'Если phone number ID этого ящика неверен, исправьте его и повторите; иначе настройте другому номеру свой вебхук.' },
    it: { happened: 'Questi messaggi erano per un altro numero della stessa app. Sono conservati.', whatToDo: 'Se il phone number ID di questa casella è sbagliato, correggilo e riprova; altrimenti dai all’altro numero un webhook suo.' },
    zh: { happened: '这些消息是发给同一应用的另一个号码的，已保存。', whatToDo: '如果此收件箱的 phone number ID 有误，请更正后重试；否则请为另一个号码单独设置 webhook。' },
  },
  'whatsapp.reaction': {
    en: { happened: 'The customer put this sign under a message instead of writing.', whatToDo: 'Read it as a short answer to that message.' },
    ru: { happened: 'Клиент не написал, а поставил этот знак под сообщением.', whatToDo: 'Читайте это как короткий ответ на то сообщение.' },
    it: { happened: 'Il cliente non ha scritto: ha messo questo segno sotto un messaggio.', whatToDo: 'Leggilo come una breve risposta a quel messaggio.' },
    zh: { happened: '客户没有写字，而是对某条消息添加了这个表情。', whatToDo: '请把它当作对那条消息的简短回复。' },
  },
  'whatsapp.forwarded': {
    en: { happened: 'The customer passed this on: somebody else may have written it.', whatToDo: 'Do not take its words for the customer’s own.' },
    ru: { happened: 'Клиент это переслал: написать мог кто-то другой.', whatToDo: 'Не принимайте эти слова за слова самого клиента.' },
    it: { happened: 'Il cliente lo ha inoltrato: può averlo scritto qualcun altro.', whatToDo: 'Non prendere queste parole per sue.' },
    zh: { happened: '这是客户转发的内容，可能出自他人。', whatToDo: '请勿当作客户本人的话。' },
  },
  'whatsapp.not-shown': {
    en: { happened: 'The customer sent something that WhatsApp does not hand on to businesses, such as a poll or a changed message.', whatToDo: 'Ask the customer to send it as text, picture or document.' },
    ru: { happened: 'Клиент прислал то, что WhatsApp не передаёт компаниям, например опрос или изменённое сообщение.', whatToDo: 'Попросите прислать это текстом, картинкой или документом.' },
    it: { happened: 'Il cliente ha mandato qualcosa che WhatsApp non passa alle aziende, come un sondaggio o un messaggio modificato.', whatToDo: 'Chiedigli di mandarlo come testo, immagine o documento.' },
    zh: { happened: '客户发送了 WhatsApp 不会转给企业的内容，例如投票或编辑过的消息。', whatToDo: '请客户以文字、图片或文档形式发送。' },
  },
  'whatsapp.call': {
    en: { happened: 'The customer rang on WhatsApp. Nobody can answer calls here.', whatToDo: 'Write to the customer, or ring them back.' },
    ru: { happened: 'Клиент позвонил в WhatsApp. Принимать звонки здесь нельзя.', whatToDo: 'Напишите клиенту или перезвоните ему.' },
    it: { happened: 'Il cliente ha chiamato su WhatsApp. Qui non si può rispondere alle chiamate.', whatToDo: 'Scrivi al cliente o richiamalo.' },
    zh: { happened: '客户在 WhatsApp 上来电，这里无法接听。', whatToDo: '请给客户写消息或回电。' },
  },
  'whatsapp.from-group': {
    en: { happened: 'The customer wrote this in a group.', whatToDo: 'Your answer goes to this person alone.' },
    ru: { happened: 'Клиент написал это в группе.', whatToDo: 'Ваш ответ получит только он сам.' },
    it: { happened: 'Il cliente lo ha scritto in un gruppo.', whatToDo: 'La tua risposta va solo a questa persona.' },
    zh: { happened: '客户是在群组中写的。', whatToDo: '您的回复只会发给本人。' },
  },
} as const satisfies Problems;
