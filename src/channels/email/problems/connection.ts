// What keeps an inbox from its mail servers: shown on the inbox and by its test button.
import type { Problems } from '../../problem-shape.ts';

export const connection = {
  'email.not-connected': {
    en: { happened: 'This inbox is not connected to a mail server.', whatToDo: 'Enter the server in the inbox’s settings and send again; nothing was sent.' },
    ru: { happened: 'Этот ящик не подключён к почтовому серверу.', whatToDo: 'Укажите сервер в настройках ящика и отправьте ещё раз; ничего не было отправлено.' },
    it: { happened: 'Questa casella non è collegata a un server di posta.', whatToDo: 'Inserisci il server nelle impostazioni della casella e invia di nuovo; non è partito nulla.' },
    zh: { happened: '此收件箱尚未连接邮件服务器。', whatToDo: '请在收件箱设置中填写服务器后重新发送；尚未发出任何邮件。' },
  },
  'email.login-refused': {
    en: { happened: 'The mail server refused this user name and password.', whatToDo: 'Check both in the inbox’s settings. Google and others want an app password or OAuth2. It is tried again by itself.' },
    ru: { happened: 'Почтовый сервер не принял имя пользователя и пароль.', whatToDo: 'Проверьте их в настройках ящика. Google и некоторые другие требуют пароль приложения или OAuth2. Попытки продолжаются сами.' },
    it: { happened: 'Il server di posta ha rifiutato nome utente e password.', whatToDo: 'Controllali nelle impostazioni della casella. Google e altri richiedono una password per app oppure OAuth2. Si riprova da soli.' },
    zh: { happened: '邮件服务器拒绝了用户名和密码。', whatToDo: '请检查收件箱设置。Google 等服务商要求应用专用密码或 OAuth2。系统会自动重试。' },
  },
  'email.token-refused': {
    en: { happened: 'The provider no longer accepts the consent given for this inbox.', whatToDo: 'Sign in to the provider again from the inbox’s settings. Mail waits in the mailbox meanwhile.' },
    ru: { happened: 'Поставщик почты больше не принимает разрешение, выданное этому ящику.', whatToDo: 'Войдите к поставщику заново из настроек ящика. Письма тем временем ждут в почтовом ящике.' },
    it: { happened: 'Il fornitore non accetta più il consenso dato per questa casella.', whatToDo: 'Accedi di nuovo al fornitore dalle impostazioni della casella. Intanto la posta resta lì.' },
    zh: { happened: '邮件服务商不再接受此收件箱的授权。', whatToDo: '请在收件箱设置中重新登录服务商。在此期间邮件仍保留在邮箱里。' },
  },
  'email.token-unreachable': {
    en: { happened: 'The provider’s sign-in service does not answer.', whatToDo: 'Nothing to do: it is tried again by itself. If it lasts, look at the provider’s status page.' },
    ru: { happened: 'Служба входа поставщика почты не отвечает.', whatToDo: 'Ничего делать не нужно: попытки продолжаются. Если это длится долго, посмотрите страницу состояния поставщика.' },
    it: { happened: 'Il servizio di accesso del fornitore non risponde.', whatToDo: 'Non serve far nulla: si riprova da soli. Se dura, guarda la pagina di stato del fornitore.' },
    zh: { happened: '服务商的登录服务没有响应。', whatToDo: '无需操作，系统会自动重试。如果持续很久，请查看服务商的状态页。' },
  },
  'email.host-unreachable': {
    en: { happened: 'The mail server does not answer.', whatToDo: 'Check server name, port and firewall. It is tried again by itself.' },
    ru: { happened: 'Почтовый сервер не отвечает.', whatToDo: 'Проверьте имя сервера, порт и межсетевой экран. Попытки продолжаются сами.' },
    it: { happened: 'Il server di posta non risponde.', whatToDo: 'Controlla nome del server, porta e firewall. Si riprova da soli.' },
    zh: { happened: '邮件服务器没有响应。', whatToDo: '请检查服务器名称、端口和防火墙。系统会自动重试。' },
  },
  'email.host-unknown': {
    en: { happened: 'There is no server of this name.', whatToDo: 'Correct the server’s name in the inbox’s settings.' },
    ru: { happened: 'Сервера с таким именем не существует.', whatToDo: 'Исправьте имя сервера в настройках ящика.' },
    it: { happened: 'Non esiste un server con questo nome.', whatToDo: 'Correggi il nome del server nelle impostazioni della casella.' },
    zh: { happened: '没有这个名称的服务器。', whatToDo: '请在收件箱设置中更正服务器名称。' },
  },
  'email.certificate': {
    en: { happened: 'The mail server’s certificate is not to be trusted: nobody known vouches for it, it has expired, or it is for another name.', whatToDo: 'Use the name that stands in the certificate. For a server of your own, enter its certificate in the settings.' },
    ru: { happened: 'Сертификату почтового сервера нельзя доверять: за него никто не ручается, он истёк или выдан на другое имя.', whatToDo: 'Укажите имя из сертификата. Для собственного сервера внесите его сертификат в настройки.' },
    it: { happened: 'Il certificato del server di posta non è affidabile: nessuno lo garantisce, è scaduto o è intestato a un altro nome.', whatToDo: 'Usa il nome che compare nel certificato. Per un server proprio, inserisci il suo certificato nelle impostazioni.' },
    zh: { happened: '邮件服务器的证书不可信：无人担保、已过期或名称不符。', whatToDo: '请使用证书中的名称。如果是自有服务器，请在设置中填入其证书。' },
  },
  'email.no-encryption': {
    en: { happened: 'No encrypted connection to the mail server came about, so nothing was sent over it.', whatToDo: 'Choose the port that belongs to the kind of encryption: 993 and 465 for TLS, 143 and 587 for STARTTLS.' },
    ru: { happened: 'Зашифрованное соединение с почтовым сервером не получилось, поэтому ничего не передавалось.', whatToDo: 'Выберите порт под вид шифрования: 993 и 465 для TLS, 143 и 587 для STARTTLS.' },
    it: { happened: 'Non si è stabilita una connessione cifrata con il server di posta, quindi nulla è stato trasmesso.', whatToDo: 'Scegli la porta adatta al tipo di cifratura: 993 e 465 per TLS, 143 e 587 per STARTTLS.' },
    zh: { happened: '未能与邮件服务器建立加密连接，因此没有传输任何内容。', whatToDo: '请选择与加密方式对应的端口：TLS 用 993 和 465，STARTTLS 用 143 和 587。' },
  },
  'email.folder-missing': {
    en: { happened: 'The folder that this inbox reads does not exist in the mailbox.', whatToDo: 'Create it or choose another one in the settings.' },
    ru: { happened: 'Папки, которую читает этот ящик, нет в почте.', whatToDo: 'Создайте её или выберите в настройках другую.' },
    it: { happened: 'La cartella che questa casella legge non esiste nella posta.', whatToDo: 'Creala o scegline un’altra nelle impostazioni.' },
    zh: { happened: '此收件箱读取的文件夹在邮箱中不存在。', whatToDo: '请新建该文件夹，或在设置中选择其他文件夹。' },
  },
  'email.server-busy': {
    en: { happened: 'The mail server asks for patience.', whatToDo: 'Nothing to do: it is tried again by itself.' },
    ru: { happened: 'Почтовый сервер просит подождать.', whatToDo: 'Ничего делать не нужно: попытки продолжаются сами.' },
    it: { happened: 'Il server di posta chiede di aspettare.', whatToDo: 'Non serve far nulla: si riprova da soli.' },
    zh: { happened: '邮件服务器暂时繁忙。', whatToDo: '无需操作，系统会自动重试。' },
  },
  'email.cannot-store': {
    en: { happened: 'Mail was fetched but could not be stored here. It is still in the mailbox.', whatToDo: 'Check the disk and the database of this desk. Fetching goes on by itself.' },
    ru: { happened: 'Письма получены, но сохранить их здесь не удалось. Они остались в почтовом ящике.', whatToDo: 'Проверьте диск и базу данных. Получение продолжится само.' },
    it: { happened: 'La posta è stata scaricata ma non si è potuta salvare qui. È ancora nella casella.', whatToDo: 'Controlla il disco e la base di dati. Lo scaricamento riprende da solo.' },
    zh: { happened: '邮件已取到但无法在此保存，仍保留在邮箱中。', whatToDo: '请检查磁盘和数据库。系统会自动继续收取。' },
  },
} as const satisfies Problems;
