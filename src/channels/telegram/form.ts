// What an administrator is asked for, so that a bot is connected without a manual.
import type { Form } from '../form.ts';
import { officialAddress } from './config.ts';

export const form: Form = {
  before: [
    {
      en: 'In Telegram, open a chat with @BotFather and send /newbot. Give the bot the name that your customers shall see, then a user name that ends in “bot”.',
      ru: 'Откройте в Telegram чат с @BotFather и отправьте /newbot. Задайте имя, которое увидят клиенты, а затем имя пользователя, оканчивающееся на «bot».',
      it: 'In Telegram apri una chat con @BotFather e invia /newbot. Dai al bot il nome che vedranno i clienti, poi un nome utente che finisce in «bot».',
      zh: '在 Telegram 中打开与 @BotFather 的聊天并发送 /newbot。先填写客户会看到的名称，再填写以“bot”结尾的用户名。',
    },
    {
      en: 'BotFather answers with a token. Copy it whole, with the number and the colon in front. Whoever has it can write as your bot: give it to nobody else.',
      ru: 'BotFather ответит токеном. Скопируйте его целиком, вместе с числом и двоеточием в начале. Кто владеет токеном, тот пишет от имени бота: больше никому его не давайте.',
      it: 'BotFather risponde con un token. Copialo per intero, con il numero e i due punti all’inizio. Chi lo possiede può scrivere come il tuo bot: non darlo ad altri.',
      zh: 'BotFather 会回复一个令牌。请完整复制，包括开头的数字和冒号。持有令牌的人可以用机器人的身份发消息，请勿告诉他人。',
    },
    {
      en: 'If another program uses this bot already, switch it off first: Telegram tells only one of them.',
      ru: 'Если этим ботом уже пользуется другая программа, сначала отключите её: Telegram передаёт сообщения только одной.',
      it: 'Se un altro programma usa già questo bot, prima spegnilo: Telegram avvisa uno solo dei due.',
      zh: '如果已有其他程序在使用这个机器人，请先将其关闭：Telegram 只会通知其中一个。',
    },
  ],
  fields: [
    {
      path: 'botToken', kind: 'secret', example: '123456789:AAE…',
      label: { en: 'Token of the bot', ru: 'Токен бота', it: 'Token del bot', zh: '机器人令牌' },
      hint: {
        en: 'From @BotFather. Lost it? Send him /token and choose the bot.',
        ru: 'От @BotFather. Потеряли? Отправьте ему /token и выберите бота.',
        it: 'Da @BotFather. L’hai perso? Inviagli /token e scegli il bot.',
        zh: '由 @BotFather 提供。如已遗失，向它发送 /token 并选择机器人。',
      },
    },
    {
      path: 'botName', kind: 'text', example: '@yourshop_help_bot',
      label: { en: 'User name of the bot', ru: 'Имя пользователя бота', it: 'Nome utente del bot', zh: '机器人用户名' },
      hint: {
        en: 'Ends in “bot”. Links that open a chat with you are made of it.',
        ru: 'Оканчивается на «bot». Из него составляются ссылки, открывающие чат с вами.',
        it: 'Finisce in «bot». Serve per i link che aprono una chat con te.',
        zh: '以“bot”结尾。用于生成打开聊天的链接。',
      },
    },
    {
      path: 'receiveBy', kind: 'choice', usual: 'polling', more: true,
      label: { en: 'How messages come in', ru: 'Как приходят сообщения', it: 'Come arrivano i messaggi', zh: '消息的接收方式' },
      hint: {
        en: 'Fetching works everywhere, also behind a firewall. Webhooks need an address of this desk that Telegram can reach by https.',
        ru: 'Запрос работает везде, даже за межсетевым экраном. Для вебхуков нужен адрес системы, доступный Telegram по https.',
        it: 'Il prelievo funziona ovunque, anche dietro un firewall. I webhook richiedono un indirizzo raggiungibile da Telegram via https.',
        zh: '主动获取在任何环境下都可用，包括防火墙之后。Webhook 需要 Telegram 能通过 https 访问的地址。',
      },
      choices: [
        { value: 'polling', label: { en: 'The desk fetches them', ru: 'Система запрашивает сама', it: 'Li preleva il sistema', zh: '由本系统主动获取' } },
        { value: 'webhook', label: { en: 'Telegram sends them (webhook)', ru: 'Telegram присылает (вебхук)', it: 'Li invia Telegram (webhook)', zh: '由 Telegram 推送（Webhook）' } },
      ],
    },
    {
      path: 'apiAddress', kind: 'address', usual: officialAddress, optional: true, more: true,
      label: { en: 'Address of the Bot API', ru: 'Адрес Bot API', it: 'Indirizzo della Bot API', zh: 'Bot API 地址' },
      hint: {
        en: 'Only if you run a Bot API server of your own.',
        ru: 'Только если у вас собственный сервер Bot API.',
        it: 'Solo se gestisci un tuo server Bot API.',
        zh: '仅当您自行运行 Bot API 服务器时填写。',
      },
    },
  ],
  after: [
    {
      en: 'Nothing has to be set at Telegram. Write to your bot from your own account: the message stands here a moment later.',
      ru: 'В Telegram ничего настраивать не нужно. Напишите боту со своего аккаунта: сообщение сразу появится здесь.',
      it: 'In Telegram non c’è altro da impostare. Scrivi al bot dal tuo account: il messaggio comparirà qui subito dopo.',
      zh: '无需在 Telegram 上做其他设置。用您自己的账号给机器人发消息，稍后就会出现在这里。',
    },
    {
      en: 'Customers must write first: a bot cannot begin a chat. Put the link https://t.me/{botName} where they see it.',
      ru: 'Первым должен написать клиент: бот не может начать чат. Разместите ссылку https://t.me/{botName} на видном месте.',
      it: 'Il cliente deve scrivere per primo: un bot non può iniziare una chat. Metti il link https://t.me/{botName} dove lo vedono.',
      zh: '必须由客户先发消息，机器人不能主动发起聊天。请把链接 https://t.me/{botName} 放在客户看得到的地方。',
    },
  ],
};
