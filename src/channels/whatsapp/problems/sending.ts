// Why a message was not sent yet, or perhaps was: shown to its author.
import type { Problems } from '../../problem-shape.ts';

export const sending = {
  'whatsapp.address-unusable': {
    en: { happened: 'This is neither a phone number nor an id that WhatsApp knows.', whatToDo: 'Enter the number with its country code, only digits.' },
    ru: { happened: 'Это не номер телефона и не идентификатор, известный WhatsApp.', whatToDo: 'Введите номер с кодом страны, только цифры.' },
    it: { happened: 'Questo non è né un numero né un identificativo che WhatsApp conosca.', whatToDo: 'Inserisci il numero con il prefisso del paese, solo cifre.' },
    zh: { happened: '这既不是电话号码，也不是 WhatsApp 认识的编号。', whatToDo: '请输入带国家代码的号码，只用数字。' },
  },
  'whatsapp.answer-lost': {
    en: { happened: 'The connection broke after the message had been handed over: WhatsApp may have sent it.', whatToDo: 'Ask the customer, or send it again if a second copy does no harm.' },
    ru: { happened: 'Связь прервалась после передачи сообщения: возможно, WhatsApp его отправил.', whatToDo: 'Уточните у клиента или отправьте ещё раз, если вторая копия не повредит.' },
    it: { happened: 'La connessione si è interrotta dopo la consegna del messaggio: WhatsApp potrebbe averlo inviato.', whatToDo: 'Chiedi al cliente, o invialo di nuovo se una seconda copia non disturba.' },
    zh: { happened: '消息交出后连接中断：WhatsApp 可能已经发出。', whatToDo: '请向客户确认；如果重复一条无妨，可以再次发送。' },
  },
  'whatsapp.partly-sent': {
    en: { happened: 'The message took several WhatsApp messages, and only the first of them went.', whatToDo: 'The detail says how many. Send what is missing by itself: all of it again would arrive twice.' },
    ru: { happened: 'Сообщение разбилось на несколько сообщений WhatsApp, и ушли только первые из них.', whatToDo: 'Сколько — сказано в подробностях. Отправьте недостающее отдельно: целиком оно придёт дважды.' },
    it: { happened: 'Il messaggio richiedeva più messaggi WhatsApp e ne sono partiti solo i primi.', whatToDo: 'I dettagli dicono quanti. Invia a parte ciò che manca: tutto di nuovo arriverebbe due volte.' },
    zh: { happened: '这条消息需要分成多条 WhatsApp 消息，只发出了前面几条。', whatToDo: '详情中写明了数量。请单独发送缺少的部分，全部重发会造成重复。' },
  },
  'whatsapp.busy': {
    en: { happened: 'WhatsApp asked to wait: too many messages went out in a short time, in all or to this customer.', whatToDo: 'Nothing to do: it is sent again by itself.' },
    ru: { happened: 'WhatsApp просит подождать: за короткое время ушло слишком много сообщений, всего или этому клиенту.', whatToDo: 'Ничего делать не нужно: отправка повторится сама.' },
    it: { happened: 'WhatsApp chiede di aspettare: in poco tempo sono partiti troppi messaggi, in tutto o a questo cliente.', whatToDo: 'Non serve far nulla: si riprova da soli.' },
    zh: { happened: 'WhatsApp 要求稍候：短时间内总共或对该客户发送的消息过多。', whatToDo: '无需操作，系统会自动再次发送。' },
  },
  'whatsapp.broken': {
    en: { happened: 'WhatsApp had a fault of its own and did not take the message.', whatToDo: 'Nothing to do: it is sent again by itself. If it goes on, look at metastatus.com.' },
    ru: { happened: 'У WhatsApp произошёл сбой, и сообщение не принято.', whatToDo: 'Ничего делать не нужно: отправка повторится сама. Если не поможет, посмотрите metastatus.com.' },
    it: { happened: 'WhatsApp ha avuto un guasto e non ha preso il messaggio.', whatToDo: 'Non serve far nulla: si riprova da soli. Se continua, guarda metastatus.com.' },
    zh: { happened: 'WhatsApp 自身出现故障，没有接收这条消息。', whatToDo: '无需操作，系统会自动再次发送。如持续出现，请查看 metastatus.com。' },
  },
  'whatsapp.too-long': {
    en: { happened: 'The text is longer than WhatsApp takes in one message.', whatToDo: 'Shorten it to 4,096 letters, or send it in two messages.' },
    ru: { happened: 'Текст длиннее, чем WhatsApp принимает в одном сообщении.', whatToDo: 'Сократите его до 4096 знаков или отправьте двумя сообщениями.' },
    it: { happened: 'Il testo è più lungo di quanto WhatsApp accetti in un messaggio.', whatToDo: 'Accorcialo a 4.096 caratteri o invialo in due messaggi.' },
    zh: { happened: '文字超过了 WhatsApp 单条消息的长度。', whatToDo: '请缩短到 4096 个字符以内，或分两条发送。' },
  },
  'whatsapp.buttons': {
    en: { happened: 'The buttons do not fit under a WhatsApp message.', whatToDo: 'Use at most three different ones of up to 20 letters each, under a text of up to 1,024 letters.' },
    ru: { happened: 'Такие кнопки не помещаются под сообщением WhatsApp.', whatToDo: 'Не больше трёх разных кнопок до 20 знаков под текстом до 1024 знаков.' },
    it: { happened: 'I pulsanti non stanno sotto un messaggio WhatsApp.', whatToDo: 'Usane al massimo tre diversi di 20 caratteri, sotto un testo di 1.024 caratteri al massimo.' },
    zh: { happened: '这些按钮放不进 WhatsApp 消息。', whatToDo: '最多三个不同的按钮，每个不超过 20 个字符，正文不超过 1024 个字符。' },
  },
  'whatsapp.file-kind': {
    en: { happened: 'WhatsApp takes no files of this kind.', whatToDo: 'Send it as PDF, JPEG, PNG, MP4, MP3 or an Office document, or send a link.' },
    ru: { happened: 'WhatsApp не принимает файлы такого вида.', whatToDo: 'Отправьте PDF, JPEG, PNG, MP4, MP3 или документ Office либо ссылку.' },
    it: { happened: 'WhatsApp non accetta file di questo tipo.', whatToDo: 'Invialo come PDF, JPEG, PNG, MP4, MP3 o documento Office, oppure manda un link.' },
    zh: { happened: 'WhatsApp 不接受这种文件。', whatToDo: '请改用 PDF、JPEG、PNG、MP4、MP3 或 Office 文档，或发送链接。' },
  },
  'whatsapp.file-too-large': {
    en: { happened: 'A file is larger than WhatsApp takes: pictures 5 MB, sound and films 16 MB, documents 100 MB.', whatToDo: 'Make it smaller, or send a link.' },
    ru: { happened: 'Файл больше, чем принимает WhatsApp: картинки 5 МБ, звук и видео 16 МБ, документы 100 МБ.', whatToDo: 'Уменьшите его или отправьте ссылку.' },
    it: { happened: 'Un file è più grande di quanto WhatsApp accetti: immagini 5 MB, audio e video 16 MB, documenti 100 MB.', whatToDo: 'Rimpiccioliscilo o manda un link.' },
    zh: { happened: '文件超过 WhatsApp 的上限：图片 5 MB，音频和视频 16 MB，文档 100 MB。', whatToDo: '请缩小文件，或发送链接。' },
  },
  'whatsapp.file-refused': {
    en: { happened: 'WhatsApp did not take a file: its content is not what its kind says, or is encoded in a way that phones do not play.', whatToDo: 'Save it anew in a usual format (JPEG, PDF, MP4 with H.264 and AAC, OGG with Opus) and send it again.' },
    ru: { happened: 'WhatsApp не принял файл: содержимое не соответствует его виду или закодировано так, что телефоны его не воспроизводят.', whatToDo: 'Сохраните его в обычном формате (JPEG, PDF, MP4 с H.264 и AAC, OGG с Opus) и отправьте снова.' },
    it: { happened: 'WhatsApp non ha preso un file: il contenuto non corrisponde al tipo o ha una codifica che i telefoni non riproducono.', whatToDo: 'Salvalo in un formato comune (JPEG, PDF, MP4 con H.264 e AAC, OGG con Opus) e invialo di nuovo.' },
    zh: { happened: 'WhatsApp 没有接收某个文件：内容与类型不符，或编码方式手机无法播放。', whatToDo: '请另存为常用格式（JPEG、PDF、H.264 与 AAC 的 MP4、Opus 的 OGG）后重新发送。' },
  },
  'whatsapp.file-unreadable': {
    en: { happened: 'An attached file could not be read here, so nothing was sent.', whatToDo: 'It is tried again by itself. If it fails again, remove the file and attach it anew.' },
    ru: { happened: 'Прикреплённый файл не удалось прочитать, поэтому ничего не отправлено.', whatToDo: 'Попытка повторится сама. Если снова не получится, прикрепите файл заново.' },
    it: { happened: 'Un file allegato non si è potuto leggere, quindi nulla è stato inviato.', whatToDo: 'Si riprova da soli. Se non riesce ancora, togli il file e allegalo di nuovo.' },
    zh: { happened: '附件无法读取，因此什么也没有发送。', whatToDo: '系统会自动重试。若仍失败，请移除后重新添加附件。' },
  },
} as const satisfies Problems;
