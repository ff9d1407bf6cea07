// What keeps an inbox from its community: shown on the inbox and by its test button.
import type { Problems } from '../../problem-shape.ts';

export const connection = {
  'vk.token-refused': {
    en: { happened: 'VK no longer accepts the access token of this inbox. Messages wait.', whatToDo: 'Create a new token in the community’s settings and enter it in the inbox. It is tried again by itself.' },
    ru: { happened: 'ВКонтакте больше не принимает ключ доступа этого ящика. Сообщения ждут.', whatToDo: 'Создайте новый ключ в настройках сообщества и введите его в ящик. Попытки продолжаются сами.' },
    it: { happened: 'VK non accetta più la chiave di accesso di questa casella. I messaggi aspettano.', whatToDo: 'Crea una nuova chiave nelle impostazioni della comunità e inseriscila nella casella. Si riprova da soli.' },
    zh: { happened: 'VK 不再接受此收件箱的访问密钥，消息正在等待。', whatToDo: '请在社区设置中创建新密钥并填入收件箱。系统会自动重试。' },
  },
  'vk.rights-missing': {
    en: { happened: 'The access token may not do this.', whatToDo: 'Create a token with the rights for messages, photos and files, and for community management if you receive by long polling. Enter it in the inbox.' },
    ru: { happened: 'У ключа доступа нет нужных прав.', whatToDo: 'Создайте ключ с доступом к сообщениям, фотографиям и файлам, а для Long Poll ещё и к управлению сообществом. Введите его в ящик.' },
    it: { happened: 'La chiave di accesso non ha i diritti necessari.', whatToDo: 'Crea una chiave con i diritti per messaggi, foto e file, e per la gestione della comunità se ricevi con long polling. Inseriscila nella casella.' },
    zh: { happened: '访问密钥没有所需权限。', whatToDo: '请创建具有消息、照片和文件权限的密钥；若使用长轮询，还需社区管理权限。然后填入收件箱。' },
  },
  'vk.messages-off': {
    en: { happened: 'Messages of this community are switched off or blocked at VK. What was written here waits.', whatToDo: 'Switch them on under Manage → Messages. If VK has blocked them, its support tells why.' },
    ru: { happened: 'Сообщения этого сообщества выключены или заблокированы ВКонтакте. Написанное здесь ждёт.', whatToDo: 'Включите их: «Управление» → «Сообщения». Если их заблокировал ВКонтакте, причину назовёт поддержка.' },
    it: { happened: 'I messaggi di questa comunità sono disattivati o bloccati su VK. Ciò che è stato scritto aspetta.', whatToDo: 'Attivali in Gestione → Messaggi. Se li ha bloccati VK, il supporto ne dice il motivo.' },
    zh: { happened: '该社区的消息在 VK 已关闭或被封禁，已写好的消息正在等待。', whatToDo: '请在“管理 → 消息”中启用。若被 VK 封禁，请向其客服询问原因。' },
  },
  'vk.long-poll-off': {
    en: { happened: 'Long Poll API is switched off in the community, so no messages come in.', whatToDo: 'Switch it on under Working with API → Long Poll API, or choose Callback API in the inbox.' },
    ru: { happened: 'Long Poll API в сообществе выключен, поэтому сообщения не приходят.', whatToDo: 'Включите его: «Работа с API» → Long Poll API, или выберите в ящике Callback API.' },
    it: { happened: 'Long Poll API è disattivato nella comunità, quindi non arrivano messaggi.', whatToDo: 'Attivalo in Uso delle API → Long Poll API, oppure scegli Callback API nella casella.' },
    zh: { happened: '社区未启用 Long Poll API，因此收不到消息。', whatToDo: '请在 API 设置的 Long Poll API 中启用，或在收件箱改用 Callback API。' },
  },
  'vk.unreachable': {
    en: { happened: 'VK does not answer. Nothing is lost: messages wait.', whatToDo: 'Nothing to do if it passes. If it lasts, check the network of this server and the address of the API.' },
    ru: { happened: 'ВКонтакте не отвечает. Ничего не потеряно: сообщения ждут.', whatToDo: 'Если это ненадолго, делать ничего не нужно. Иначе проверьте сеть сервера и адрес API.' },
    it: { happened: 'VK non risponde. Nulla è perso: i messaggi aspettano.', whatToDo: 'Se passa, non serve far nulla. Se dura, controlla la rete di questo server e l’indirizzo delle API.' },
    zh: { happened: 'VK 没有响应。消息不会丢失，正在等待。', whatToDo: '若很快恢复则无需操作；若持续，请检查服务器网络和 API 地址。' },
  },
  'vk.strange-answer': {
    en: { happened: 'Something answered in VK’s place that is not VK, or VK is being repaired. Nothing was sent.', whatToDo: 'It is tried again by itself. If it lasts, check the address of the API and what stands between this server and the internet.' },
    ru: { happened: 'Вместо ВКонтакте ответил кто-то другой, либо там идут работы. Ничего не отправлено.', whatToDo: 'Попытки продолжаются сами. Если это длится долго, проверьте адрес API и то, что стоит между сервером и интернетом.' },
    it: { happened: 'Al posto di VK ha risposto qualcos’altro, oppure VK è in manutenzione. Non è partito nulla.', whatToDo: 'Si riprova da soli. Se dura, controlla l’indirizzo delle API e ciò che sta tra questo server e internet.' },
    zh: { happened: '应答的不是 VK，或 VK 正在维护。没有发送任何内容。', whatToDo: '系统会自动重试。若持续，请检查 API 地址以及服务器与互联网之间的设备。' },
  },
  'vk.busy': {
    en: { happened: 'VK asks for patience.', whatToDo: 'Nothing to do: the message is sent again by itself.' },
    ru: { happened: 'ВКонтакте просит подождать.', whatToDo: 'Ничего делать не нужно: сообщение уйдёт само.' },
    it: { happened: 'VK chiede di aspettare.', whatToDo: 'Non serve far nulla: il messaggio riparte da solo.' },
    zh: { happened: 'VK 请求稍候。', whatToDo: '无需操作，消息会自动重新发送。' },
  },
  'vk.flood': {
    en: { happened: 'VK takes these messages for a flood and holds them back.', whatToDo: 'It is tried again after some minutes. Send fewer messages of the same words.' },
    ru: { happened: 'ВКонтакте счёл сообщения однотипными и задержал их.', whatToDo: 'Через несколько минут попытка повторится. Отправляйте меньше одинаковых сообщений.' },
    it: { happened: 'VK considera questi messaggi troppi e troppo simili, e li trattiene.', whatToDo: 'Si riprova tra qualche minuto. Invia meno messaggi con le stesse parole.' },
    zh: { happened: 'VK 认为这些消息属于刷屏，暂时拦下。', whatToDo: '几分钟后会重试。请减少内容相同的消息。' },
  },
} as const satisfies Problems;
