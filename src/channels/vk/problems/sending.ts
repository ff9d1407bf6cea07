// Why a message was not sent, or perhaps was: shown to its author.
import type { Problems } from '../../problem-shape.ts';

export const sending = {
  'vk.answer-lost': {
    en: { happened: 'The message was handed to VK, but no answer came back.', whatToDo: 'It is sent again by itself; VK recognises it, so the customer gets it once.' },
    ru: { happened: 'Сообщение передано ВКонтакте, но ответ не пришёл.', whatToDo: 'Оно уйдёт ещё раз само; ВКонтакте узнаёт его, и клиент получит его один раз.' },
    it: { happened: 'Il messaggio è stato consegnato a VK, ma la risposta non è arrivata.', whatToDo: 'Riparte da solo; VK lo riconosce, quindi il cliente lo riceve una volta sola.' },
    zh: { happened: '消息已交给 VK，但没有收到答复。', whatToDo: '系统会自动再发；VK 能识别重复，客户只会收到一次。' },
  },
  'vk.partly-sent': {
    en: { happened: 'The first files of this message arrived, the rest did not.', whatToDo: 'Send what is missing as a new message.' },
    ru: { happened: 'Первые файлы этого сообщения дошли, остальное нет.', whatToDo: 'Отправьте недостающее новым сообщением.' },
    it: { happened: 'I primi file di questo messaggio sono arrivati, il resto no.', whatToDo: 'Invia ciò che manca con un nuovo messaggio.' },
    zh: { happened: '这条消息的前几个文件已送达，其余没有。', whatToDo: '请把缺少的部分作为新消息发送。' },
  },
  'vk.address-unusable': {
    en: { happened: 'This is not the number of a person at VK.', whatToDo: 'Choose another way to reach the customer, or answer from a conversation that they began at VK.' },
    ru: { happened: 'Это не номер пользователя ВКонтакте.', whatToDo: 'Свяжитесь с клиентом иначе или ответьте в разговоре, который он начал ВКонтакте.' },
    it: { happened: 'Questo non è il numero di una persona su VK.', whatToDo: 'Raggiungi il cliente in un altro modo o rispondi in una conversazione che ha iniziato su VK.' },
    zh: { happened: '这不是 VK 用户的编号。', whatToDo: '请换一种方式联系客户，或在客户于 VK 发起的对话中回复。' },
  },
  'vk.not-allowed': {
    en: { happened: 'The customer does not let this community write to them, or has never written to it.', whatToDo: 'Reach the customer in another way. They can write to the community first, or allow its messages at VK.' },
    ru: { happened: 'Клиент не разрешил сообществу писать ему или ни разу не писал сам.', whatToDo: 'Свяжитесь с клиентом иначе. Он может сам написать сообществу или разрешить сообщения ВКонтакте.' },
    it: { happened: 'Il cliente non permette a questa comunità di scrivergli, o non le ha mai scritto.', whatToDo: 'Raggiungilo in un altro modo. Può scrivere lui per primo o permettere i messaggi su VK.' },
    zh: { happened: '客户不允许该社区向其发送消息，或从未给社区写过消息。', whatToDo: '请换一种方式联系客户。客户可先给社区写消息，或在 VK 允许接收。' },
  },
  'vk.privacy': {
    en: { happened: 'The customer’s privacy settings at VK keep this message away.', whatToDo: 'Reach the customer in another way.' },
    ru: { happened: 'Настройки приватности клиента ВКонтакте не пропускают это сообщение.', whatToDo: 'Свяжитесь с клиентом иначе.' },
    it: { happened: 'Le impostazioni di riservatezza del cliente su VK non lasciano passare il messaggio.', whatToDo: 'Raggiungi il cliente in un altro modo.' },
    zh: { happened: '客户在 VK 的隐私设置不允许接收此消息。', whatToDo: '请换一种方式联系客户。' },
  },
  'vk.blacklisted': {
    en: { happened: 'The customer is on the community’s black list, so VK takes no message to them.', whatToDo: 'Remove them from the list under Manage → Members, or reach them in another way.' },
    ru: { happened: 'Клиент в чёрном списке сообщества, поэтому ВКонтакте не принимает сообщение для него.', whatToDo: 'Уберите его из списка: «Управление» → «Участники», или свяжитесь иначе.' },
    it: { happened: 'Il cliente è nella lista nera della comunità, quindi VK non accetta messaggi per lui.', whatToDo: 'Toglilo dalla lista in Gestione → Membri, oppure raggiungilo in un altro modo.' },
    zh: { happened: '客户在社区黑名单中，因此 VK 不接受发给他的消息。', whatToDo: '请在“管理 → 成员”中将其移出黑名单，或换一种方式联系。' },
  },
  'vk.customer-gone': {
    en: { happened: 'This person is no longer at VK, or VK has blocked them.', whatToDo: 'Reach the customer in another way.' },
    ru: { happened: 'Этого пользователя ВКонтакте больше нет, или он заблокирован.', whatToDo: 'Свяжитесь с клиентом иначе.' },
    it: { happened: 'Questa persona non è più su VK, o VK l’ha bloccata.', whatToDo: 'Raggiungi il cliente in un altro modo.' },
    zh: { happened: '该用户已不在 VK，或已被 VK 封禁。', whatToDo: '请换一种方式联系客户。' },
  },
  'vk.message-too-long': {
    en: { happened: 'The text is longer than VK takes. Nothing was sent.', whatToDo: 'Divide it into several messages of at most 4096 letters.' },
    ru: { happened: 'Текст длиннее, чем принимает ВКонтакте. Ничего не отправлено.', whatToDo: 'Разделите его на сообщения не длиннее 4096 знаков.' },
    it: { happened: 'Il testo è più lungo di quanto VK accetti. Non è partito nulla.', whatToDo: 'Dividilo in più messaggi di al massimo 4096 caratteri.' },
    zh: { happened: '正文超过 VK 的上限，没有发送。', whatToDo: '请分成每条不超过 4096 个字符的多条消息。' },
  },
  'vk.message-empty': {
    en: { happened: 'There is neither text nor a file in this message, so nothing was sent.', whatToDo: 'Write something or attach a file.' },
    ru: { happened: 'В сообщении нет ни текста, ни файла, поэтому ничего не отправлено.', whatToDo: 'Напишите что-нибудь или приложите файл.' },
    it: { happened: 'Il messaggio non ha né testo né file, quindi non è partito nulla.', whatToDo: 'Scrivi qualcosa o allega un file.' },
    zh: { happened: '消息既没有文字也没有文件，因此没有发送。', whatToDo: '请输入内容或添加文件。' },
  },
  'vk.message-refused': {
    en: { happened: 'VK refused the message.', whatToDo: 'Read what it said, change the message and send it again.' },
    ru: { happened: 'ВКонтакте отклонил сообщение.', whatToDo: 'Прочтите ответ, измените сообщение и отправьте снова.' },
    it: { happened: 'VK ha rifiutato il messaggio.', whatToDo: 'Leggi che cosa ha detto, cambia il messaggio e invialo di nuovo.' },
    zh: { happened: 'VK 拒绝了该消息。', whatToDo: '请查看其答复，修改后重新发送。' },
  },
  'vk.buttons-refused': {
    en: { happened: 'VK did not take the buttons under this message, so nothing was sent.', whatToDo: 'Switch on “Bot abilities” under Manage → Messages, and use at most ten buttons with short words.' },
    ru: { happened: 'ВКонтакте не принял кнопки под сообщением, поэтому ничего не отправлено.', whatToDo: 'Включите «Возможности ботов»: «Управление» → «Сообщения», и оставьте не больше десяти кнопок с короткими подписями.' },
    it: { happened: 'VK non ha accettato i pulsanti sotto il messaggio, quindi non è partito nulla.', whatToDo: 'Attiva «Funzioni dei bot» in Gestione → Messaggi e usa al massimo dieci pulsanti con parole brevi.' },
    zh: { happened: 'VK 未接受消息下的按钮，因此没有发送。', whatToDo: '请在“管理 → 消息”中启用机器人功能，并最多使用十个文字简短的按钮。' },
  },
  'vk.file-refused': {
    en: { happened: 'VK did not take a file of this message, so nothing was sent. It refuses programs and music, for example.', whatToDo: 'Pack the file into an archive, or send a link.' },
    ru: { happened: 'ВКонтакте не принял файл, поэтому ничего не отправлено. Например, программы и музыку он не принимает.', whatToDo: 'Упакуйте файл в архив или отправьте ссылку.' },
    it: { happened: 'VK non ha accettato un file, quindi non è partito nulla. Rifiuta per esempio programmi e musica.', whatToDo: 'Metti il file in un archivio o invia un collegamento.' },
    zh: { happened: 'VK 未接受其中一个文件，因此没有发送。例如它不接受程序和音乐。', whatToDo: '请将文件打包，或发送链接。' },
  },
  'vk.file-too-large': {
    en: { happened: 'A file is larger than VK takes, so nothing was sent.', whatToDo: 'Send a file of at most 200 MB, or a link.' },
    ru: { happened: 'Файл больше, чем принимает ВКонтакте, поэтому ничего не отправлено.', whatToDo: 'Отправьте файл не больше 200 МБ или ссылку.' },
    it: { happened: 'Un file è più grande di quanto VK accetti, quindi non è partito nulla.', whatToDo: 'Invia un file di al massimo 200 MB, o un collegamento.' },
    zh: { happened: '文件超过 VK 的上限，因此没有发送。', whatToDo: '请发送不超过 200 MB 的文件，或发送链接。' },
  },
  'vk.file-unreadable': {
    en: { happened: 'An attached file could not be read here, so nothing was sent.', whatToDo: 'It is tried again by itself. If it fails again, remove the file and attach it anew.' },
    ru: { happened: 'Прикреплённый файл не удалось прочитать здесь, поэтому ничего не отправлено.', whatToDo: 'Попытка повторится сама. Если снова не получится, прикрепите файл заново.' },
    it: { happened: 'Un file allegato non si è potuto leggere qui, quindi non è partito nulla.', whatToDo: 'Si riprova da soli. Se non riesce ancora, togli il file e allegalo di nuovo.' },
    zh: { happened: '附件在本系统无法读取，因此没有发送。', whatToDo: '系统会自动重试。若仍失败，请移除后重新添加附件。' },
  },
} as const satisfies Problems;
