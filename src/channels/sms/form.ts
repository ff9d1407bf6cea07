// What an administrator is asked for, so that an inbox is connected without a manual.
import type { Form } from '../form.ts';

export const form: Form = {
  before: [
    { en: 'Make a contract with an SMS provider or an operator that offers SMPP 3.4, and ask for an account that may also receive, with delivery receipts.', ru: 'Заключите договор с SMS-провайдером или оператором, который предлагает SMPP 3.4, и попросите учётную запись с приёмом сообщений и отчётами о доставке.', it: 'Stipula un contratto con un fornitore di SMS o un operatore che offra SMPP 3.4 e chiedi un account che possa anche ricevere, con ricevute di consegna.', zh: '与提供 SMPP 3.4 的短信服务商或运营商签约，并申请一个可以接收短信且带送达回执的账户。' },
    { en: 'Have the sender’s name or number registered there. Customers can answer only to a number.', ru: 'Зарегистрируйте там имя или номер отправителя. Ответить клиенты могут только на номер.', it: 'Fai registrare il nome o il numero del mittente. I clienti possono rispondere soltanto a un numero.', zh: '在服务商处登记发件人名称或号码。客户只能回复号码。' },
    { en: 'Tell the provider the public IP address of this server: most let only known addresses in.', ru: 'Сообщите провайдеру внешний IP-адрес этого сервера: большинство пускает только известные адреса.', it: 'Comunica al fornitore l’indirizzo IP pubblico di questo server: quasi tutti fanno entrare solo indirizzi noti.', zh: '把本服务器的公网 IP 地址告知服务商：多数服务商只允许已知地址接入。' },
  ],
  fields: [
    { path: 'host', kind: 'text', label: { en: 'Server', ru: 'Сервер', it: 'Server', zh: '服务器' }, hint: { en: 'The name or address of the message centre.', ru: 'Имя или адрес SMS-центра.', it: 'Nome o indirizzo del centro SMS.', zh: '短信中心的名称或地址。' }, example: 'smpp.example.com' },
    { path: 'port', kind: 'number', label: { en: 'Port', ru: 'Порт', it: 'Porta', zh: '端口' }, usual: 2775 },
    { path: 'tls', kind: 'switch', label: { en: 'Encrypted (TLS)', ru: 'Шифрование (TLS)', it: 'Cifrata (TLS)', zh: '加密（TLS）' }, hint: { en: 'Switch it on if your provider names a port for it: without it, password and messages travel in the clear.', ru: 'Включите, если провайдер назвал для этого порт: иначе пароль и сообщения идут открыто.', it: 'Attivala se il fornitore indica una porta apposta: senza, password e messaggi viaggiano in chiaro.', zh: '若服务商提供了专用端口请开启：否则密码和短信以明文传输。' }, usual: false },
    { path: 'systemId', kind: 'text', label: { en: 'System ID', ru: 'Имя системы (system_id)', it: 'Identificativo (system_id)', zh: '系统 ID（system_id）' } },
    { path: 'password', kind: 'secret', label: { en: 'Password', ru: 'Пароль', it: 'Password', zh: '密码' } },
    { path: 'sourceAddress', kind: 'text', label: { en: 'Sender', ru: 'Отправитель', it: 'Mittente', zh: '发件人' }, hint: { en: 'A registered name of at most 11 letters, or a number. Answers come only to a number.', ru: 'Зарегистрированное имя до 11 букв или номер. Ответы приходят только на номер.', it: 'Un nome registrato di al massimo 11 lettere, o un numero. Le risposte arrivano solo a un numero.', zh: '已登记的名称（不超过 11 个字母）或号码。只有号码才能收到回复。' }, example: '+391234567890' },
    { path: 'defaultCountry', kind: 'text', label: { en: 'Country code', ru: 'Код страны', it: 'Prefisso del paese', zh: '国家代码' }, hint: { en: 'For numbers that are written without one.', ru: 'Для номеров, записанных без него.', it: 'Per i numeri scritti senza prefisso.', zh: '用于没有写国家代码的号码。' }, example: '+39', optional: true },
    { path: 'pricePerPart', kind: 'text', label: { en: 'Price of one part', ru: 'Цена одной части', it: 'Prezzo di una parte', zh: '每条价格' }, hint: { en: 'Shown beside a text before it is sent. A long text takes several parts.', ru: 'Показывается рядом с текстом до отправки. Длинный текст занимает несколько частей.', it: 'Mostrato accanto al testo prima dell’invio. Un testo lungo richiede più parti.', zh: '发送前显示在文字旁。较长的文字会分成多条。' }, example: '0.045', optional: true },
    { path: 'currency', kind: 'text', label: { en: 'Currency', ru: 'Валюта', it: 'Valuta', zh: '货币' }, example: 'EUR', optional: true },
    { path: 'systemType', kind: 'text', label: { en: 'System type', ru: 'Тип системы (system_type)', it: 'Tipo di sistema (system_type)', zh: '系统类型（system_type）' }, hint: { en: 'Only if your provider names one.', ru: 'Только если провайдер его назвал.', it: 'Solo se il fornitore ne indica uno.', zh: '仅在服务商要求时填写。' }, usual: '', optional: true, more: true },
    { path: 'sessions', kind: 'choice', label: { en: 'Sessions', ru: 'Сеансы', it: 'Sessioni', zh: '会话' }, usual: 'two', more: true, choices: [
      { value: 'two', label: { en: 'One for sending, one for receiving', ru: 'Один для отправки, один для приёма', it: 'Una per inviare, una per ricevere', zh: '发送和接收各一个' } },
      { value: 'one', label: { en: 'A single one for both (transceiver)', ru: 'Один общий (transceiver)', it: 'Una sola per entrambe (transceiver)', zh: '收发共用一个（transceiver）' } },
    ] },
    { path: 'longMessages', kind: 'choice', label: { en: 'Long messages', ru: 'Длинные сообщения', it: 'Messaggi lunghi', zh: '长短信' }, usual: 'udh', more: true, choices: [
      { value: 'udh', label: { en: 'Cut here into parts (UDH)', ru: 'Делить на части здесь (UDH)', it: 'Divisi qui in parti (UDH)', zh: '在本地分段（UDH）' } },
      { value: 'payload', label: { en: 'Left to the centre (message_payload)', ru: 'Делит центр (message_payload)', it: 'Divisi dal centro (message_payload)', zh: '由短信中心分段（message_payload）' } },
    ] },
    { path: 'receiptIds', kind: 'choice', label: { en: 'Ids in receipts', ru: 'Номера в отчётах', it: 'Identificativi nelle ricevute', zh: '回执中的 ID' }, hint: { en: 'Leave it empty: it is found out by itself from the first receipts.', ru: 'Оставьте пустым: определится само по первым отчётам.', it: 'Lascia vuoto: si scopre da sé con le prime ricevute.', zh: '可留空：系统会从最初的回执中自动识别。' }, optional: true, more: true, choices: [
      { value: 'same', label: { en: 'As in the answer', ru: 'Как в ответе', it: 'Come nella risposta', zh: '与应答相同' } },
      { value: 'hex-to-decimal', label: { en: 'Answer hexadecimal, receipt decimal', ru: 'В ответе шестнадцатеричный, в отчёте десятичный', it: 'Risposta esadecimale, ricevuta decimale', zh: '应答为十六进制，回执为十进制' } },
      { value: 'decimal-to-hex', label: { en: 'Answer decimal, receipt hexadecimal', ru: 'В ответе десятичный, в отчёте шестнадцатеричный', it: 'Risposta decimale, ricevuta esadecimale', zh: '应答为十进制，回执为十六进制' } },
    ] },
    { path: 'perSecond', kind: 'number', label: { en: 'Messages a second', ru: 'Сообщений в секунду', it: 'Messaggi al secondo', zh: '每秒条数' }, hint: { en: 'At most so many; empty: as fast as the centre takes them.', ru: 'Не больше этого; пусто: так быстро, как принимает центр.', it: 'Al massimo; vuoto: alla velocità del centro.', zh: '上限；留空则按短信中心的速度。' }, optional: true, more: true },
    { path: 'window', kind: 'number', label: { en: 'On their way at once', ru: 'Одновременно в пути', it: 'In viaggio insieme', zh: '同时在途条数' }, usual: 10, more: true },
    { path: 'sourceTon', kind: 'number', label: { en: 'Sender’s type of number (TON)', ru: 'Тип номера отправителя (TON)', it: 'Tipo di numero del mittente (TON)', zh: '发件人号码类型（TON）' }, hint: { en: 'Guessed from the sender; only if your provider demands another.', ru: 'Определяется по отправителю; только если провайдер требует другой.', it: 'Dedotto dal mittente; solo se il fornitore ne pretende un altro.', zh: '根据发件人自动判断；仅在服务商另有要求时填写。' }, optional: true, more: true },
    { path: 'sourceNpi', kind: 'number', label: { en: 'Sender’s numbering plan (NPI)', ru: 'План нумерации отправителя (NPI)', it: 'Piano di numerazione del mittente (NPI)', zh: '发件人编号方案（NPI）' }, optional: true, more: true },
    { path: 'answerSeconds', kind: 'number', label: { en: 'Seconds to wait for an answer', ru: 'Секунд ждать ответа', it: 'Secondi di attesa della risposta', zh: '等待应答的秒数' }, usual: 30, more: true },
    { path: 'enquireSeconds', kind: 'number', label: { en: 'Seconds between signs of life', ru: 'Секунд между проверками связи', it: 'Secondi tra i segni di vita', zh: '链路检测间隔秒数' }, usual: 30, more: true },
  ],
  after: [
    { en: 'Press “Test”: it signs in and sends nothing. Then send a message to your own phone and answer it.', ru: 'Нажмите «Проверить»: программа войдёт и ничего не отправит. Затем отправьте сообщение на свой телефон и ответьте на него.', it: 'Premi «Prova»: accede e non invia nulla. Poi manda un messaggio al tuo telefono e rispondi.', zh: '点击“测试”：只会登录，不会发送任何内容。然后给自己的手机发一条短信并回复。' },
  ],
};
