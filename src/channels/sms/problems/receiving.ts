// What the reader of a message should know about it, and why one could not be read.
import type { Problems } from '../../problem-shape.ts';

export const receiving = {
  'sms.unreadable': {
    en: { happened: 'Nothing can be made of what the message centre sent. It is kept exactly as it came.', whatToDo: 'Look at its source, and try again after an upgrade.' },
    ru: { happened: 'Из того, что прислал SMS-центр, ничего не извлечь. Оно сохранено как есть.', whatToDo: 'Посмотрите исходник и попробуйте снова после обновления.' },
    it: { happened: 'Non si può ricavare nulla da ciò che il centro SMS ha inviato. È conservato così com’è arrivato.', whatToDo: 'Guarda il sorgente e riprova dopo un aggiornamento.' },
    zh: { happened: '短信中心发来的内容无法解读，已原样保留。', whatToDo: '请查看其原始内容，并在升级后重试。' },
  },
  'sms.receipt-unreadable': {
    en: { happened: 'A delivery receipt came in a form that is not known here. It is kept exactly as it came.', whatToDo: 'Show its source to your administrator; after an upgrade it can be tried again.' },
    ru: { happened: 'Пришёл отчёт о доставке в неизвестном здесь виде. Он сохранён как есть.', whatToDo: 'Покажите исходник администратору; после обновления можно попробовать снова.' },
    it: { happened: 'È arrivata una ricevuta di consegna in una forma qui sconosciuta. È conservata così com’è arrivata.', whatToDo: 'Mostra il sorgente all’amministratore; dopo un aggiornamento si può riprovare.' },
    zh: { happened: '收到了一份此处不认识的送达回执，已原样保留。', whatToDo: '请把原始内容交给管理员；升级后可以重试。' },
  },
  'sms.parts-missing': {
    en: { happened: 'Parts of this long message have not come; […] stands in their place.', whatToDo: 'Ask the customer for the rest. If it comes later, it is shown as a message of its own.' },
    ru: { happened: 'Части этого длинного сообщения не пришли; на их месте стоит […].', whatToDo: 'Попросите клиента повторить остальное. Если оно придёт позже, появится отдельным сообщением.' },
    it: { happened: 'Alcune parti di questo lungo messaggio non sono arrivate; al loro posto c’è […].', whatToDo: 'Chiedi il resto al cliente. Se arriva più tardi, compare come messaggio a sé.' },
    zh: { happened: '这条长短信的部分内容没有到达，其位置以 […] 表示。', whatToDo: '请向客户索取其余内容。若之后到达，会作为单独的消息显示。' },
  },
  'sms.letters-uncertain': {
    en: { happened: 'The message centre did not say unmistakably in which letters this was written, so some may be wrong.', whatToDo: 'Ask the customer if something reads strangely; the source is kept.' },
    ru: { happened: 'SMS-центр не указал однозначно, какими буквами это написано: некоторые могут быть неверны.', whatToDo: 'Если что-то читается странно, спросите клиента; исходник сохранён.' },
    it: { happened: 'Il centro SMS non ha detto con chiarezza con quali lettere è scritto: alcune possono essere sbagliate.', whatToDo: 'Se qualcosa si legge male, chiedi al cliente; il sorgente è conservato.' },
    zh: { happened: '短信中心没有明确说明所用的字符集，部分文字可能有误。', whatToDo: '如果读起来奇怪，请询问客户；原始内容已保留。' },
  },
  'sms.binary': {
    en: { happened: 'This message is not text but data for a phone. It is attached as it came.', whatToDo: 'Ask the customer what they wanted to send, if the file tells you nothing.' },
    ru: { happened: 'Это не текст, а данные для телефона. Они приложены как есть.', whatToDo: 'Если файл ни о чём не говорит, спросите клиента, что он хотел отправить.' },
    it: { happened: 'Questo messaggio non è testo ma dati per un telefono. Sono allegati così come sono arrivati.', whatToDo: 'Se il file non ti dice nulla, chiedi al cliente che cosa voleva inviare.' },
    zh: { happened: '这条消息不是文字，而是手机数据，已原样附上。', whatToDo: '如果文件看不懂，请询问客户想发送什么。' },
  },
} as const satisfies Problems;
