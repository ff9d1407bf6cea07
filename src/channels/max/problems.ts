// The MAX channel's part of the error catalogue: every code it uses, in the words of the screens.
import type { Problems } from '../problem-shape.ts';

const connection = {
  'max.token-refused': {
    en: { happened: 'MAX does not accept the bot’s token. Answers wait, and nothing is lost for eight hours.', whatToDo: 'Copy the token of the bot anew from business.max.ru (Chat bots, ⋮, Settings) into the settings of the inbox. It is tried again by itself.' },
    ru: { happened: 'MAX не принимает токен бота. Ответы ждут отправки, входящие хранятся у MAX восемь часов.', whatToDo: 'Скопируйте токен бота заново на business.max.ru («Чат-боты» → ⋮ → «Настройки») в настройки ящика. Попытки продолжаются сами.' },
    it: { happened: 'MAX non accetta il token del bot. Le risposte attendono e per otto ore non va perso nulla.', whatToDo: 'Copia di nuovo il token del bot da business.max.ru (Chat bot, ⋮, Impostazioni) nelle impostazioni della casella. Si riprova da soli.' },
    zh: { happened: 'MAX 不接受此机器人的令牌。回复在等待发送，八小时内的来信不会丢失。', whatToDo: '请在 business.max.ru（聊天机器人 → ⋮ → 设置）重新复制令牌，填入收件箱设置。系统会自动重试。' },
  },
  'max.certificate': {
    en: { happened: 'The certificate of MAX’s server is not trusted here, so nothing was sent to it. MAX uses a Russian root certificate that most systems do not know.', whatToDo: 'Download the Russian Trusted Root CA from gosuslugi.ru/crt and paste its text into “Trusted certificate” in the settings of the inbox.' },
    ru: { happened: 'Сертификату сервера MAX здесь не доверяют, поэтому ничего не передавалось. MAX использует корневой сертификат Минцифры, которого нет в большинстве систем.', whatToDo: 'Скачайте Russian Trusted Root CA с gosuslugi.ru/crt и вставьте его текст в поле «Доверенный сертификат» в настройках ящика.' },
    it: { happened: 'Il certificato del server di MAX qui non è considerato affidabile, quindi non è stato inviato nulla. MAX usa un certificato radice russo che la maggior parte dei sistemi non conosce.', whatToDo: 'Scarica Russian Trusted Root CA da gosuslugi.ru/crt e incolla il testo in “Certificato attendibile” nelle impostazioni della casella.' },
    zh: { happened: '本机不信任 MAX 服务器的证书，因此没有发送任何内容。MAX 使用的是多数系统没有的俄罗斯根证书。', whatToDo: '请从 gosuslugi.ru/crt 下载 Russian Trusted Root CA，把文本粘贴到收件箱设置的“受信任的证书”。' },
  },
  'max.host-unknown': {
    en: { happened: 'The address of MAX’s interface is not known to the network.', whatToDo: 'Correct the address in the settings, or leave the usual one. Check that this machine can look up names on the internet.' },
    ru: { happened: 'Адрес интерфейса MAX не найден в сети.', whatToDo: 'Исправьте адрес в настройках или оставьте обычный. Проверьте, что этот сервер находит имена в интернете.' },
    it: { happened: 'L’indirizzo dell’interfaccia di MAX non si trova in rete.', whatToDo: 'Correggi l’indirizzo nelle impostazioni o lascia quello usuale. Verifica che questa macchina risolva i nomi in Internet.' },
    zh: { happened: '网络中找不到 MAX 接口的地址。', whatToDo: '请在设置中更正地址，或使用默认地址，并检查本机能否解析互联网域名。' },
  },
  'max.unreachable': {
    en: { happened: 'MAX does not answer. Answers wait here.', whatToDo: 'Nothing to do at first: it is tried again by itself. If it lasts, check whether this machine may connect to the internet.' },
    ru: { happened: 'MAX не отвечает. Ответы ждут здесь.', whatToDo: 'Пока ничего делать не нужно: попытки продолжаются. Если это длится долго, проверьте выход этого сервера в интернет.' },
    it: { happened: 'MAX non risponde. Le risposte attendono qui.', whatToDo: 'Per ora non serve far nulla: si riprova da soli. Se dura, verifica che questa macchina possa collegarsi a Internet.' },
    zh: { happened: 'MAX 没有响应，回复在此等待。', whatToDo: '暂时无需操作，系统会自动重试。如果持续很久，请检查本机能否连接互联网。' },
  },
  'max.vendor-broken': {
    en: { happened: 'MAX reports a fault of its own. Nothing was taken there.', whatToDo: 'Nothing to do: it is tried again by itself.' },
    ru: { happened: 'MAX сообщает о собственном сбое. Там ничего не принято.', whatToDo: 'Ничего делать не нужно: попытка повторится сама.' },
    it: { happened: 'MAX segnala un proprio guasto. Là non è stato accettato nulla.', whatToDo: 'Non serve far nulla: si riprova da soli.' },
    zh: { happened: 'MAX 报告自身故障，对方没有接收任何内容。', whatToDo: '无需操作，系统会自动重试。' },
  },
  'max.too-many-requests': {
    en: { happened: 'MAX asks for patience: more was sent in a second than it takes.', whatToDo: 'Nothing to do: it is tried again by itself.' },
    ru: { happened: 'MAX просит подождать: за секунду отправлено больше, чем он принимает.', whatToDo: 'Ничего делать не нужно: попытка повторится сама.' },
    it: { happened: 'MAX chiede pazienza: in un secondo è stato inviato più di quanto accetti.', whatToDo: 'Non serve far nulla: si riprova da soli.' },
    zh: { happened: 'MAX 要求稍候：一秒内发送的数量超过其限制。', whatToDo: '无需操作，系统会自动重试。' },
  },
  'max.other-subscription': {
    en: { happened: 'Another program receives this bot’s messages by a webhook, so this desk cannot ask for them.', whatToDo: 'Take the bot out of the other program, or create a bot of its own for this desk. MAX gives a bot’s messages to one receiver only.' },
    ru: { happened: 'Сообщения этого бота получает через Webhook другая программа, поэтому запрашивать их отсюда нельзя.', whatToDo: 'Отключите бота в другой программе или создайте для этой системы отдельного бота. MAX отдаёт сообщения бота только одному получателю.' },
    it: { happened: 'Un altro programma riceve i messaggi di questo bot tramite webhook, quindi qui non si possono chiedere.', whatToDo: 'Togli il bot dall’altro programma o creane uno apposta per questo sistema. MAX consegna i messaggi di un bot a un solo destinatario.' },
    zh: { happened: '另一个程序正通过 Webhook 接收此机器人的消息，因此本系统无法获取。', whatToDo: '请在另一个程序中移除该机器人，或为本系统单独创建一个。MAX 只把机器人的消息交给一个接收方。' },
  },
  'max.subscription-refused': {
    en: { happened: 'MAX did not accept the address of this inbox’s webhook.', whatToDo: 'The address must begin with https://, use port 443 and have a certificate of a known authority. Or choose in the settings to ask for messages.' },
    ru: { happened: 'MAX не принял адрес Webhook этого ящика.', whatToDo: 'Адрес должен начинаться с https://, работать на порту 443 и иметь сертификат известного центра. Или выберите в настройках запрос сообщений.' },
    it: { happened: 'MAX non ha accettato l’indirizzo del webhook di questa casella.', whatToDo: 'L’indirizzo deve iniziare con https://, usare la porta 443 e avere un certificato di un’autorità nota. Oppure scegli nelle impostazioni di chiedere i messaggi.' },
    zh: { happened: 'MAX 没有接受此收件箱的 Webhook 地址。', whatToDo: '地址须以 https:// 开头、使用 443 端口，并有公认机构的证书。也可以在设置中改为主动获取消息。' },
  },
  'max.webhook-address-missing': {
    en: { happened: 'It is not known at which address MAX can reach this inbox, so no webhook was set up.', whatToDo: 'Copy the address shown with the inbox into “Address for MAX” in its settings.' },
    ru: { happened: 'Неизвестно, по какому адресу MAX может обратиться к этому ящику, поэтому Webhook не настроен.', whatToDo: 'Скопируйте адрес, показанный у ящика, в поле «Адрес для MAX» его настроек.' },
    it: { happened: 'Non si sa a quale indirizzo MAX raggiunge questa casella, quindi il webhook non è stato impostato.', whatToDo: 'Copia l’indirizzo mostrato con la casella nel campo “Indirizzo per MAX” delle sue impostazioni.' },
    zh: { happened: '不清楚 MAX 可以通过哪个地址访问此收件箱，因此没有设置 Webhook。', whatToDo: '请把收件箱旁显示的地址复制到设置中的“供 MAX 使用的地址”。' },
  },
  'max.webhook-not-https': {
    en: { happened: 'MAX calls only addresses that begin with https:// and use port 443, and this desk has another.', whatToDo: 'Give the desk a public https address, or choose in the settings to ask for messages.' },
    ru: { happened: 'MAX обращается только к адресам с https:// на порту 443, а у этой системы адрес другой.', whatToDo: 'Дайте системе публичный адрес с https или выберите в настройках запрос сообщений.' },
    it: { happened: 'MAX chiama solo indirizzi https:// sulla porta 443, e questo sistema ne ha un altro.', whatToDo: 'Dai al sistema un indirizzo pubblico https, o scegli nelle impostazioni di chiedere i messaggi.' },
    zh: { happened: 'MAX 只访问以 https:// 开头且使用 443 端口的地址，而本系统的地址不符合。', whatToDo: '请为系统配置公开的 https 地址，或在设置中改为主动获取消息。' },
  },
  'max.bot-name-wrong': {
    en: { happened: 'The token belongs to a bot of another name, so links to the chat would lead elsewhere.', whatToDo: 'Enter the name that is shown here, or the token of the bot you meant.' },
    ru: { happened: 'Токен принадлежит боту с другим именем, поэтому ссылки на чат вели бы не туда.', whatToDo: 'Введите показанное здесь имя или токен нужного бота.' },
    it: { happened: 'Il token appartiene a un bot con un altro nome, quindi i link alla chat porterebbero altrove.', whatToDo: 'Inserisci il nome mostrato qui, o il token del bot che intendevi.' },
    zh: { happened: '此令牌属于另一个名称的机器人，聊天链接会指向别处。', whatToDo: '请填写此处显示的名称，或填写你想用的机器人的令牌。' },
  },
  'max.cannot-store': {
    en: { happened: 'What MAX told could not be stored here, so it was not acknowledged; MAX keeps it.', whatToDo: 'An administrator should look at the database and the disk. It is tried again by itself.' },
    ru: { happened: 'Полученное от MAX не удалось сохранить, поэтому приём не подтверждён; MAX хранит это у себя.', whatToDo: 'Администратору следует проверить базу данных и диск. Попытки продолжаются сами.' },
    it: { happened: 'Ciò che MAX ha comunicato non si è potuto salvare, quindi non è stato confermato; MAX lo conserva.', whatToDo: 'Un amministratore controlli il database e il disco. Si riprova da soli.' },
    zh: { happened: 'MAX 发来的内容无法在此保存，因此没有确认接收；MAX 仍保留着。', whatToDo: '请管理员检查数据库和磁盘。系统会自动重试。' },
  },
} as const satisfies Problems;

const sending = {
  'max.suspended': {
    en: { happened: 'The customer has stopped the bot in MAX, so it may not write to them. The message was not sent.', whatToDo: 'Reach the customer another way. As soon as they start the bot again, you can write here.' },
    ru: { happened: 'Клиент остановил бота в MAX, поэтому писать ему нельзя. Сообщение не отправлено.', whatToDo: 'Свяжитесь с клиентом иначе. Когда он снова запустит бота, можно будет писать здесь.' },
    it: { happened: 'Il cliente ha fermato il bot in MAX, che quindi non può scrivergli. Il messaggio non è partito.', whatToDo: 'Raggiungi il cliente in un altro modo. Quando riavvierà il bot, si potrà scrivere qui.' },
    zh: { happened: '客户在 MAX 中停用了机器人，因此无法向其发消息。这条消息没有发出。', whatToDo: '请换一种方式联系客户。客户重新启用机器人后即可在此发送。' },
  },
  'max.no-dialog': {
    en: { happened: 'MAX knows no dialog with this customer: a bot can write only to people who have started it. The message was not sent.', whatToDo: 'Send the customer the link to the chat, or reach them another way.' },
    ru: { happened: 'У MAX нет диалога с этим клиентом: бот может писать только тем, кто его запустил. Сообщение не отправлено.', whatToDo: 'Отправьте клиенту ссылку на чат или свяжитесь с ним иначе.' },
    it: { happened: 'MAX non conosce un dialogo con questo cliente: un bot può scrivere solo a chi l’ha avviato. Il messaggio non è partito.', whatToDo: 'Invia al cliente il link alla chat o raggiungilo in un altro modo.' },
    zh: { happened: 'MAX 中没有与该客户的对话：机器人只能给启用过它的人发消息。这条消息没有发出。', whatToDo: '请把聊天链接发给客户，或换一种方式联系。' },
  },
  'max.refused': {
    en: { happened: 'MAX refused the message; it was not sent.', whatToDo: 'Read what it said, change the message and send again.' },
    ru: { happened: 'MAX отклонил сообщение; оно не отправлено.', whatToDo: 'Прочтите его ответ, измените сообщение и отправьте снова.' },
    it: { happened: 'MAX ha rifiutato il messaggio, che non è partito.', whatToDo: 'Leggi che cosa ha risposto, cambia il messaggio e invialo di nuovo.' },
    zh: { happened: 'MAX 拒绝了这条消息，没有发出。', whatToDo: '请查看其答复，修改后重新发送。' },
  },
  'max.answer-lost': {
    en: { happened: 'The message was handed to MAX and no clear answer came: it may have been sent.', whatToDo: 'Ask the customer, or send it again if a second copy does no harm.' },
    ru: { happened: 'Сообщение передано в MAX, но ясного ответа нет: возможно, оно отправлено.', whatToDo: 'Уточните у клиента или отправьте ещё раз, если вторая копия не повредит.' },
    it: { happened: 'Il messaggio è stato consegnato a MAX e non è arrivata una risposta chiara: potrebbe essere partito.', whatToDo: 'Chiedi al cliente, o invialo di nuovo se una seconda copia non disturba.' },
    zh: { happened: '消息已交给 MAX，但没有明确的答复：可能已经发出。', whatToDo: '请向客户确认；如果重复一条无妨，可以再次发送。' },
  },
  'max.partly-sent': {
    en: { happened: 'MAX takes several files as several messages. The first of them were sent, and the rest were not, or perhaps not.', whatToDo: 'Send what is missing in a new message; sending all of it again would repeat its beginning.' },
    ru: { happened: 'Несколько файлов уходят в MAX несколькими сообщениями. Первые отправлены, остальные нет или неизвестно.', whatToDo: 'Отправьте недостающее новым сообщением: повторная отправка всего повторит начало.' },
    it: { happened: 'MAX accetta più file come più messaggi. I primi sono partiti, gli altri no, o forse no.', whatToDo: 'Invia ciò che manca in un nuovo messaggio; rimandare tutto ripeterebbe l’inizio.' },
    zh: { happened: 'MAX 把多个文件作为多条消息发送。前面的已发出，其余的没有发出或不能确定。', whatToDo: '请用新消息补发缺少的部分；全部重发会重复开头。' },
  },
  'max.attachment-not-ready': {
    en: { happened: 'MAX is still working on an attached file, so the message was not sent yet.', whatToDo: 'Nothing to do: it is tried again by itself.' },
    ru: { happened: 'MAX ещё обрабатывает приложенный файл, поэтому сообщение пока не отправлено.', whatToDo: 'Ничего делать не нужно: попытка повторится сама.' },
    it: { happened: 'MAX sta ancora elaborando un file allegato, quindi il messaggio non è ancora partito.', whatToDo: 'Non serve far nulla: si riprova da soli.' },
    zh: { happened: 'MAX 仍在处理附件，消息暂未发出。', whatToDo: '无需操作，系统会自动重试。' },
  },
  'max.attachment-unreadable': {
    en: { happened: 'An attached file could not be read here, so nothing was sent to MAX.', whatToDo: 'It is tried again by itself. If it fails again, attach the file anew.' },
    ru: { happened: 'Приложенный файл не удалось прочитать, поэтому в MAX ничего не отправлено.', whatToDo: 'Попытка повторится сама. Если снова не получится, приложите файл заново.' },
    it: { happened: 'Un file allegato non si è potuto leggere, quindi a MAX non è stato inviato nulla.', whatToDo: 'Si riprova da soli. Se non riesce ancora, allega di nuovo il file.' },
    zh: { happened: '附件无法读取，因此没有向 MAX 发送任何内容。', whatToDo: '系统会自动重试。若仍失败，请重新添加附件。' },
  },
  'max.upload-broke': {
    en: { happened: 'A file could not be handed to MAX’s storage, so the message was not sent.', whatToDo: 'Nothing to do: it is tried again by itself.' },
    ru: { happened: 'Файл не удалось передать в хранилище MAX, поэтому сообщение не отправлено.', whatToDo: 'Ничего делать не нужно: попытка повторится сама.' },
    it: { happened: 'Un file non si è potuto consegnare all’archivio di MAX, quindi il messaggio non è partito.', whatToDo: 'Non serve far nulla: si riprova da soli.' },
    zh: { happened: '文件未能传到 MAX 的存储，因此消息没有发出。', whatToDo: '无需操作，系统会自动重试。' },
  },
  'max.file-too-large': {
    en: { happened: 'A file is larger than MAX takes; the message was not sent.', whatToDo: 'Send a smaller file or a link.' },
    ru: { happened: 'Файл больше, чем принимает MAX; сообщение не отправлено.', whatToDo: 'Отправьте файл поменьше или ссылку.' },
    it: { happened: 'Un file è più grande di quanto MAX accetti; il messaggio non è partito.', whatToDo: 'Invia un file più piccolo o un link.' },
    zh: { happened: '文件超过 MAX 的大小限制，消息没有发出。', whatToDo: '请发送较小的文件或链接。' },
  },
  'max.file-refused': {
    en: { happened: 'MAX’s storage refused a file; the message was not sent.', whatToDo: 'Send the file in another format, packed as ZIP, or as a link. Pictures may have 7680 pixels a side at most.' },
    ru: { happened: 'Хранилище MAX не приняло файл; сообщение не отправлено.', whatToDo: 'Отправьте файл в другом формате, в архиве ZIP или ссылкой. Сторона изображения — не больше 7680 точек.' },
    it: { happened: 'L’archivio di MAX ha rifiutato un file; il messaggio non è partito.', whatToDo: 'Invia il file in un altro formato, compresso in ZIP o come link. Le immagini possono avere al massimo 7680 pixel per lato.' },
    zh: { happened: 'MAX 的存储拒绝了文件，消息没有发出。', whatToDo: '请换一种格式、打包成 ZIP 或发送链接。图片每边最多 7680 像素。' },
  },
  'max.text-too-long': {
    en: { happened: 'The text is longer than the 4000 characters that MAX takes; nothing was sent.', whatToDo: 'Shorten it, divide it into several messages, or attach it as a file.' },
    ru: { happened: 'Текст длиннее 4000 знаков, которые принимает MAX; ничего не отправлено.', whatToDo: 'Сократите его, разделите на несколько сообщений или приложите файлом.' },
    it: { happened: 'Il testo supera i 4000 caratteri che MAX accetta; non è partito nulla.', whatToDo: 'Accorcialo, dividilo in più messaggi o allegalo come file.' },
    zh: { happened: '文字超过 MAX 允许的 4000 个字符，没有发出任何内容。', whatToDo: '请缩短、分成几条消息，或作为附件发送。' },
  },
  'max.message-empty': {
    en: { happened: 'The message has no words, and MAX takes none without; nothing was sent.', whatToDo: 'Write something and send again.' },
    ru: { happened: 'В сообщении нет текста, без него MAX не принимает; ничего не отправлено.', whatToDo: 'Напишите что-нибудь и отправьте снова.' },
    it: { happened: 'Il messaggio non ha parole, e MAX senza non lo accetta; non è partito nulla.', whatToDo: 'Scrivi qualcosa e invia di nuovo.' },
    zh: { happened: '消息没有文字，MAX 不接受，没有发出任何内容。', whatToDo: '请写上文字后重新发送。' },
  },
  'max.address-unusable': {
    en: { happened: 'This is not the number of a MAX user.', whatToDo: 'Answer in the conversation that the customer began in MAX, or send them the link to the chat.' },
    ru: { happened: 'Это не номер пользователя MAX.', whatToDo: 'Отвечайте в диалоге, который клиент начал в MAX, или отправьте ему ссылку на чат.' },
    it: { happened: 'Questo non è il numero di un utente di MAX.', whatToDo: 'Rispondi nella conversazione iniziata dal cliente in MAX, o inviagli il link alla chat.' },
    zh: { happened: '这不是 MAX 用户的编号。', whatToDo: '请在客户从 MAX 发起的对话中回复，或把聊天链接发给客户。' },
  },
} as const satisfies Problems;

const receiving = {
  'max.unreadable': {
    en: { happened: 'Nothing can be made of what MAX sent. It is kept exactly as it came.', whatToDo: 'Look at its source, and try again after the next upgrade.' },
    ru: { happened: 'Из данных MAX ничего не удалось извлечь. Они сохранены в точности как пришли.', whatToDo: 'Посмотрите исходник и повторите после следующего обновления.' },
    it: { happened: 'Da ciò che MAX ha inviato non si ricava nulla. È conservato esattamente com’è arrivato.', whatToDo: 'Guarda il sorgente e riprova dopo il prossimo aggiornamento.' },
    zh: { happened: '无法解析 MAX 发来的内容，已按原样保存。', whatToDo: '请查看原文，并在下次升级后重试。' },
  },
  'max.part-not-taken': {
    en: { happened: 'This message holds something from MAX that cannot be shown here. What could be taken over is here.', whatToDo: 'Ask the customer what it was if it matters; the source of the message is kept.' },
    ru: { happened: 'В этом сообщении из MAX есть то, что здесь не показать. Остальное перенесено.', whatToDo: 'Если это важно, уточните у клиента; исходник сообщения сохранён.' },
    it: { happened: 'Questo messaggio contiene qualcosa di MAX che qui non si può mostrare. Il resto è qui.', whatToDo: 'Se è importante chiedi al cliente che cos’era; il sorgente del messaggio è conservato.' },
    zh: { happened: '这条消息含有此处无法显示的 MAX 内容，其余部分已收录。', whatToDo: '如有必要请询问客户；消息原文已保存。' },
  },
} as const satisfies Problems;

const settings = {
  'max.certificate-unreadable': {
    en: { happened: 'This is not a certificate in text form.', whatToDo: 'Open the downloaded file with a text editor and paste all of it, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.' },
    ru: { happened: 'Это не сертификат в текстовом виде.', whatToDo: 'Откройте скачанный файл в текстовом редакторе и вставьте его целиком, от -----BEGIN CERTIFICATE----- до -----END CERTIFICATE-----.' },
    it: { happened: 'Questo non è un certificato in forma di testo.', whatToDo: 'Apri il file scaricato con un editor di testo e incollalo tutto, da -----BEGIN CERTIFICATE----- a -----END CERTIFICATE-----.' },
    zh: { happened: '这不是文本形式的证书。', whatToDo: '请用文本编辑器打开下载的文件，把 -----BEGIN CERTIFICATE----- 到 -----END CERTIFICATE----- 的全部内容粘贴进来。' },
  },
} as const satisfies Problems;

export const problems = { ...connection, ...sending, ...receiving, ...settings };
