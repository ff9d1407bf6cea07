// Why a message that was sent came back.
import type { Problems } from '../../problem-shape.ts';

export const bouncing = {
  'email.bounced': {
    en: { happened: 'The message was not delivered.', whatToDo: 'Read what the other server said and try another way to reach the customer.' },
    ru: { happened: 'Сообщение не доставлено.', whatToDo: 'Прочтите ответ сервера и свяжитесь с клиентом иначе.' },
    it: { happened: 'Il messaggio non è stato recapitato.', whatToDo: 'Leggi la risposta dell’altro server e cerca un altro modo di raggiungere il cliente.' },
    zh: { happened: '消息未能送达。', whatToDo: '请查看对方服务器的答复，并换一种方式联系客户。' },
  },
  'email.bounced-no-such-mailbox': {
    en: { happened: 'There is no mailbox at this address.', whatToDo: 'Look for a typing mistake in the address, or reach the customer in another way.' },
    ru: { happened: 'Ящика с таким адресом нет.', whatToDo: 'Проверьте, нет ли опечатки в адресе, или свяжитесь с клиентом иначе.' },
    it: { happened: 'A questo indirizzo non c’è nessuna casella.', whatToDo: 'Cerca un errore di battitura nell’indirizzo o raggiungi il cliente in un altro modo.' },
    zh: { happened: '该地址没有对应的邮箱。', whatToDo: '请检查地址是否有误，或换一种方式联系客户。' },
  },
  'email.bounced-mailbox-full': {
    en: { happened: 'The customer’s mailbox is full.', whatToDo: 'Reach the customer in another way, or send again later.' },
    ru: { happened: 'Почтовый ящик клиента переполнен.', whatToDo: 'Свяжитесь с клиентом иначе или отправьте позже.' },
    it: { happened: 'La casella del cliente è piena.', whatToDo: 'Raggiungi il cliente in un altro modo o riprova più tardi.' },
    zh: { happened: '客户的邮箱已满。', whatToDo: '请换一种方式联系客户，或稍后再发。' },
  },
  'email.bounced-mailbox-disabled': {
    en: { happened: 'The customer’s mailbox takes no mail at present.', whatToDo: 'Reach the customer in another way.' },
    ru: { happened: 'Ящик клиента сейчас не принимает почту.', whatToDo: 'Свяжитесь с клиентом иначе.' },
    it: { happened: 'La casella del cliente al momento non accetta posta.', whatToDo: 'Raggiungi il cliente in un altro modo.' },
    zh: { happened: '客户的邮箱目前不接收邮件。', whatToDo: '请换一种方式联系客户。' },
  },
  'email.bounced-too-large': {
    en: { happened: 'The message was too large for the customer’s mail server.', whatToDo: 'Send smaller files or a link.' },
    ru: { happened: 'Сообщение слишком велико для сервера клиента.', whatToDo: 'Отправьте файлы поменьше или ссылку.' },
    it: { happened: 'Il messaggio era troppo grande per il server del cliente.', whatToDo: 'Invia file più piccoli o un collegamento.' },
    zh: { happened: '消息对客户的邮件服务器来说太大。', whatToDo: '请发送较小的文件或链接。' },
  },
  'email.bounced-domain-unknown': {
    en: { happened: 'The part of the address after the @ does not exist or takes no mail.', whatToDo: 'Look for a typing mistake in the address.' },
    ru: { happened: 'Часть адреса после @ не существует или не принимает почту.', whatToDo: 'Проверьте, нет ли опечатки в адресе.' },
    it: { happened: 'La parte dell’indirizzo dopo la @ non esiste o non riceve posta.', whatToDo: 'Cerca un errore di battitura nell’indirizzo.' },
    zh: { happened: '地址中 @ 后面的部分不存在或不接收邮件。', whatToDo: '请检查地址是否有误。' },
  },
  'email.bounced-not-reachable': {
    en: { happened: 'The customer’s mail server could not be reached for days.', whatToDo: 'Reach the customer in another way, or send again later.' },
    ru: { happened: 'Почтовый сервер клиента несколько дней был недоступен.', whatToDo: 'Свяжитесь с клиентом иначе или отправьте позже.' },
    it: { happened: 'Il server di posta del cliente non è stato raggiungibile per giorni.', whatToDo: 'Raggiungi il cliente in un altro modo o riprova più tardi.' },
    zh: { happened: '数天内都无法连接客户的邮件服务器。', whatToDo: '请换一种方式联系客户，或稍后再发。' },
  },
  'email.bounced-refused-by-policy': {
    en: { happened: 'The customer’s mail server refused the message by its rules, for example as unwanted advertising.', whatToDo: 'Read what it said. Often SPF, DKIM or DMARC of the sender’s domain is not set up.' },
    ru: { happened: 'Сервер клиента отклонил сообщение по своим правилам, например как спам.', whatToDo: 'Прочтите его ответ. Часто не настроены SPF, DKIM или DMARC домена отправителя.' },
    it: { happened: 'Il server del cliente ha rifiutato il messaggio secondo le sue regole, per esempio come spam.', whatToDo: 'Leggi che cosa ha detto. Spesso mancano SPF, DKIM o DMARC per il dominio del mittente.' },
    zh: { happened: '客户的邮件服务器按其规则拒绝了该消息，例如视为垃圾邮件。', whatToDo: '请查看其答复。常见原因是发件域未配置 SPF、DKIM 或 DMARC。' },
  },
} as const satisfies Problems;
