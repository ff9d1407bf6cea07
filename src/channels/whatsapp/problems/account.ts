// What keeps an inbox from WhatsApp: shown on the inbox and by its test button.
import type { Problems } from '../../problem-shape.ts';

export const account = {
  'whatsapp.token-refused': {
    en: { happened: 'Meta did not accept the access token: it has expired, was withdrawn or is mistyped.', whatToDo: 'Generate a token of the system user that does not expire and enter it in the inbox. What waits goes by itself.' },
    ru: { happened: 'Meta не приняла токен доступа: он истёк, отозван или введён с ошибкой.', whatToDo: 'Выпустите бессрочный токен системного пользователя и введите его в настройках ящика. Ожидающее уйдёт само.' },
    it: { happened: 'Meta non ha accettato il token di accesso: è scaduto, revocato o scritto male.', whatToDo: 'Genera un token dell’utente di sistema senza scadenza e inseriscilo nella casella. Ciò che è in attesa parte da solo.' },
    zh: { happened: 'Meta 拒绝了访问令牌：已过期、被撤销或输入有误。', whatToDo: '请为系统用户生成永不过期的令牌并填入收件箱设置，等待中的内容会自动发出。' },
  },
  'whatsapp.not-permitted': {
    en: { happened: 'The access token may not do this with this number.', whatToDo: 'Give the system user full control of the app and the WhatsApp account, and the token whatsapp_business_messaging and whatsapp_business_management.' },
    ru: { happened: 'Токену доступа не разрешено это для данного номера.', whatToDo: 'Дайте системному пользователю полный доступ к приложению и аккаунту WhatsApp, а токену — whatsapp_business_messaging и whatsapp_business_management.' },
    it: { happened: 'Il token di accesso non è autorizzato a farlo con questo numero.', whatToDo: 'Dai all’utente di sistema il controllo completo dell’app e dell’account WhatsApp, e al token whatsapp_business_messaging e whatsapp_business_management.' },
    zh: { happened: '访问令牌无权对此号码执行该操作。', whatToDo: '请授予系统用户对应用和 WhatsApp 账户的完全控制权，并为令牌勾选 whatsapp_business_messaging 与 whatsapp_business_management。' },
  },
  'whatsapp.account-restricted': {
    en: { happened: 'Meta has restricted this WhatsApp account or number, for example because too many people blocked or reported it.', whatToDo: 'Open WhatsApp Manager → Account quality, read what Meta says and object there if it is wrong.' },
    ru: { happened: 'Meta ограничила этот аккаунт или номер WhatsApp, например из-за множества блокировок и жалоб.', whatToDo: 'Откройте WhatsApp Manager → Account quality, прочтите причину и при несогласии подайте там апелляцию.' },
    it: { happened: 'Meta ha limitato questo account o numero WhatsApp, per esempio perché troppi lo hanno bloccato o segnalato.', whatToDo: 'Apri WhatsApp Manager → Account quality, leggi che cosa dice Meta e, se è sbagliato, fai ricorso lì.' },
    zh: { happened: 'Meta 限制了此 WhatsApp 账户或号码，例如因被过多人屏蔽或举报。', whatToDo: '请打开 WhatsApp Manager → Account quality 查看原因，如有异议可在那里申诉。' },
  },
  'whatsapp.payment': {
    en: { happened: 'Meta has no working way of payment for this WhatsApp account and sends nothing that costs.', whatToDo: 'Add or renew the payment method in WhatsApp Manager → Payment settings.' },
    ru: { happened: 'У аккаунта WhatsApp нет действующего способа оплаты, и Meta не отправляет платные сообщения.', whatToDo: 'Добавьте или обновите способ оплаты в WhatsApp Manager → Payment settings.' },
    it: { happened: 'Per questo account WhatsApp Meta non ha un metodo di pagamento valido e non invia nulla che costi.', whatToDo: 'Aggiungi o rinnova il metodo di pagamento in WhatsApp Manager → Payment settings.' },
    zh: { happened: '此 WhatsApp 账户没有有效的付款方式，Meta 不会发送收费消息。', whatToDo: '请在 WhatsApp Manager → Payment settings 中添加或更新付款方式。' },
  },
  'whatsapp.number-not-ready': {
    en: { happened: 'This phone number ID is unknown to Meta, or the number is not registered, not approved or under maintenance.', whatToDo: 'Compare the ID with WhatsApp → API Setup, and look at the number’s state in WhatsApp Manager → Phone numbers.' },
    ru: { happened: 'Meta не знает этот phone number ID, либо номер не зарегистрирован, не одобрен или на обслуживании.', whatToDo: 'Сверьте идентификатор со страницей WhatsApp → API Setup и посмотрите состояние номера в WhatsApp Manager → Phone numbers.' },
    it: { happened: 'Meta non conosce questo phone number ID, oppure il numero non è registrato, approvato o è in manutenzione.', whatToDo: 'Confronta l’ID con WhatsApp → API Setup e guarda lo stato del numero in WhatsApp Manager → Phone numbers.' },
    zh: { happened: 'Meta 不认识此 phone number ID，或号码未注册、未获批准、正在维护。', whatToDo: '请与 WhatsApp → API Setup 核对编号，并在 WhatsApp Manager → Phone numbers 查看号码状态。' },
  },
  'whatsapp.unreachable': {
    en: { happened: 'Meta’s servers could not be reached, so nothing was sent.', whatToDo: 'It is tried again by itself. If it goes on, check this server’s connection to the internet and the address in the settings.' },
    ru: { happened: 'Не удалось связаться с серверами Meta, поэтому ничего не отправлено.', whatToDo: 'Попытка повторится сама. Если не поможет, проверьте выход сервера в интернет и адрес в настройках.' },
    it: { happened: 'I server di Meta non erano raggiungibili, quindi nulla è stato inviato.', whatToDo: 'Si riprova da soli. Se continua, controlla la connessione di questo server a internet e l’indirizzo nelle impostazioni.' },
    zh: { happened: '无法连接 Meta 的服务器，因此什么也没有发送。', whatToDo: '系统会自动重试。如持续出现，请检查本服务器的网络连接和设置中的地址。' },
  },
  'whatsapp.app-secret-wrong': {
    en: { happened: 'The app secret does not belong to the app for which the access token was made: messages from Meta would be refused.', whatToDo: 'Copy the secret anew from App settings → Basic of the very app that has the webhook.' },
    ru: { happened: 'Секрет не принадлежит приложению, для которого выпущен токен: сообщения от Meta будут отклоняться.', whatToDo: 'Скопируйте секрет заново из App settings → Basic того приложения, у которого настроен вебхук.' },
    it: { happened: 'Il segreto non è dell’app per cui è stato creato il token: i messaggi di Meta verrebbero rifiutati.', whatToDo: 'Copia di nuovo il segreto da App settings → Basic proprio dell’app che ha il webhook.' },
    zh: { happened: '应用密钥不属于生成访问令牌的应用，来自 Meta 的消息会被拒收。', whatToDo: '请从设有 webhook 的同一个应用的 App settings → Basic 重新复制密钥。' },
  },
  'whatsapp.not-subscribed': {
    en: { happened: 'No app is subscribed to this WhatsApp account, so Meta sends no messages here.', whatToDo: 'Open WhatsApp → Configuration in the app, save the webhook and subscribe to messages.' },
    ru: { happened: 'К этому аккаунту WhatsApp не подписано ни одно приложение, и Meta не присылает сообщения.', whatToDo: 'Откройте в приложении WhatsApp → Configuration, сохраните вебхук и подпишитесь на messages.' },
    it: { happened: 'Nessuna app è iscritta a questo account WhatsApp, quindi Meta non manda messaggi qui.', whatToDo: 'Apri WhatsApp → Configuration nell’app, salva il webhook e iscriviti a messages.' },
    zh: { happened: '没有应用订阅此 WhatsApp 账户，因此 Meta 不会把消息发到这里。', whatToDo: '请在应用中打开 WhatsApp → Configuration，保存 webhook 并订阅 messages。' },
  },
  'whatsapp.template-differs': {
    en: { happened: 'A template is typed here differently from what Meta has approved. Customers get what Meta has.', whatToDo: 'Copy it from WhatsApp Manager → Message templates: the words, the places to fill in, the category and the seconds.' },
    ru: { happened: 'Шаблон введён здесь иначе, чем одобрила Meta. Клиенты получат то, что есть у Meta.', whatToDo: 'Перенесите его из WhatsApp Manager → Message templates: слова, места для подстановки, категорию и секунды.' },
    it: { happened: 'Un modello è scritto qui diversamente da come Meta l’ha approvato. I clienti ricevono quello di Meta.', whatToDo: 'Copialo da WhatsApp Manager → Message templates: parole, punti da riempire, categoria e secondi.' },
    zh: { happened: '这里填写的模板与 Meta 批准的不同，客户收到的是 Meta 的版本。', whatToDo: '请从 WhatsApp Manager → Message templates 复制：文字、填空处、类别和秒数。' },
  },
  'whatsapp.setting-template-line': {
    en: { happened: 'This line is not a template.', whatToDo: 'Write: name | language | utility, marketing or authentication | seconds or nothing | body. For example: order_sent | en_US | utility | 600 | Hello {{1}}.' },
    ru: { happened: 'Эта строка не является шаблоном.', whatToDo: 'Пишите: имя | язык | utility, marketing или authentication | секунды или пусто | текст. Например: order_sent | ru | utility | 600 | Здравствуйте, {{1}}.' },
    it: { happened: 'Questa riga non è un modello.', whatToDo: 'Scrivi: nome | lingua | utility, marketing o authentication | secondi o nulla | testo. Per esempio: order_sent | it | utility | 600 | Buongiorno {{1}}.' },
    zh: { happened: '这一行不是模板。', whatToDo: '格式：名称 | 语言 | utility、marketing 或 authentication | 秒数或留空 | 正文。例如：order_sent | zh_CN | utility | 600 | 您好 {{1}}。' },
  },
} as const satisfies Problems;
