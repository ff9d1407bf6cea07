// Why a message was not sent, or perhaps was: shown to its author.
import type { Problems } from '../../problem-shape.ts';

export const sending = {
  'email.answer-lost': {
    en: { happened: 'The connection broke after the message had been handed over: it may have been sent.', whatToDo: 'Ask the customer, or send it again if a second copy does no harm.' },
    ru: { happened: 'Связь прервалась после передачи сообщения: возможно, оно отправлено.', whatToDo: 'Уточните у клиента или отправьте ещё раз, если вторая копия не повредит.' },
    it: { happened: 'La connessione si è interrotta dopo la consegna del messaggio: potrebbe essere partito.', whatToDo: 'Chiedi al cliente, o invialo di nuovo se una seconda copia non disturba.' },
    zh: { happened: '消息交出后连接中断：可能已经发出。', whatToDo: '请向客户确认；如果重复一封无妨，可以再次发送。' },
  },
  'email.recipient-refused': {
    en: { happened: 'The mail server refused the recipient’s address.', whatToDo: 'Check the address, correct it and send again.' },
    ru: { happened: 'Почтовый сервер не принял адрес получателя.', whatToDo: 'Проверьте адрес, исправьте и отправьте снова.' },
    it: { happened: 'Il server di posta ha rifiutato l’indirizzo del destinatario.', whatToDo: 'Controlla l’indirizzo, correggilo e invia di nuovo.' },
    zh: { happened: '邮件服务器拒绝了收件人地址。', whatToDo: '请检查并更正地址后重新发送。' },
  },
  'email.address-unusable': {
    en: { happened: 'This is not an address that mail can be sent to.', whatToDo: 'Correct the address and send again.' },
    ru: { happened: 'На такой адрес письмо отправить нельзя.', whatToDo: 'Исправьте адрес и отправьте снова.' },
    it: { happened: 'A questo indirizzo non si può inviare posta.', whatToDo: 'Correggi l’indirizzo e invia di nuovo.' },
    zh: { happened: '这个地址无法接收邮件。', whatToDo: '请更正地址后重新发送。' },
  },
  'email.sender-refused': {
    en: { happened: 'The mail server does not let this inbox send from this address.', whatToDo: 'Choose another sender, or ask whoever runs the mail server to allow it.' },
    ru: { happened: 'Почтовый сервер не разрешает этому ящику отправлять с этого адреса.', whatToDo: 'Выберите другого отправителя или попросите администратора почты разрешить этот адрес.' },
    it: { happened: 'Il server di posta non consente a questa casella di inviare da questo indirizzo.', whatToDo: 'Scegli un altro mittente o chiedi al gestore della posta di consentirlo.' },
    zh: { happened: '邮件服务器不允许此收件箱用该地址发信。', whatToDo: '请选择其他发件人，或请邮件管理员放行。' },
  },
  'email.sender-unknown': {
    en: { happened: 'The chosen sender does not belong to this inbox any more.', whatToDo: 'Choose one of the inbox’s senders and send again.' },
    ru: { happened: 'Выбранный отправитель больше не относится к этому ящику.', whatToDo: 'Выберите отправителя этого ящика и отправьте снова.' },
    it: { happened: 'Il mittente scelto non appartiene più a questa casella.', whatToDo: 'Scegli uno dei mittenti della casella e invia di nuovo.' },
    zh: { happened: '所选发件人已不属于此收件箱。', whatToDo: '请选择此收件箱的发件人后重新发送。' },
  },
  'email.mailbox-full': {
    en: { happened: 'The recipient’s mailbox is full.', whatToDo: 'Try another way to reach the customer, or send again later.' },
    ru: { happened: 'Почтовый ящик получателя переполнен.', whatToDo: 'Свяжитесь с клиентом иначе или отправьте позже.' },
    it: { happened: 'La casella del destinatario è piena.', whatToDo: 'Raggiungi il cliente in un altro modo o riprova più tardi.' },
    zh: { happened: '收件人的邮箱已满。', whatToDo: '请换一种方式联系客户，或稍后再发。' },
  },
  'email.message-too-large': {
    en: { happened: 'The message with its files is too large.', whatToDo: 'Send fewer or smaller files, or a link.' },
    ru: { happened: 'Сообщение с файлами слишком велико.', whatToDo: 'Отправьте меньше файлов, файлы поменьше или ссылку.' },
    it: { happened: 'Il messaggio con i suoi file è troppo grande.', whatToDo: 'Invia meno file, file più piccoli o un collegamento.' },
    zh: { happened: '消息连同附件太大。', whatToDo: '请减少或缩小附件，或改发链接。' },
  },
  'email.refused-by-policy': {
    en: { happened: 'The recipient’s mail server refused the message by its rules, for example as unwanted advertising.', whatToDo: 'Read what it said. Often SPF, DKIM or DMARC of the sender’s domain is not set up.' },
    ru: { happened: 'Сервер получателя отклонил сообщение по своим правилам, например как спам.', whatToDo: 'Прочтите его ответ. Часто не настроены SPF, DKIM или DMARC домена отправителя.' },
    it: { happened: 'Il server del destinatario ha rifiutato il messaggio secondo le sue regole, per esempio come spam.', whatToDo: 'Leggi che cosa ha detto. Spesso mancano SPF, DKIM o DMARC per il dominio del mittente.' },
    zh: { happened: '收件方服务器按其规则拒绝了该消息，例如视为垃圾邮件。', whatToDo: '请查看其答复。常见原因是发件域未配置 SPF、DKIM 或 DMARC。' },
  },
  'email.message-refused': {
    en: { happened: 'The mail server refused the message.', whatToDo: 'Read what it said, change the message and send again.' },
    ru: { happened: 'Почтовый сервер отклонил сообщение.', whatToDo: 'Прочтите его ответ, измените сообщение и отправьте снова.' },
    it: { happened: 'Il server di posta ha rifiutato il messaggio.', whatToDo: 'Leggi che cosa ha detto, cambia il messaggio e invialo di nuovo.' },
    zh: { happened: '邮件服务器拒绝了该消息。', whatToDo: '请查看其答复，修改后重新发送。' },
  },
  'email.greylisted': {
    en: { happened: 'The recipient’s server wants to see the message a second time, as it does with senders it does not know.', whatToDo: 'Nothing to do: it is sent again by itself in a few minutes.' },
    ru: { happened: 'Сервер получателя просит прислать сообщение ещё раз: так он поступает с незнакомыми отправителями.', whatToDo: 'Ничего делать не нужно: через несколько минут оно уйдёт снова само.' },
    it: { happened: 'Il server del destinatario vuole ricevere il messaggio una seconda volta, come fa con i mittenti che non conosce.', whatToDo: 'Non serve far nulla: tra qualche minuto riparte da solo.' },
    zh: { happened: '收件方服务器要求再次投递，这是它对陌生发件人的做法。', whatToDo: '无需操作，几分钟后会自动再发。' },
  },
  'email.attachment-unreadable': {
    en: { happened: 'An attached file could not be read here, so nothing was sent.', whatToDo: 'It is tried again by itself. If it fails again, remove the file and attach it anew.' },
    ru: { happened: 'Прикреплённый файл не удалось прочитать, поэтому ничего не отправлено.', whatToDo: 'Попытка повторится сама. Если снова не получится, прикрепите файл заново.' },
    it: { happened: 'Un file allegato non si è potuto leggere, quindi nulla è stato inviato.', whatToDo: 'Si riprova da soli. Se non riesce ancora, togli il file e allegalo di nuovo.' },
    zh: { happened: '附件无法读取，因此什么也没有发送。', whatToDo: '系统会自动重试。若仍失败，请移除后重新添加附件。' },
  },
} as const satisfies Problems;
