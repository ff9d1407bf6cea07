// Every problem that an inbox, an input, a delivery or a setting can have, in the words of the screens: what happened and what was
// kept, then what to do. Channels have their own part; what any channel can meet stands here. docs/errors.md is written from it.
import { problems as ofApi } from './api/problems.ts';
import { problems as ofEmail } from './email/problems.ts';
import { problems as ofMax } from './max/problems.ts';
import { problems as ofSms } from './sms/problems.ts';
import { problems as ofTelegram } from './telegram/problems.ts';
import { problems as ofVk } from './vk/problems.ts';
import { problems as ofWhatsApp } from './whatsapp/problems.ts';
import type { Problems } from './problem-shape.ts';

const ofAnyChannel = {
  'bounced': {
    en: { happened: 'The message came back.', whatToDo: 'Read what the other side said and try another way to reach the customer.' },
    ru: { happened: 'Сообщение вернулось.', whatToDo: 'Прочтите ответ другой стороны и свяжитесь с клиентом иначе.' },
    it: { happened: 'Il messaggio è tornato indietro.', whatToDo: 'Leggi che cosa ha risposto l’altra parte e cerca un altro modo di raggiungere il cliente.' },
    zh: { happened: '消息被退回。', whatToDo: '请查看对方的答复，并换一种方式联系客户。' },
  },
  'copy-not-delivered': {
    en: { happened: 'Somebody who was copied in did not get this message. The recipient’s own copy is not affected.', whatToDo: 'Check the address of the copy and write to it another way if it matters.' },
    ru: { happened: 'Один из получателей копии не получил это сообщение. Самого адресата это не касается.', whatToDo: 'Проверьте адрес в копии и при необходимости напишите туда иначе.' },
    it: { happened: 'Qualcuno in copia non ha ricevuto il messaggio. La copia del destinatario non è coinvolta.', whatToDo: 'Controlla l’indirizzo in copia e, se serve, scrivigli in un altro modo.' },
    zh: { happened: '抄送对象中有人没有收到这条消息，收件人本人不受影响。', whatToDo: '请检查抄送地址，如有必要请换一种方式联系。' },
  },
  'send-interrupted': {
    en: { happened: 'Sending was interrupted, so the message may or may not have arrived.', whatToDo: 'Ask the customer before you send it again; a second copy may arrive.' },
    ru: { happened: 'Отправка прервалась: сообщение могло дойти, а могло и не дойти.', whatToDo: 'Спросите клиента, прежде чем отправлять ещё раз: может прийти вторая копия.' },
    it: { happened: 'L’invio si è interrotto: il messaggio può essere arrivato oppure no.', whatToDo: 'Chiedi al cliente prima di inviarlo di nuovo; potrebbe arrivargli due volte.' },
    zh: { happened: '发送中断，消息可能已送达，也可能没有。', whatToDo: '再次发送之前请先询问客户，否则对方可能收到两份。' },
  },
  'send-broke': {
    en: { happened: 'Something went wrong on our side while sending, so the message may or may not have arrived.', whatToDo: 'Ask the customer before you send it again, and show the detail to your administrator.' },
    ru: { happened: 'При отправке у нас произошёл сбой: сообщение могло дойти, а могло и не дойти.', whatToDo: 'Спросите клиента, прежде чем отправлять ещё раз, и покажите подробности администратору.' },
    it: { happened: 'Durante l’invio qualcosa è andato storto da parte nostra: il messaggio può essere arrivato oppure no.', whatToDo: 'Chiedi al cliente prima di inviarlo di nuovo e mostra i dettagli all’amministratore.' },
    zh: { happened: '发送时我们这边出了错，消息可能已送达，也可能没有。', whatToDo: '再次发送之前请先询问客户，并把详情告知管理员。' },
  },
  'held-after-restore': {
    en: { happened: 'The desk was restored from a backup in which this answer still waited. It may have been sent before, so it is held.', whatToDo: 'See whether the customer has it; if not, send it. An administrator can send or drop all of them at once.' },
    ru: { happened: 'Система восстановлена из копии, где этот ответ ещё ждал отправки. Он мог быть отправлен раньше, поэтому задержан.', whatToDo: 'Узнайте, получил ли его клиент; если нет — отправьте. Администратор может отправить или отменить все такие ответы сразу.' },
    it: { happened: 'Il sistema è stato ripristinato da una copia in cui questa risposta era ancora in attesa. Potrebbe essere già partita, perciò è trattenuta.', whatToDo: 'Verifica se il cliente l’ha ricevuta; se no, inviala. Un amministratore può inviarle o annullarle tutte insieme.' },
    zh: { happened: '系统从备份恢复，而备份中这条回复仍在等待发送。它可能之前已经发出，因此暂不发送。', whatToDo: '请确认客户是否已收到；如未收到，请发送。管理员可以一次性全部发送或取消。' },
  },
  'inbox-settings-wrong': {
    en: { happened: 'The settings of the inbox cannot be used; nothing was lost.', whatToDo: 'An administrator must correct them. What waits is taken up again by itself.' },
    ru: { happened: 'Настройки ящика непригодны; ничего не потеряно.', whatToDo: 'Администратор должен их исправить. Ожидающее возобновится само.' },
    it: { happened: 'Le impostazioni della casella non si possono usare; nulla è andato perso.', whatToDo: 'Un amministratore deve correggerle. Ciò che è in attesa riprende da solo.' },
    zh: { happened: '收件箱的设置无法使用；没有丢失任何内容。', whatToDo: '请管理员更正设置，等待中的内容会自动继续处理。' },
  },
  'conversion-failed': {
    en: { happened: 'This input could not be understood because of a fault of ours. It is kept exactly as it came.', whatToDo: 'Try again after the next upgrade, and show its source to your administrator.' },
    ru: { happened: 'Из-за нашей ошибки эти данные не удалось разобрать. Они сохранены в точности как пришли.', whatToDo: 'Повторите после следующего обновления и покажите исходник администратору.' },
    it: { happened: 'Per un nostro errore questo contenuto non è stato compreso. È conservato esattamente com’è arrivato.', whatToDo: 'Riprova dopo il prossimo aggiornamento e mostra il sorgente all’amministratore.' },
    zh: { happened: '由于我们的错误，无法解析这条内容。它已按原样保存。', whatToDo: '请在下次升级后重试，并把原文交给管理员查看。' },
  },
  'storing-failed': {
    en: { happened: 'What this input says could not be stored. The input itself is kept.', whatToDo: 'Try again; if it fails again, show the detail to your administrator.' },
    ru: { happened: 'Содержимое не удалось сохранить. Сами исходные данные сохранены.', whatToDo: 'Повторите; если не поможет, покажите подробности администратору.' },
    it: { happened: 'Il contenuto non è stato salvato. L’originale è conservato.', whatToDo: 'Riprova; se fallisce ancora, mostra i dettagli all’amministratore.' },
    zh: { happened: '内容未能存入系统，原始数据已保留。', whatToDo: '请重试；如仍失败，请把详情告知管理员。' },
  },
  'disk-full': {
    en: { happened: 'The disk is full, so this could not be stored yet; nothing was lost.', whatToDo: 'An administrator must free space. What waits is taken up again by itself.' },
    ru: { happened: 'Диск заполнен, поэтому сохранить это пока не удалось; ничего не потеряно.', whatToDo: 'Администратору нужно освободить место. Ожидающее возобновится само.' },
    it: { happened: 'Il disco è pieno, quindi non è stato ancora possibile salvare; nulla è andato perso.', whatToDo: 'Un amministratore deve liberare spazio. Ciò che è in attesa riprende da solo.' },
    zh: { happened: '磁盘已满，暂时无法存储；没有丢失任何内容。', whatToDo: '请管理员释放空间，等待中的内容会自动继续处理。' },
  },
  'raw-bytes-missing': {
    en: { happened: 'The bytes of this input are not where they were stored.', whatToDo: 'An administrator must look at the data folder (a disk that is not mounted, a restore without it), then try again.' },
    ru: { happened: 'Исходных данных нет там, где они были сохранены.', whatToDo: 'Администратору следует проверить папку данных (не подключён диск, восстановление без неё) и повторить.' },
    it: { happened: 'I byte di questo contenuto non sono dove erano stati salvati.', whatToDo: 'Un amministratore deve controllare la cartella dei dati (disco non montato, ripristino senza di essa) e riprovare.' },
    zh: { happened: '在存储位置找不到这条内容的数据。', whatToDo: '请管理员检查数据文件夹（磁盘未挂载，或恢复时遗漏），然后重试。' },
  },
  'webhook-refused': {
    en: { happened: 'A message from the channel’s service was refused, because its signature does not fit the secret of this inbox.', whatToDo: 'Set the same secret on both sides. The service sends again what was refused, and this goes away by itself.' },
    ru: { happened: 'Сообщение от службы канала отклонено: его подпись не подходит к секрету этого ящика.', whatToDo: 'Задайте одинаковый секрет с обеих сторон. Служба пришлёт отклонённое ещё раз, и это сообщение исчезнет само.' },
    it: { happened: 'Un messaggio dal servizio del canale è stato rifiutato, perché la firma non corrisponde al segreto di questa casella.', whatToDo: 'Imposta lo stesso segreto da entrambe le parti. Il servizio invierà di nuovo ciò che è stato rifiutato e l’avviso sparirà da solo.' },
    zh: { happened: '渠道服务发来的消息被拒收，因为它的签名与此收件箱的密钥不符。', whatToDo: '请在两边设置相同的密钥。对方会重新发送被拒收的内容，此提示会自动消失。' },
  },
  'check-took-too-long': {
    en: { happened: 'The other side did not answer in time.', whatToDo: 'Check the names and ports of the servers, then try again.' },
    ru: { happened: 'Другая сторона не ответила вовремя.', whatToDo: 'Проверьте имена и порты серверов и повторите.' },
    it: { happened: 'L’altra parte non ha risposto in tempo.', whatToDo: 'Controlla i nomi e le porte dei server, poi riprova.' },
    zh: { happened: '对方没有及时响应。', whatToDo: '请检查服务器名称和端口，然后重试。' },
  },
  'setting-repeated': {
    en: { happened: 'This is there twice.', whatToDo: 'Remove one of the two.' },
    ru: { happened: 'Это указано дважды.', whatToDo: 'Уберите одно из двух.' },
    it: { happened: 'È presente due volte.', whatToDo: 'Togline una delle due.' },
    zh: { happened: '这一项重复了。', whatToDo: '请删除其中一个。' },
  },
  'web-chat-unreadable': {
    en: { happened: 'Nothing can be made of what the chat sent. It is kept exactly as it came.', whatToDo: 'Look at its source; a page may load an old or altered chat script.' },
    ru: { happened: 'Из данных чата ничего не удалось извлечь. Они сохранены в точности как пришли.', whatToDo: 'Посмотрите исходник; возможно, страница загружает старый или изменённый скрипт чата.' },
    it: { happened: 'Da ciò che la chat ha inviato non si ricava nulla. È conservato esattamente com’è arrivato.', whatToDo: 'Guarda il sorgente; forse una pagina carica uno script della chat vecchio o modificato.' },
    zh: { happened: '无法解析聊天窗口发来的内容，已按原样保存。', whatToDo: '请查看原文；网页可能加载了旧的或被改动的聊天脚本。' },
  },
  'media-gone': {
    en: { happened: 'A file of this message is not with the channel’s service any more.', whatToDo: 'Ask the customer to send it again.' },
    ru: { happened: 'Файла из этого сообщения больше нет у службы канала.', whatToDo: 'Попросите клиента прислать его ещё раз.' },
    it: { happened: 'Un file di questo messaggio non è più presso il servizio del canale.', whatToDo: 'Chiedi al cliente di inviarlo di nuovo.' },
    zh: { happened: '这条消息中的文件已不在渠道服务上。', whatToDo: '请客户重新发送。' },
  },
  'media-too-large': {
    en: { happened: 'A file of this message is larger than this desk or the channel’s service lets through.', whatToDo: 'Ask the customer for a smaller file or a link. The message itself is here.' },
    ru: { happened: 'Файл из этого сообщения больше, чем пропускает система или служба канала.', whatToDo: 'Попросите у клиента файл поменьше или ссылку. Само сообщение на месте.' },
    it: { happened: 'Un file di questo messaggio è più grande di quanto il sistema o il servizio del canale consenta.', whatToDo: 'Chiedi al cliente un file più piccolo o un link. Il messaggio è qui.' },
    zh: { happened: '这条消息中的文件超过了本系统或渠道服务允许的大小。', whatToDo: '请客户发送较小的文件或链接。消息本身已在此。' },
  },
  'media-fetch-broke': {
    en: { happened: 'A file of this message could not be fetched from the channel’s service yet.', whatToDo: 'It is tried again by itself. If it goes on, show the detail to your administrator.' },
    ru: { happened: 'Файл из этого сообщения пока не удалось получить от службы канала.', whatToDo: 'Попытка повторится сама. Если не поможет, покажите подробности администратору.' },
    it: { happened: 'Un file di questo messaggio non è ancora stato scaricato dal servizio del canale.', whatToDo: 'Si riprova da solo. Se continua, mostra i dettagli all’amministratore.' },
    zh: { happened: '这条消息中的文件暂时无法从渠道服务获取。', whatToDo: '系统会自动重试。如仍不成功，请把详情告知管理员。' },
  },
  'fault': {
    en: { happened: 'Something went wrong on our side; nothing was lost.', whatToDo: 'Show this to your administrator.' },
    ru: { happened: 'У нас произошёл сбой; ничего не потеряно.', whatToDo: 'Покажите это администратору.' },
    it: { happened: 'Qualcosa è andato storto da parte nostra; nulla è andato perso.', whatToDo: 'Mostralo all’amministratore.' },
    zh: { happened: '我们这边出了错；没有丢失任何内容。', whatToDo: '请告知管理员。' },
  },
} as const satisfies Problems;

export const problems: Problems = { ...ofAnyChannel, ...ofEmail, ...ofTelegram, ...ofWhatsApp, ...ofMax, ...ofVk, ...ofSms, ...ofApi };

export type ProblemLanguage = 'en' | 'ru' | 'it' | 'zh';
export const problemLanguages = ['en', 'ru', 'it', 'zh'] as const satisfies readonly ProblemLanguage[];
