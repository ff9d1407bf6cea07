// What an administrator is asked for when a MAX bot is connected, and what to do at the vendor before and after.
import type { Form } from '../form.ts';
import { vendorAddress } from './config.ts';

export const form: Form = {
  before: [
    {
      en: 'Sign in at business.max.ru and create a profile of your company. MAX gives bots to companies and sole traders registered in Russia.',
      ru: 'Войдите на business.max.ru и создайте профиль компании. Боты доступны юридическим лицам и ИП, зарегистрированным в России.',
      it: 'Accedi a business.max.ru e crea il profilo della tua azienda. MAX concede i bot ad aziende e imprenditori registrati in Russia.',
      zh: '登录 business.max.ru 并创建公司资料。MAX 只向在俄罗斯注册的公司和个体经营者提供机器人。',
    },
    {
      en: 'Under “Chat bots” create a bot and wait until MAX has looked at it; that takes up to two working days.',
      ru: 'В разделе «Чат-боты» создайте бота и дождитесь модерации: она занимает до двух рабочих дней.',
      it: 'In “Chat bot” crea un bot e attendi il controllo di MAX, che richiede fino a due giorni lavorativi.',
      zh: '在“聊天机器人”中创建机器人，等待 MAX 审核，最长两个工作日。',
    },
    {
      en: 'Open ⋮ → Settings of the bot and copy its token.',
      ru: 'Откройте у бота ⋮ → «Настройки» и скопируйте токен.',
      it: 'Apri ⋮ → Impostazioni del bot e copia il token.',
      zh: '打开机器人的 ⋮ → 设置，复制令牌。',
    },
    {
      en: 'Download the Russian Trusted Root CA (PEM) from gosuslugi.ru/crt, unless your system trusts it already: MAX’s servers cannot be reached without it.',
      ru: 'Скачайте корневой сертификат Russian Trusted Root CA (PEM) с gosuslugi.ru/crt, если ваша система ещё не доверяет ему: без него серверы MAX недоступны.',
      it: 'Scarica Russian Trusted Root CA (PEM) da gosuslugi.ru/crt, se il tuo sistema non lo considera già attendibile: senza, i server di MAX non si raggiungono.',
      zh: '如果系统尚未信任，请从 gosuslugi.ru/crt 下载 Russian Trusted Root CA（PEM）：没有它无法连接 MAX 服务器。',
    },
  ],
  fields: [
    {
      path: 'accessToken', kind: 'secret',
      label: { en: 'Token of the bot', ru: 'Токен бота', it: 'Token del bot', zh: '机器人令牌' },
      hint: {
        en: 'From business.max.ru: Chat bots, ⋮, Settings.',
        ru: 'На business.max.ru: «Чат-боты» → ⋮ → «Настройки».',
        it: 'Da business.max.ru: Chat bot, ⋮, Impostazioni.',
        zh: '在 business.max.ru：聊天机器人 → ⋮ → 设置。',
      },
    },
    {
      path: 'botName', kind: 'text', example: 'id7701234567_bot',
      label: { en: 'Name of the bot', ru: 'Имя бота', it: 'Nome del bot', zh: '机器人名称' },
      hint: {
        en: 'As it stands in the link to the bot, after max.ru/. You may paste the whole link.',
        ru: 'Как в ссылке на бота после max.ru/. Можно вставить ссылку целиком.',
        it: 'Come nel link al bot, dopo max.ru/. Puoi incollare l’intero link.',
        zh: '机器人链接中 max.ru/ 之后的部分，也可以粘贴整个链接。',
      },
    },
    {
      path: 'trustedCertificate', kind: 'lines', optional: true,
      label: { en: 'Trusted certificate', ru: 'Доверенный сертификат', it: 'Certificato attendibile', zh: '受信任的证书' },
      hint: {
        en: 'Paste the text of the Russian root certificate, with its BEGIN and END lines. It is trusted for this inbox alone. Leave it empty where the system trusts it.',
        ru: 'Вставьте текст корневого сертификата Минцифры вместе со строками BEGIN и END. Ему доверяет только этот ящик. Оставьте пустым, если система уже доверяет сертификату.',
        it: 'Incolla il testo del certificato radice russo, con le righe BEGIN ed END. Vale solo per questa casella. Lascia vuoto se il sistema lo considera già attendibile.',
        zh: '粘贴俄罗斯根证书的文本，包括 BEGIN 和 END 行。仅此收件箱信任它。如系统已信任，请留空。',
      },
    },
    {
      path: 'receiveBy', kind: 'choice', usual: 'polling',
      label: { en: 'How messages come in', ru: 'Как приходят сообщения', it: 'Come arrivano i messaggi', zh: '消息接收方式' },
      hint: {
        en: 'Asking works everywhere, also behind a firewall. MAX itself advises the webhook for daily work, because asking is limited in speed and undelivered messages are kept only for a while.',
        ru: 'Запрос работает везде, в том числе за межсетевым экраном. Сам MAX для постоянной работы советует Webhook: у запроса ограничены скорость и срок хранения событий.',
        it: 'Chiedere funziona ovunque, anche dietro un firewall. MAX stesso consiglia il webhook per il lavoro quotidiano, perché chiedere è limitato in velocità e i messaggi non consegnati restano solo per un po’.',
        zh: '主动获取在任何环境都可用，包括防火墙之后。MAX 建议日常使用 Webhook，因为主动获取有速度限制，未取走的消息只保留一段时间。',
      },
      choices: [
        { value: 'polling', label: { en: 'This desk asks MAX for them', ru: 'Система запрашивает их у MAX', it: 'Il sistema li chiede a MAX', zh: '由本系统向 MAX 获取' } },
        { value: 'webhook', label: { en: 'MAX calls this desk (webhook, public https address on port 443)', ru: 'MAX обращается к системе (Webhook, публичный адрес https на порту 443)', it: 'MAX chiama il sistema (webhook, indirizzo https pubblico sulla porta 443)', zh: '由 MAX 推送到本系统（Webhook，需要 443 端口的公开 https 地址）' } },
      ],
    },
    {
      path: 'webhookAddress', kind: 'address', optional: true, more: true, example: 'https://desk.example.com/hooks/…',
      label: { en: 'Address for MAX', ru: 'Адрес для MAX', it: 'Indirizzo per MAX', zh: '供 MAX 使用的地址' },
      hint: {
        en: 'Only for the webhook, and only if MAX must reach this inbox by another address than the one shown with it.',
        ru: 'Только для Webhook и только если MAX должен обращаться к ящику не по тому адресу, который у него показан.',
        it: 'Solo per il webhook, e solo se MAX deve raggiungere questa casella a un indirizzo diverso da quello mostrato.',
        zh: '仅用于 Webhook，且仅当 MAX 需要通过不同于所示的地址访问此收件箱时填写。',
      },
    },
    {
      path: 'apiAddress', kind: 'address', usual: vendorAddress, optional: true, more: true,
      label: { en: 'Address of MAX’s interface', ru: 'Адрес интерфейса MAX', it: 'Indirizzo dell’interfaccia di MAX', zh: 'MAX 接口地址' },
      hint: {
        en: 'Leave it as it is, unless you try the desk against the emulator.',
        ru: 'Не меняйте, если только не проверяете систему с эмулятором.',
        it: 'Lascialo così, a meno che tu non provi il sistema con l’emulatore.',
        zh: '请保持不变，除非用模拟器试用本系统。',
      },
    },
  ],
  after: [
    {
      en: 'Press the test button: it signs in and says plainly if the certificate is not trusted or another program listens to the bot.',
      ru: 'Нажмите кнопку проверки: она войдёт и прямо скажет, если сертификату не доверяют или бота слушает другая программа.',
      it: 'Premi il pulsante di prova: accede e dice chiaramente se il certificato non è attendibile o se un altro programma ascolta il bot.',
      zh: '点击测试按钮：它会登录，并明确告知证书是否不受信任，或是否有其他程序在接收此机器人的消息。',
    },
    {
      en: 'If you chose the webhook, there is nothing to enter at MAX: the desk registers {address} there by itself and renews it. See that this address can be reached from the internet.',
      ru: 'Если выбран Webhook, в MAX ничего вводить не нужно: система сама регистрирует там {address} и обновляет. Проверьте, что этот адрес доступен из интернета.',
      it: 'Se hai scelto il webhook, in MAX non devi inserire nulla: il sistema vi registra {address} da solo e lo rinnova. Verifica che l’indirizzo sia raggiungibile da Internet.',
      zh: '如果选择 Webhook，无需在 MAX 填写任何内容：系统会自动在那里登记 {address} 并续期。请确认该地址可从互联网访问。',
    },
    {
      en: 'Put the link https://max.ru/{botName} on your site: customers press “Start” there and write.',
      ru: 'Разместите на сайте ссылку https://max.ru/{botName}: клиенты нажимают там «Начать» и пишут.',
      it: 'Metti sul tuo sito il link https://max.ru/{botName}: i clienti premono “Avvia” e scrivono.',
      zh: '在网站上放置链接 https://max.ru/{botName}：客户点“开始”后即可写信。',
    },
  ],
};
