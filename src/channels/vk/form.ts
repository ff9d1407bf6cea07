// What an administrator is asked for when a VK community is connected. Names of VK's pages stand as VK shows them in Russian and English.
import type { Field, Form, Words } from '../form.ts';
import { usualAddress, usualVersion } from './config.ts';

const before: readonly Words[] = [
  {
    en: 'At VK, open your community as its administrator and choose Manage → Messages. Switch community messages on. If you want buttons under messages, switch on “Bot abilities” in the bot settings there too.',
    ru: 'ВКонтакте откройте сообщество от имени администратора: «Управление» → «Сообщения». Включите сообщения сообщества. Если под сообщениями нужны кнопки, там же в «Настройках для бота» включите «Возможности ботов».',
    it: 'Su VK apri la comunità come amministratore e scegli Gestione → Messaggi. Attiva i messaggi della comunità. Se vuoi pulsanti sotto i messaggi, nelle impostazioni per i bot attiva anche «Funzioni dei bot».',
    zh: '在 VK 以管理员身份打开您的社区，选择“管理 → 消息”，启用社区消息。如需在消息下显示按钮，请在机器人设置中同时启用“机器人功能”。',
  },
  {
    en: 'Choose Manage → Additional → Working with API → Access tokens and create a token that may use messages, photos and files (documents). For receiving by long polling it also needs community management. VK shows the token once.',
    ru: 'Откройте «Управление» → «Дополнительно» → «Работа с API» → «Ключи доступа» и создайте ключ с доступом к сообщениям, фотографиям и файлам. Для получения через Long Poll нужен ещё доступ к управлению сообществом.',
    it: 'Scegli Gestione → Altro → Uso delle API → Chiavi di accesso e crea una chiave per messaggi, foto e file (documenti). Per ricevere con long polling serve anche la gestione della comunità. VK mostra la chiave una sola volta.',
    zh: '选择“管理 → 其他 → API → 访问密钥”，创建一个可使用消息、照片和文件的密钥。若通过长轮询接收，还需要社区管理权限。密钥只显示一次。',
  },
  {
    en: 'On the tab Callback API of the same page, choose the newest API version and copy the string that the server must return.',
    ru: 'На той же странице на вкладке Callback API выберите последнюю версию API и скопируйте строку, которую должен вернуть сервер.',
    it: 'Nella scheda Callback API della stessa pagina scegli la versione più recente delle API e copia la stringa che il server deve restituire.',
    zh: '在同一页面的 Callback API 标签中选择最新的 API 版本，并复制服务器需要返回的字符串。',
  },
];

const receiving: readonly Field[] = [
  {
    path: 'receiveBy', kind: 'choice', usual: 'callback', label: { en: 'How messages come in', ru: 'Как приходят сообщения', it: 'Come arrivano i messaggi', zh: '接收消息的方式' },
    hint: {
      en: 'Choose long polling only if VK cannot reach this desk from the internet.',
      ru: 'Long Poll нужен, только если ВКонтакте не может обратиться к этому серверу из интернета.',
      it: 'Scegli il long polling solo se VK non può raggiungere questo server da internet.',
      zh: '仅当 VK 无法从互联网访问本系统时，才选择长轮询。',
    },
    choices: [
      { value: 'callback', label: { en: 'VK calls this desk (Callback API)', ru: 'ВКонтакте присылает сам (Callback API)', it: 'È VK a chiamare (Callback API)', zh: '由 VK 推送（Callback API）' } },
      { value: 'polling', label: { en: 'This desk asks VK (long polling)', ru: 'Сервер спрашивает сам (Long Poll)', it: 'È questo server a chiedere (long polling)', zh: '由本系统查询（长轮询）' } },
    ],
  },
  {
    path: 'confirmationCode', kind: 'text', optional: true, example: '8f2a91c0', label: { en: 'String to return', ru: 'Строка, которую должен вернуть сервер', it: 'Stringa da restituire', zh: '服务器返回的字符串' },
    hint: {
      en: 'From the tab Callback API. VK changes it when you change the server there. Not needed for long polling.',
      ru: 'Со вкладки Callback API. Она меняется, если изменить там сервер. Для Long Poll не нужна.',
      it: 'Dalla scheda Callback API. Cambia quando modifichi il server in quella scheda. Non serve per il long polling.',
      zh: '来自 Callback API 标签。在那里修改服务器后，它会改变。使用长轮询时不需要。',
    },
  },
];

const more: readonly Field[] = [
  {
    path: 'secretKey', kind: 'secret', optional: true, more: true, label: { en: 'Secret key', ru: 'Секретный ключ', it: 'Chiave segreta', zh: '密钥' },
    hint: {
      en: 'Made by this desk. Enter one of your own only if it stands at VK already: 12 to 50 letters and digits.',
      ru: 'Создаётся автоматически. Укажите свой, только если он уже задан ВКонтакте: от 12 до 50 букв и цифр.',
      it: 'Viene creata da qui. Inseriscine una tua solo se è già impostata su VK: da 12 a 50 lettere e cifre.',
      zh: '由本系统生成。仅当 VK 中已设置时才填写自己的：12 至 50 个字母和数字。',
    },
  },
  { path: 'apiVersion', kind: 'text', optional: true, more: true, usual: usualVersion, example: usualVersion, label: { en: 'API version', ru: 'Версия API', it: 'Versione delle API', zh: 'API 版本' } },
  {
    path: 'apiAddress', kind: 'address', optional: true, more: true, usual: usualAddress, example: 'https://api.vk.ru/method', label: { en: 'Address of the API', ru: 'Адрес API', it: 'Indirizzo delle API', zh: 'API 地址' },
    hint: {
      en: 'Change it only if VK asks for another one.',
      ru: 'Меняйте, только если этого требует ВКонтакте.',
      it: 'Cambialo solo se lo chiede VK.',
      zh: '仅在 VK 要求时更改。',
    },
  },
];

export const form: Form = {
  before,
  fields: [
    {
      path: 'groupId', kind: 'text', example: '123456789', label: { en: 'Number of the community', ru: 'Номер сообщества', it: 'Numero della comunità', zh: '社区编号' },
      hint: {
        en: 'Stands in the address of the community’s settings, as in club123456789. The whole address will do.',
        ru: 'Виден в адресе настроек сообщества, например club123456789. Можно вставить адрес целиком.',
        it: 'Si trova nell’indirizzo delle impostazioni della comunità, come club123456789. Va bene anche l’indirizzo intero.',
        zh: '见社区设置页面的地址，例如 club123456789。也可粘贴完整地址。',
      },
    },
    { path: 'accessToken', kind: 'secret', label: { en: 'Access token of the community', ru: 'Ключ доступа сообщества', it: 'Chiave di accesso della comunità', zh: '社区访问密钥' } },
    ...receiving,
    ...more,
  ],
  after: [
    {
      en: 'For Callback API: at VK, enter {address} as the address and {secretKey} as the secret key, save, and press “Confirm”.',
      ru: 'Для Callback API: ВКонтакте введите адрес {address} и секретный ключ {secretKey}, сохраните и нажмите «Подтвердить».',
      it: 'Per Callback API: su VK inserisci {address} come indirizzo e {secretKey} come chiave segreta, salva e premi «Conferma».',
      zh: '使用 Callback API：在 VK 填写地址 {address} 和密钥 {secretKey}，保存后点击“确认”。',
    },
    {
      en: 'On the tab of event types, tick under Messages: incoming, outgoing, edited, message allowed, message denied, status of reading, typing, and action with a message (buttons).',
      ru: 'На вкладке «Типы событий» отметьте в разделе «Сообщения»: входящее, исходящее, редактирование, разрешение на получение, запрет на получение, прочтение, статус набора текста и действие с сообщением (кнопки).',
      it: 'Nella scheda dei tipi di evento seleziona, sotto Messaggi: in arrivo, in uscita, modificato, permesso e divieto di ricevere messaggi, lettura, digitazione e azione con un messaggio (pulsanti).',
      zh: '在“事件类型”标签的“消息”部分勾选：收到的消息、发出的消息、编辑、允许接收、禁止接收、已读状态、正在输入以及消息操作（按钮）。',
    },
    {
      en: 'For long polling: on the tab Long Poll API, switch it on, choose the newest version and tick the same events.',
      ru: 'Для Long Poll: на вкладке Long Poll API включите его, выберите последнюю версию и отметьте те же события.',
      it: 'Per il long polling: nella scheda Long Poll API attivalo, scegli la versione più recente e seleziona gli stessi eventi.',
      zh: '使用长轮询：在 Long Poll API 标签中启用，选择最新版本并勾选相同的事件。',
    },
  ],
};
