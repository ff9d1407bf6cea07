// What an administrator is asked for when a WhatsApp number is connected, and what to do at Meta before and after.
import type { Form } from '../form.ts';
import { usualAddress, usualVersion } from './config.ts';

export const form: Form = {
  before: [
    {
      en: 'On developers.facebook.com, open My Apps, create an app of type Business and add WhatsApp to it. Choose your business account, and add the phone number that customers will write to. A number that is used in the WhatsApp app on a phone must be removed from there first.',
      ru: 'На developers.facebook.com откройте My Apps, создайте приложение типа Business и добавьте в него WhatsApp. Выберите бизнес-аккаунт и добавьте номер, на который будут писать клиенты. Если номер занят в приложении WhatsApp на телефоне, сначала удалите его оттуда.',
      it: 'Su developers.facebook.com apri My Apps, crea un’app di tipo Business e aggiungi WhatsApp. Scegli l’account aziendale e aggiungi il numero a cui scriveranno i clienti. Un numero già usato nell’app WhatsApp di un telefono va prima rimosso da lì.',
      zh: '在 developers.facebook.com 打开 My Apps，创建 Business 类型的应用并添加 WhatsApp。选择商业账户，添加客户将要联系的电话号码。如果该号码正在手机的 WhatsApp 应用中使用，请先在那里注销。',
    },
    {
      en: 'In Business Settings, open Users → System users, add a system user, assign it the app and the WhatsApp account with full control, and generate a token that never expires, with whatsapp_business_messaging and whatsapp_business_management. The token on the Getting started page dies after a day.',
      ru: 'В Business Settings откройте Users → System users, создайте системного пользователя, дайте ему полный доступ к приложению и аккаунту WhatsApp и выпустите бессрочный токен с правами whatsapp_business_messaging и whatsapp_business_management. Токен со страницы Getting started живёт один день.',
      it: 'In Business Settings apri Users → System users, aggiungi un utente di sistema, assegnagli l’app e l’account WhatsApp con controllo completo e genera un token senza scadenza con whatsapp_business_messaging e whatsapp_business_management. Il token della pagina Getting started dura un giorno.',
      zh: '在 Business Settings 中打开 Users → System users，添加系统用户，授予其对应用和 WhatsApp 账户的完全控制权，并生成永不过期的令牌，勾选 whatsapp_business_messaging 与 whatsapp_business_management。Getting started 页面上的令牌一天后失效。',
    },
    {
      en: 'Have ready: on WhatsApp → API Setup the phone number ID and the WhatsApp Business account ID (both only digits; not the phone number itself), and on App settings → Basic the app secret.',
      ru: 'Приготовьте: со страницы WhatsApp → API Setup — phone number ID и WhatsApp Business account ID (только цифры; это не сам номер), со страницы App settings → Basic — app secret.',
      it: 'Tieni pronti: da WhatsApp → API Setup il phone number ID e il WhatsApp Business account ID (solo cifre; non è il numero di telefono) e da App settings → Basic l’app secret.',
      zh: '请准备好：WhatsApp → API Setup 页面上的 phone number ID 和 WhatsApp Business account ID（均为数字，不是电话号码本身），以及 App settings → Basic 页面上的 app secret。',
    },
  ],
  fields: [
    {
      path: 'phoneNumberId', kind: 'text', example: '106540352242922',
      label: { en: 'Phone number ID', ru: 'Phone number ID (идентификатор номера)', it: 'Phone number ID (identificativo del numero)', zh: 'Phone number ID（号码编号）' },
      hint: { en: 'From WhatsApp → API Setup. Only digits; it is not the number that customers see.', ru: 'Со страницы WhatsApp → API Setup. Только цифры; это не тот номер, который видят клиенты.', it: 'Da WhatsApp → API Setup. Solo cifre; non è il numero che vedono i clienti.', zh: '来自 WhatsApp → API Setup。只含数字，并非客户看到的号码。' },
    },
    {
      path: 'accessToken', kind: 'secret',
      label: { en: 'Access token', ru: 'Токен доступа', it: 'Token di accesso', zh: '访问令牌' },
      hint: { en: 'That of the system user, which does not expire.', ru: 'Токен системного пользователя, бессрочный.', it: 'Quello dell’utente di sistema, senza scadenza.', zh: '系统用户的令牌，永不过期。' },
    },
    {
      path: 'appSecret', kind: 'secret',
      label: { en: 'App secret', ru: 'Секрет приложения (app secret)', it: 'Segreto dell’app (app secret)', zh: '应用密钥（app secret）' },
      hint: { en: 'From App settings → Basic: 32 letters and digits. With it the desk knows that a message really comes from Meta.', ru: 'Со страницы App settings → Basic: 32 знака. По нему система узнаёт, что сообщение действительно пришло от Meta.', it: 'Da App settings → Basic: 32 caratteri. Con esso il sistema riconosce che un messaggio viene davvero da Meta.', zh: '来自 App settings → Basic，共 32 个字符。系统用它确认消息确实来自 Meta。' },
    },
    {
      path: 'verifyToken', kind: 'text', example: 'tre-limoni-gialli-42',
      label: { en: 'Verify token', ru: 'Verify token (проверочное слово)', it: 'Verify token (parola di verifica)', zh: 'Verify token（验证口令）' },
      hint: { en: 'At least 16 letters of your own choice. You will type the same at Meta once, when the webhook is saved.', ru: 'Не менее 16 знаков на ваш выбор. То же самое вы один раз введёте у Meta при сохранении вебхука.', it: 'Almeno 16 caratteri a tua scelta. Digiterai gli stessi una volta presso Meta, quando salvi il webhook.', zh: '自行设定，至少 16 个字符。在 Meta 保存 Webhook 时需要输入一次相同的内容。' },
    },
    {
      path: 'businessAccountId', kind: 'text', optional: true, example: '102290129340398',
      label: { en: 'WhatsApp Business account ID', ru: 'WhatsApp Business account ID (идентификатор аккаунта)', it: 'WhatsApp Business account ID (identificativo dell’account)', zh: 'WhatsApp Business account ID（账户编号）' },
      hint: { en: 'Lets the test button see whether webhooks are switched on and whether your templates are approved.', ru: 'Позволяет кнопке проверки увидеть, включены ли вебхуки и одобрены ли шаблоны.', it: 'Permette al pulsante di prova di vedere se i webhook sono attivi e i modelli approvati.', zh: '用于测试按钮检查 webhook 是否已启用、模板是否已获批准。' },
    },
    {
      path: 'templates', kind: 'lines', optional: true, example: 'order_sent | en_US | utility | 600 | Hello {{1}}, your order {{2}} is on its way.',
      label: { en: 'Approved templates, one a line', ru: 'Одобренные шаблоны, по одному в строке', it: 'Modelli approvati, uno per riga', zh: '已批准的模板，每行一个' },
      hint: {
        en: 'Outside of the 24 hours after a customer’s message only these can be sent. Write: name | language | utility, marketing or authentication | seconds for which WhatsApp goes on trying, empty if the template says nothing | the body as approved, with \\n for a line break.',
        ru: 'Через 24 часа после сообщения клиента можно отправить только их. Пишите: имя | язык | utility, marketing или authentication | сколько секунд WhatsApp продолжает попытки, пусто, если в шаблоне не указано | одобренный текст, перенос строки — \\n.',
        it: 'Oltre le 24 ore dal messaggio del cliente si possono inviare solo questi. Scrivi: nome | lingua | utility, marketing o authentication | secondi per cui WhatsApp riprova, vuoto se il modello non lo dice | il testo approvato, con \\n per andare a capo.',
        zh: '客户最后一条消息 24 小时之后只能发送这些模板。格式：名称 | 语言 | utility、marketing 或 authentication | WhatsApp 持续尝试的秒数，模板未设置则留空 | 已批准的正文，换行写作 \\n。',
      },
    },
    {
      path: 'graphVersion', kind: 'text', usual: usualVersion, more: true,
      label: { en: 'Version of the Graph API', ru: 'Версия Graph API', it: 'Versione della Graph API', zh: 'Graph API 版本' },
      hint: { en: 'Meta keeps each version for about two years. Change it only when Meta says that this one ends.', ru: 'Meta поддерживает каждую версию около двух лет. Меняйте, только когда Meta объявит о её отключении.', it: 'Meta mantiene ogni versione per circa due anni. Cambiala solo quando Meta ne annuncia la fine.', zh: 'Meta 对每个版本大约维护两年。仅在 Meta 宣布停用时更改。' },
    },
    {
      path: 'apiAddress', kind: 'address', usual: usualAddress, more: true,
      label: { en: 'Address of the Graph API', ru: 'Адрес Graph API', it: 'Indirizzo della Graph API', zh: 'Graph API 地址' },
      hint: { en: 'Meta’s own, unless you try the desk against an emulator.', ru: 'Адрес самой Meta, если вы не пробуете систему на эмуляторе.', it: 'Quello di Meta, salvo prove con un emulatore.', zh: '使用 Meta 的地址，除非用模拟器试用本系统。' },
    },
  ],
  after: [
    {
      en: 'In the app, open WhatsApp → Configuration and press Edit beside Webhook. Callback URL: {address}. Verify token: {verifyToken}. Press Verify and save; the desk must be reachable from the internet by https.',
      ru: 'В приложении откройте WhatsApp → Configuration и нажмите Edit у Webhook. Callback URL: {address}. Verify token: {verifyToken}. Нажмите Verify and save; система должна быть доступна из интернета по https.',
      it: 'Nell’app apri WhatsApp → Configuration e premi Edit accanto a Webhook. Callback URL: {address}. Verify token: {verifyToken}. Premi Verify and save; il sistema deve essere raggiungibile da internet via https.',
      zh: '在应用中打开 WhatsApp → Configuration，点击 Webhook 旁的 Edit。Callback URL：{address}。Verify token：{verifyToken}。点击 Verify and save；本系统必须可通过 https 从互联网访问。',
    },
    {
      en: 'Below it, under Webhook fields, subscribe to messages. Nothing else is needed; calls may be added if the number takes calls.',
      ru: 'Ниже, в списке Webhook fields, подпишитесь на messages. Больше ничего не нужно; calls можно добавить, если на номер принимаются звонки.',
      it: 'Più sotto, in Webhook fields, iscriviti a messages. Non serve altro; aggiungi calls se il numero riceve chiamate.',
      zh: '在下方的 Webhook fields 中订阅 messages。其他都不需要；如果该号码接听来电，可另外订阅 calls。',
    },
    {
      en: 'Switch the app to Live mode, and write to the number from your own phone: the message must appear here. An app has one webhook; a second number of the same app needs an override of its own, as the README of the channel says.',
      ru: 'Переключите приложение в режим Live и напишите на номер со своего телефона: сообщение должно появиться здесь. У приложения один вебхук; второму номеру того же приложения нужен свой адрес (override), см. README канала.',
      it: 'Passa l’app in modalità Live e scrivi al numero dal tuo telefono: il messaggio deve comparire qui. Un’app ha un solo webhook; un secondo numero della stessa app richiede un indirizzo proprio (override), come spiega il README del canale.',
      zh: '将应用切换为 Live 模式，并用自己的手机给该号码发消息：消息应出现在这里。一个应用只有一个 webhook；同一应用的第二个号码需要单独的覆盖地址（override），详见该渠道的 README。',
    },
  ],
};
