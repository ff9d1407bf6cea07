// What keeps an inbox from its message centre: shown on the inbox and by its test button.
import type { Problems } from '../../problem-shape.ts';

export const connection = {
  'sms.host-unreachable': {
    en: { happened: 'The message centre does not answer.', whatToDo: 'Check its name and port, and whether your provider has allowed this server’s address. It is tried again by itself.' },
    ru: { happened: 'SMS-центр не отвечает.', whatToDo: 'Проверьте его имя и порт и спросите провайдера, разрешён ли адрес этого сервера. Попытки продолжаются сами.' },
    it: { happened: 'Il centro SMS non risponde.', whatToDo: 'Controlla nome e porta, e chiedi al fornitore se l’indirizzo di questo server è ammesso. Si riprova da soli.' },
    zh: { happened: '短信中心没有响应。', whatToDo: '请检查其名称和端口，并确认服务商已允许本服务器的地址。系统会自动重试。' },
  },
  'sms.host-unknown': {
    en: { happened: 'There is no message centre of this name.', whatToDo: 'Correct the server’s name in the inbox’s settings.' },
    ru: { happened: 'SMS-центра с таким именем не существует.', whatToDo: 'Исправьте имя сервера в настройках ящика.' },
    it: { happened: 'Non esiste un centro SMS con questo nome.', whatToDo: 'Correggi il nome del server nelle impostazioni della casella.' },
    zh: { happened: '没有这个名称的短信中心。', whatToDo: '请在收件箱设置中更正服务器名称。' },
  },
  'sms.certificate': {
    en: { happened: 'The message centre’s certificate is not to be trusted: nobody known vouches for it, it has expired, or it is for another name.', whatToDo: 'Use the name that stands in the certificate, or ask your provider for the right one.' },
    ru: { happened: 'Сертификату SMS-центра нельзя доверять: за него никто не ручается, он истёк или выдан на другое имя.', whatToDo: 'Укажите имя из сертификата или уточните его у провайдера.' },
    it: { happened: 'Il certificato del centro SMS non è affidabile: nessuno lo garantisce, è scaduto o è intestato a un altro nome.', whatToDo: 'Usa il nome che compare nel certificato o chiedi al fornitore quello giusto.' },
    zh: { happened: '短信中心的证书不可信：无人担保、已过期或名称不符。', whatToDo: '请使用证书中的名称，或向服务商询问正确的名称。' },
  },
  'sms.no-encryption': {
    en: { happened: 'No encrypted connection to the message centre came about, so nothing was sent over it.', whatToDo: 'Use the port that your provider names for TLS, or switch TLS off if there is none.' },
    ru: { happened: 'Зашифрованное соединение с SMS-центром не получилось, поэтому ничего не передавалось.', whatToDo: 'Укажите порт, который провайдер назвал для TLS, или выключите TLS, если его нет.' },
    it: { happened: 'Non si è stabilita una connessione cifrata con il centro SMS, quindi nulla è stato trasmesso.', whatToDo: 'Usa la porta che il fornitore indica per TLS, o disattiva TLS se non c’è.' },
    zh: { happened: '未能与短信中心建立加密连接，因此没有传输任何内容。', whatToDo: '请使用服务商提供的 TLS 端口；如果没有，请关闭 TLS。' },
  },
  'sms.login-refused': {
    en: { happened: 'The message centre refused this system ID and password.', whatToDo: 'Check both, and the system type, in the inbox’s settings. It is tried again by itself.' },
    ru: { happened: 'SMS-центр не принял имя системы и пароль.', whatToDo: 'Проверьте их и тип системы в настройках ящика. Попытки продолжаются сами.' },
    it: { happened: 'Il centro SMS ha rifiutato identificativo e password.', whatToDo: 'Controllali, insieme al tipo di sistema, nelle impostazioni della casella. Si riprova da soli.' },
    zh: { happened: '短信中心拒绝了系统 ID 和密码。', whatToDo: '请检查收件箱设置中的这两项以及系统类型。系统会自动重试。' },
  },
  'sms.already-bound': {
    en: { happened: 'The message centre allows no further session for this account.', whatToDo: 'See whether another program uses the same account, choose a single session in the settings, or ask your provider to allow more.' },
    ru: { happened: 'SMS-центр не разрешает этой учётной записи ещё один сеанс.', whatToDo: 'Проверьте, не пользуется ли ею другая программа, выберите в настройках один сеанс или попросите провайдера разрешить больше.' },
    it: { happened: 'Il centro SMS non ammette altre sessioni per questo account.', whatToDo: 'Verifica se un altro programma usa lo stesso account, scegli una sola sessione nelle impostazioni o chiedi al fornitore di ammetterne di più.' },
    zh: { happened: '短信中心不允许此账户再建立会话。', whatToDo: '请确认是否有其他程序使用同一账户，或在设置中选择单一会话，或请服务商放宽限制。' },
  },
  'sms.center-trouble': {
    en: { happened: 'The message centre reports a trouble of its own, or one that only your provider understands.', whatToDo: 'It is tried again by itself. If it goes on, show the detail to your provider; it may be a missing credit.' },
    ru: { happened: 'SMS-центр сообщает о своей неполадке или об ошибке, понятной только провайдеру.', whatToDo: 'Попытки продолжаются сами. Если это длится, покажите подробности провайдеру: возможно, на счёте нет денег.' },
    it: { happened: 'Il centro SMS segnala un suo guasto, o un errore che solo il fornitore capisce.', whatToDo: 'Si riprova da soli. Se continua, mostra il dettaglio al fornitore: forse manca il credito.' },
    zh: { happened: '短信中心报告了自身的故障，或只有服务商才明白的错误。', whatToDo: '系统会自动重试。若持续出现，请把详情交给服务商；可能是余额不足。' },
  },
  'sms.cannot-store': {
    en: { happened: 'Messages came but could not be stored here. The message centre keeps them.', whatToDo: 'Check the disk and the database of this desk. Receiving goes on by itself.' },
    ru: { happened: 'Сообщения пришли, но сохранить их здесь не удалось. SMS-центр хранит их у себя.', whatToDo: 'Проверьте диск и базу данных. Приём продолжится сам.' },
    it: { happened: 'Sono arrivati messaggi ma non si è potuto salvarli qui. Il centro SMS li conserva.', whatToDo: 'Controlla il disco e la base di dati. La ricezione riprende da sola.' },
    zh: { happened: '有短信到达但无法在此保存，短信中心会保留它们。', whatToDo: '请检查磁盘和数据库。系统会自动继续接收。' },
  },
  'sms.sender-unusable': {
    en: { happened: 'A sender is a name of at most 11 Latin letters and digits, or a number.', whatToDo: 'Enter the sender exactly as your provider has registered it.' },
    ru: { happened: 'Отправитель — это имя не длиннее 11 латинских букв и цифр или номер.', whatToDo: 'Введите отправителя точно так, как его зарегистрировал провайдер.' },
    it: { happened: 'Il mittente è un nome di al massimo 11 lettere latine e cifre, oppure un numero.', whatToDo: 'Inserisci il mittente esattamente come lo ha registrato il fornitore.' },
    zh: { happened: '发件人须为不超过 11 个拉丁字母和数字的名称，或一个号码。', whatToDo: '请按服务商登记的内容准确填写发件人。' },
  },
} as const satisfies Problems;
