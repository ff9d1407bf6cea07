// Every code of the HTTP API inbox, in the words of the screens: what happened and was kept, then what to do.
import type { Problems } from '../problem-shape.ts';

export const problems = {
  'api.secret-unusable': {
    en: { happened: 'This is no secret that requests can be signed with.', whatToDo: 'Make one with the command that the hint shows: at least 24 random bytes in base64, with or without “whsec_” in front.' },
    ru: { happened: 'Таким секретом нельзя подписывать запросы.', whatToDo: 'Создайте его командой из подсказки: не менее 24 случайных байтов в base64, с «whsec_» в начале или без.' },
    it: { happened: 'Con questo segreto non si possono firmare le richieste.', whatToDo: 'Creane uno con il comando indicato: almeno 24 byte casuali in base64, con o senza «whsec_» davanti.' },
    zh: { happened: '这个密钥不能用来签名请求。', whatToDo: '请用提示中的命令生成：至少 24 个随机字节的 base64，前面可带或不带“whsec_”。' },
  },
  'api.unreadable': {
    en: { happened: 'What the connected program sent is not a list of events. It is kept exactly as it came.', whatToDo: 'Show its source to whoever looks after the program; docs/http-inbox.md says what is expected. Try again after an upgrade.' },
    ru: { happened: 'Подключённая программа прислала не список событий. Данные сохранены в точности как пришли.', whatToDo: 'Покажите исходник тому, кто ведёт программу: что ожидается, сказано в docs/http-inbox.md. Повторите после обновления.' },
    it: { happened: 'Ciò che il programma collegato ha inviato non è un elenco di eventi. È conservato esattamente com’è arrivato.', whatToDo: 'Mostra il sorgente a chi cura il programma: docs/http-inbox.md dice che cosa ci si aspetta. Riprova dopo un aggiornamento.' },
    zh: { happened: '所连接的程序发来的不是事件列表，已按原样保存。', whatToDo: '请把原文交给维护该程序的人，格式要求见 docs/http-inbox.md。升级后可重试。' },
  },
  'api.too-many-events': {
    en: { happened: 'The connected program sent more events at once than are taken together. All of them are kept as they came, and none was taken in.', whatToDo: 'Have the program send at most 100 events in one request, and send these again.' },
    ru: { happened: 'Подключённая программа прислала за раз больше событий, чем принимается. Все сохранены как пришли, но ни одно не принято.', whatToDo: 'Пусть программа присылает не более 100 событий в запросе и отправит эти ещё раз.' },
    it: { happened: 'Il programma collegato ha inviato in una volta più eventi di quanti se ne accettino. Sono tutti conservati, ma nessuno è stato accolto.', whatToDo: 'Fai inviare al programma al massimo 100 eventi per richiesta, e questi di nuovo.' },
    zh: { happened: '所连接的程序一次发来的事件过多。全部内容已按原样保存，但均未处理。', whatToDo: '请让程序每次最多发送 100 个事件，并重新发送这些事件。' },
  },
  'api.event-wrong': {
    en: { happened: 'The connected program told something that could not be understood. It is kept exactly as it came; what was told beside it is not affected.', whatToDo: 'Show the detail and the event to whoever looks after the program; docs/http-inbox.md says how each event is written.' },
    ru: { happened: 'Подключённая программа сообщила что-то непонятное. Оно сохранено в точности как пришло; остального это не касается.', whatToDo: 'Покажите подробности и событие тому, кто ведёт программу: как пишутся события, сказано в docs/http-inbox.md.' },
    it: { happened: 'Il programma collegato ha comunicato qualcosa di incomprensibile. È conservato esattamente com’è arrivato; il resto non ne risente.', whatToDo: 'Mostra i dettagli e l’evento a chi cura il programma: docs/http-inbox.md dice come si scrive ogni evento.' },
    zh: { happened: '所连接的程序发来了无法理解的内容，已按原样保存；同时发来的其他内容不受影响。', whatToDo: '请把详情和该事件交给维护程序的人，事件写法见 docs/http-inbox.md。' },
  },
  'api.event-partly-read': {
    en: { happened: 'The connected program sent this message in a form that was only partly understood. What could be read is shown; all of it is in the attached file.', whatToDo: 'Open the attached file to see the rest, and show it to whoever looks after the program.' },
    ru: { happened: 'Подключённая программа прислала это сообщение в виде, понятном лишь отчасти. Показано то, что удалось прочесть; целиком оно в приложенном файле.', whatToDo: 'Откройте файл, чтобы увидеть остальное, и покажите его тому, кто ведёт программу.' },
    it: { happened: 'Il programma collegato ha inviato questo messaggio in una forma compresa solo in parte. Si mostra ciò che si è letto; il tutto è nel file allegato.', whatToDo: 'Apri il file allegato per vedere il resto e mostralo a chi cura il programma.' },
    zh: { happened: '所连接的程序发来的这条消息只能部分读懂。这里显示可读部分，完整内容见附件。', whatToDo: '请打开附件查看其余内容，并交给维护程序的人。' },
  },
  'api.not-delivered': {
    en: { happened: 'The connected program says that the message did not reach the customer.', whatToDo: 'Read what it said and try another way to reach the customer.' },
    ru: { happened: 'Подключённая программа сообщает, что сообщение не дошло до клиента.', whatToDo: 'Прочтите её ответ и свяжитесь с клиентом иначе.' },
    it: { happened: 'Il programma collegato dice che il messaggio non ha raggiunto il cliente.', whatToDo: 'Leggi che cosa ha detto e cerca un altro modo di raggiungere il cliente.' },
    zh: { happened: '所连接的程序报告消息未能送达客户。', whatToDo: '请查看其说明，并换一种方式联系客户。' },
  },
  'api.certificate': {
    en: { happened: 'The certificate of the connected program is not to be trusted, so nothing was sent to it.', whatToDo: 'Renew the certificate there, or correct the address in the inbox’s settings. It is tried again by itself.' },
    ru: { happened: 'Сертификату подключённой программы нельзя доверять, поэтому ей ничего не отправлено.', whatToDo: 'Обновите там сертификат или исправьте адрес в настройках ящика. Попытки продолжаются сами.' },
    it: { happened: 'Il certificato del programma collegato non è affidabile, quindi non gli è stato inviato nulla.', whatToDo: 'Rinnova lì il certificato o correggi l’indirizzo nelle impostazioni della casella. Si riprova da soli.' },
    zh: { happened: '所连接程序的证书不可信，因此没有向它发送任何内容。', whatToDo: '请在对方更新证书，或在收件箱设置中更正地址。系统会自动重试。' },
  },
  'api.unreachable': {
    en: { happened: 'The connected program cannot be reached. Nothing is lost: what is to be sent waits.', whatToDo: 'Check that it runs and that the address in the inbox’s settings is right. It is tried again by itself.' },
    ru: { happened: 'Подключённая программа недоступна. Ничего не потеряно: отправка ждёт.', whatToDo: 'Проверьте, что она работает и что адрес в настройках ящика верен. Попытки продолжаются сами.' },
    it: { happened: 'Il programma collegato non è raggiungibile. Nulla è perso: ciò che va inviato attende.', whatToDo: 'Controlla che sia in funzione e che l’indirizzo nelle impostazioni della casella sia giusto. Si riprova da soli.' },
    zh: { happened: '无法连接所连接的程序。没有丢失任何内容，待发消息会等待。', whatToDo: '请确认程序正在运行，且收件箱设置中的地址正确。系统会自动重试。' },
  },
  'api.answer-lost': {
    en: { happened: 'The connected program did not answer, or its answer was lost.', whatToDo: 'Nothing to do: the message is sent again by itself, under the same id, so that the customer gets it once.' },
    ru: { happened: 'Подключённая программа не ответила, или её ответ потерялся.', whatToDo: 'Ничего делать не нужно: сообщение уйдёт ещё раз с тем же идентификатором, и клиент получит его один раз.' },
    it: { happened: 'Il programma collegato non ha risposto, o la sua risposta si è persa.', whatToDo: 'Non serve far nulla: il messaggio riparte da solo con lo stesso identificativo, così il cliente lo riceve una volta sola.' },
    zh: { happened: '所连接的程序没有响应，或其响应丢失。', whatToDo: '无需操作：消息会以相同的编号自动重发，客户只会收到一次。' },
  },
  'api.address-moved': {
    en: { happened: 'The address of the connected program leads on to another one, which is not followed.', whatToDo: 'Enter the final address in the inbox’s settings. What waits goes then.' },
    ru: { happened: 'Адрес подключённой программы перенаправляет на другой; по перенаправлению мы не идём.', whatToDo: 'Укажите в настройках ящика конечный адрес. Ожидающее тогда уйдёт.' },
    it: { happened: 'L’indirizzo del programma collegato rimanda a un altro, che non viene seguito.', whatToDo: 'Inserisci l’indirizzo definitivo nelle impostazioni della casella. Ciò che attende partirà allora.' },
    zh: { happened: '所连接程序的地址被重定向到另一个地址，系统不会跟随。', whatToDo: '请在收件箱设置中填写最终地址，等待中的消息随后会发出。' },
  },
  'api.signature-refused': {
    en: { happened: 'The connected program refused our signature.', whatToDo: 'Set the same secret on both sides, and check that both clocks are right. What waits goes by itself then.' },
    ru: { happened: 'Подключённая программа не приняла нашу подпись.', whatToDo: 'Задайте одинаковый секрет с обеих сторон и проверьте часы на обеих. Ожидающее тогда уйдёт само.' },
    it: { happened: 'Il programma collegato ha rifiutato la nostra firma.', whatToDo: 'Imposta lo stesso segreto da entrambe le parti e controlla gli orologi. Ciò che attende partirà da solo.' },
    zh: { happened: '所连接的程序拒绝了我们的签名。', whatToDo: '请在两边设置相同的密钥，并检查双方的时钟。等待中的消息随后会自动发出。' },
  },
  'api.person-gone': {
    en: { happened: 'The customer cannot be written to there any more: they have left, or do not want to hear from you.', whatToDo: 'Reach the customer in another way.' },
    ru: { happened: 'Написать клиенту там больше нельзя: он ушёл или не хочет получать ваши сообщения.', whatToDo: 'Свяжитесь с клиентом иначе.' },
    it: { happened: 'Lì non si può più scrivere al cliente: è andato via o non vuole ricevere messaggi.', whatToDo: 'Raggiungi il cliente in un altro modo.' },
    zh: { happened: '已无法在那里联系该客户：客户已离开，或不愿接收消息。', whatToDo: '请换一种方式联系客户。' },
  },
  'api.person-unknown': {
    en: { happened: 'There is nobody behind this whom the connected program could write to.', whatToDo: 'Look at the attached event; it is for whoever looks after the program. Write to customers in their own conversations.' },
    ru: { happened: 'За этим нет никого, кому подключённая программа могла бы написать.', whatToDo: 'Посмотрите приложенное событие: оно для того, кто ведёт программу. Клиентам пишите в их собственных обращениях.' },
    it: { happened: 'Qui non c’è nessuno a cui il programma collegato possa scrivere.', whatToDo: 'Guarda l’evento allegato: è per chi cura il programma. Ai clienti scrivi nelle loro conversazioni.' },
    zh: { happened: '这里没有所连接的程序可以联系的人。', whatToDo: '请查看所附事件，它是给维护程序的人看的。给客户的消息请写在其各自的对话中。' },
  },
  'api.program-busy': {
    en: { happened: 'The connected program asks for patience.', whatToDo: 'Nothing to do: it is tried again by itself, when the program said.' },
    ru: { happened: 'Подключённая программа просит подождать.', whatToDo: 'Ничего делать не нужно: попытка повторится в названное ею время.' },
    it: { happened: 'Il programma collegato chiede di aspettare.', whatToDo: 'Non serve far nulla: si riprova da soli, quando il programma ha indicato.' },
    zh: { happened: '所连接的程序要求稍候。', whatToDo: '无需操作，系统会在对方指定的时间自动重试。' },
  },
  'api.program-broke': {
    en: { happened: 'Something went wrong in the connected program; the message waits.', whatToDo: 'It is tried again by itself. If it goes on, show the detail to whoever looks after the program.' },
    ru: { happened: 'В подключённой программе произошёл сбой; сообщение ждёт.', whatToDo: 'Попытка повторится сама. Если не поможет, покажите подробности тому, кто ведёт программу.' },
    it: { happened: 'Nel programma collegato qualcosa è andato storto; il messaggio attende.', whatToDo: 'Si riprova da soli. Se continua, mostra i dettagli a chi cura il programma.' },
    zh: { happened: '所连接的程序出了错；消息正在等待。', whatToDo: '系统会自动重试。如仍不成功，请把详情交给维护程序的人。' },
  },
  'api.too-large-there': {
    en: { happened: 'The message with its files is too large for the connected program.', whatToDo: 'Send fewer or smaller files, or a link.' },
    ru: { happened: 'Сообщение с файлами слишком велико для подключённой программы.', whatToDo: 'Отправьте меньше файлов, файлы поменьше или ссылку.' },
    it: { happened: 'Il messaggio con i suoi file è troppo grande per il programma collegato.', whatToDo: 'Invia meno file, file più piccoli o un link.' },
    zh: { happened: '消息连同文件对所连接的程序来说太大。', whatToDo: '请减少或缩小文件，或改发链接。' },
  },
  'api.message-refused': {
    en: { happened: 'The connected program refused the message.', whatToDo: 'Read what it said, change the message and send again.' },
    ru: { happened: 'Подключённая программа отклонила сообщение.', whatToDo: 'Прочтите её ответ, измените сообщение и отправьте снова.' },
    it: { happened: 'Il programma collegato ha rifiutato il messaggio.', whatToDo: 'Leggi la sua risposta, cambia il messaggio e invialo di nuovo.' },
    zh: { happened: '所连接的程序拒绝了该消息。', whatToDo: '请查看其答复，修改后重新发送。' },
  },
  'api.ping-refused': {
    en: { happened: 'The connected program answered, but not as it should when it is asked whether it is there.', whatToDo: 'Check the address, and have the program answer {"type": "ping"} with status 200 (docs/http-inbox.md).' },
    ru: { happened: 'Подключённая программа ответила, но не так, как должна на вопрос, на месте ли она.', whatToDo: 'Проверьте адрес; на {"type": "ping"} программа должна отвечать статусом 200 (docs/http-inbox.md).' },
    it: { happened: 'Il programma collegato ha risposto, ma non come deve quando gli si chiede se c’è.', whatToDo: 'Controlla l’indirizzo e fai rispondere il programma a {"type": "ping"} con lo stato 200 (docs/http-inbox.md).' },
    zh: { happened: '所连接的程序有响应，但对“是否在线”的询问回答不符合要求。', whatToDo: '请检查地址，并让程序对 {"type": "ping"} 返回状态 200（docs/http-inbox.md）。' },
  },
  'api.files-too-large': {
    en: { happened: 'The files of this message are too large together: at most 10 MB go with one message.', whatToDo: 'Spread them over several messages, or send a link.' },
    ru: { happened: 'Файлы этого сообщения вместе слишком велики: с одним сообщением уходит не более 10 МБ.', whatToDo: 'Разделите их на несколько сообщений или отправьте ссылку.' },
    it: { happened: 'I file di questo messaggio insieme sono troppo grandi: con un messaggio vanno al massimo 10 MB.', whatToDo: 'Distribuiscili su più messaggi o invia un link.' },
    zh: { happened: '这条消息的文件总量过大：每条消息最多 10 MB。', whatToDo: '请分成多条消息发送，或改发链接。' },
  },
  'api.file-unreadable': {
    en: { happened: 'An attached file could not be read here, so nothing was sent.', whatToDo: 'It is tried again by itself. If it fails again, remove the file and attach it anew.' },
    ru: { happened: 'Прикреплённый файл не удалось прочитать, поэтому ничего не отправлено.', whatToDo: 'Попытка повторится сама. Если снова не получится, прикрепите файл заново.' },
    it: { happened: 'Un file allegato non si è potuto leggere, quindi nulla è stato inviato.', whatToDo: 'Si riprova da soli. Se non riesce ancora, togli il file e allegalo di nuovo.' },
    zh: { happened: '附件无法读取，因此什么也没有发送。', whatToDo: '系统会自动重试。若仍失败，请移除后重新添加附件。' },
  },
  'api.file-address-refused': {
    en: { happened: 'A file of this message lies at an address that this desk does not call: not encrypted, in a private network, or with a password in it.', whatToDo: 'Ask the customer for the file in another way. Whoever looks after the program finds the rules in docs/http-inbox.md.' },
    ru: { happened: 'Файл из этого сообщения лежит по адресу, к которому система не обращается: без шифрования, в частной сети или с паролем.', whatToDo: 'Получите файл от клиента иначе. Правила для того, кто ведёт программу, — в docs/http-inbox.md.' },
    it: { happened: 'Un file di questo messaggio sta a un indirizzo che il sistema non chiama: non cifrato, in una rete privata o con una password dentro.', whatToDo: 'Chiedi il file al cliente in un altro modo. Chi cura il programma trova le regole in docs/http-inbox.md.' },
    zh: { happened: '这条消息的文件所在地址不被本系统访问：未加密、位于私有网络，或含有密码。', whatToDo: '请以其他方式向客户索取文件。维护程序的人可在 docs/http-inbox.md 中查看规则。' },
  },
  'api.file-token-refused': {
    en: { happened: 'The connected program does not give out a file of this message: it refuses the token for files.', whatToDo: 'Enter the token that it expects in the inbox’s settings. It is tried again by itself.' },
    ru: { happened: 'Подключённая программа не отдаёт файл из этого сообщения: она не принимает токен для файлов.', whatToDo: 'Укажите в настройках ящика токен, который она ожидает. Попытка повторится сама.' },
    it: { happened: 'Il programma collegato non consegna un file di questo messaggio: rifiuta il token per i file.', whatToDo: 'Inserisci nelle impostazioni della casella il token che si aspetta. Si riprova da soli.' },
    zh: { happened: '所连接的程序不提供这条消息的文件：它拒绝了文件令牌。', whatToDo: '请在收件箱设置中填写对方要求的令牌。系统会自动重试。' },
  },
} as const satisfies Problems;
