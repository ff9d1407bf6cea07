// Why a message was not sent, or why that is not known.
import type { Problems } from '../../problem-shape.ts';

export const sending = {
  'sms.number-unusable': {
    en: { happened: 'This is not a telephone number that can be reached from here, so nothing was sent.', whatToDo: 'Write it with its country, for example +39 …, or enter your own country in the inbox’s settings.' },
    ru: { happened: 'Это не телефонный номер, на который отсюда можно написать, поэтому ничего не отправлено.', whatToDo: 'Напишите номер с кодом страны, например +7 …, или укажите свою страну в настройках ящика.' },
    it: { happened: 'Non è un numero di telefono raggiungibile da qui, quindi nulla è stato inviato.', whatToDo: 'Scrivilo con il prefisso del paese, per esempio +39 …, o indica il tuo paese nelle impostazioni della casella.' },
    zh: { happened: '这不是可从此处联系的电话号码，因此什么也没有发送。', whatToDo: '请加上国家代码，例如 +86 …，或在收件箱设置中填写您所在的国家。' },
  },
  'sms.number-refused': {
    en: { happened: 'The message centre refused this telephone number.', whatToDo: 'Look for a mistake in the number, or ask your provider whether this country is open to you.' },
    ru: { happened: 'SMS-центр не принял этот номер.', whatToDo: 'Проверьте номер или спросите провайдера, открыта ли вам эта страна.' },
    it: { happened: 'Il centro SMS ha rifiutato questo numero.', whatToDo: 'Cerca un errore nel numero o chiedi al fornitore se quel paese ti è aperto.' },
    zh: { happened: '短信中心拒绝了这个电话号码。', whatToDo: '请检查号码是否有误，或询问服务商是否向您开放该国家。' },
  },
  'sms.sender-refused': {
    en: { happened: 'The message centre does not let this inbox send under its sender’s name or number.', whatToDo: 'Enter the sender exactly as your provider has registered it, then send again.' },
    ru: { happened: 'SMS-центр не разрешает этому ящику отправлять от такого имени или номера.', whatToDo: 'Укажите отправителя точно так, как его зарегистрировал провайдер, и отправьте снова.' },
    it: { happened: 'Il centro SMS non permette a questa casella di inviare con questo nome o numero.', whatToDo: 'Inserisci il mittente esattamente come lo ha registrato il fornitore, poi invia di nuovo.' },
    zh: { happened: '短信中心不允许此收件箱使用该发件人名称或号码。', whatToDo: '请按服务商登记的内容准确填写发件人，然后重新发送。' },
  },
  'sms.too-long': {
    en: { happened: 'The text is too long for SMS, so nothing was sent.', whatToDo: 'Make it shorter, or send a link.' },
    ru: { happened: 'Текст слишком длинный для SMS, поэтому ничего не отправлено.', whatToDo: 'Сократите его или отправьте ссылку.' },
    it: { happened: 'Il testo è troppo lungo per un SMS, quindi nulla è stato inviato.', whatToDo: 'Accorcialo o invia un collegamento.' },
    zh: { happened: '文字超出短信长度，因此什么也没有发送。', whatToDo: '请缩短内容，或改发链接。' },
  },
  'sms.empty': {
    en: { happened: 'There is no text, so nothing was sent.', whatToDo: 'Write something and send again.' },
    ru: { happened: 'Текста нет, поэтому ничего не отправлено.', whatToDo: 'Напишите текст и отправьте снова.' },
    it: { happened: 'Non c’è testo, quindi nulla è stato inviato.', whatToDo: 'Scrivi qualcosa e invia di nuovo.' },
    zh: { happened: '没有文字，因此什么也没有发送。', whatToDo: '请写下内容后重新发送。' },
  },
  'sms.no-files': {
    en: { happened: 'An SMS carries no files, so nothing was sent.', whatToDo: 'Remove the files, or send a link to them.' },
    ru: { happened: 'SMS не переносит файлы, поэтому ничего не отправлено.', whatToDo: 'Уберите файлы или отправьте на них ссылку.' },
    it: { happened: 'Un SMS non porta file, quindi nulla è stato inviato.', whatToDo: 'Togli i file o invia un collegamento.' },
    zh: { happened: '短信不能携带文件，因此什么也没有发送。', whatToDo: '请移除文件，或改发链接。' },
  },
  'sms.too-many': {
    en: { happened: 'The message centre asks for patience: too many messages at once.', whatToDo: 'Nothing to do: it is sent again by itself. If it happens often, enter in the settings how many a second your provider allows.' },
    ru: { happened: 'SMS-центр просит подождать: слишком много сообщений сразу.', whatToDo: 'Ничего делать не нужно: сообщение уйдёт само. Если так бывает часто, укажите в настройках, сколько сообщений в секунду разрешает провайдер.' },
    it: { happened: 'Il centro SMS chiede di aspettare: troppi messaggi insieme.', whatToDo: 'Non serve far nulla: riparte da solo. Se capita spesso, indica nelle impostazioni quanti al secondo ne ammette il fornitore.' },
    zh: { happened: '短信中心要求稍候：一次发送的短信太多。', whatToDo: '无需操作，系统会自动重发。若经常发生，请在设置中填写服务商允许的每秒条数。' },
  },
  'sms.refused': {
    en: { happened: 'The message centre refused the message.', whatToDo: 'Show the detail to your provider; nothing was sent.' },
    ru: { happened: 'SMS-центр отклонил сообщение.', whatToDo: 'Покажите подробности провайдеру; ничего не отправлено.' },
    it: { happened: 'Il centro SMS ha rifiutato il messaggio.', whatToDo: 'Mostra il dettaglio al fornitore; nulla è stato inviato.' },
    zh: { happened: '短信中心拒绝了该短信。', whatToDo: '请把详情交给服务商；什么也没有发送。' },
  },
  'sms.not-allowed': {
    en: { happened: 'Your account with the provider may not send this.', whatToDo: 'Ask your provider what this account is allowed to do; nothing was sent.' },
    ru: { happened: 'Вашей учётной записи у провайдера это отправлять нельзя.', whatToDo: 'Спросите провайдера, что разрешено этой учётной записи; ничего не отправлено.' },
    it: { happened: 'Il tuo account presso il fornitore non può inviare questo.', whatToDo: 'Chiedi al fornitore che cosa è permesso a questo account; nulla è stato inviato.' },
    zh: { happened: '您在服务商处的账户无权发送此内容。', whatToDo: '请询问服务商该账户的权限；什么也没有发送。' },
  },
  'sms.long-refused': {
    en: { happened: 'The message centre does not take long messages in this form.', whatToDo: 'Choose the other way for long messages in the inbox’s settings and send again, or shorten the text.' },
    ru: { happened: 'SMS-центр не принимает длинные сообщения в таком виде.', whatToDo: 'Выберите в настройках ящика другой способ для длинных сообщений и отправьте снова или сократите текст.' },
    it: { happened: 'Il centro SMS non accetta messaggi lunghi in questa forma.', whatToDo: 'Scegli l’altro modo per i messaggi lunghi nelle impostazioni della casella e invia di nuovo, o accorcia il testo.' },
    zh: { happened: '短信中心不接受这种形式的长短信。', whatToDo: '请在收件箱设置中为长短信选择另一种方式后重新发送，或缩短文字。' },
  },
  'sms.answer-lost': {
    en: { happened: 'The message was handed over, but the message centre’s answer was lost: it may or may not have been sent.', whatToDo: 'Ask the customer before you send it again; a second copy may arrive.' },
    ru: { happened: 'Сообщение передано, но ответ SMS-центра потерялся: оно могло уйти, а могло и не уйти.', whatToDo: 'Спросите клиента, прежде чем отправлять ещё раз: может прийти вторая копия.' },
    it: { happened: 'Il messaggio è stato consegnato al centro SMS, ma la risposta si è persa: può essere partito oppure no.', whatToDo: 'Chiedi al cliente prima di inviarlo di nuovo; potrebbe arrivargli due volte.' },
    zh: { happened: '短信已交出，但短信中心的答复丢失：可能已发出，也可能没有。', whatToDo: '重新发送前请先询问客户；对方可能收到两份。' },
  },
  'sms.partly-sent': {
    en: { happened: 'The message centre took a part of this message and refused the rest, so the customer may see an incomplete text or none.', whatToDo: 'Read the detail, then send it again; the beginning may arrive twice.' },
    ru: { happened: 'SMS-центр принял часть сообщения и отклонил остальное: клиент может увидеть неполный текст или ничего.', whatToDo: 'Прочтите подробности и отправьте снова; начало может прийти дважды.' },
    it: { happened: 'Il centro SMS ha accettato una parte del messaggio e ha rifiutato il resto: il cliente può vedere un testo incompleto o niente.', whatToDo: 'Leggi il dettaglio, poi invialo di nuovo; l’inizio può arrivare due volte.' },
    zh: { happened: '短信中心只接受了该短信的一部分，其余被拒绝，客户可能看到不完整的文字或什么也看不到。', whatToDo: '请查看详情后重新发送；开头部分可能会到达两次。' },
  },
} as const satisfies Problems;
