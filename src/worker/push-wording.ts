// What a device shows of a notification, in its agent's language. Without the workspace's leave it names nobody and quotes nothing:
// a locked telephone lies on a table.

export type About = { readonly name: string | null; readonly words: string | null };

type Words = Readonly<Record<string, string>> & { readonly other: string; readonly open: string; readonly trial: string; readonly trialAbout: string };

const en: Words = {
  'conversation-assigned': 'A conversation was given to you', 'conversations-assigned': 'Conversations were given to you', 'commitment-handed-over': 'A promise was handed over to you',
  'commitment-due': 'A promise is due soon', 'commitment-missed': 'A promise was missed', mentioned: 'You were mentioned', 'customer-answered': 'A customer has answered you',
  'delivery-failed': 'A message did not arrive', 'plan-returned': 'A planned answer was not sent', 'third-party-answered': 'Somebody you asked has answered',
  other: 'Something for you', open: 'Open Attune to see it.', trial: 'This device rings', trialAbout: 'This is what notifications look like here.',
};
const ru: Words = {
  'conversation-assigned': 'Вам передали обращение', 'conversations-assigned': 'Вам передали обращения', 'commitment-handed-over': 'Вам передали обещание',
  'commitment-due': 'Скоро срок обещания', 'commitment-missed': 'Срок обещания прошёл', mentioned: 'Вас упомянули', 'customer-answered': 'Клиент вам ответил',
  'delivery-failed': 'Сообщение не доставлено', 'plan-returned': 'Запланированный ответ не отправлен', 'third-party-answered': 'Пришёл ответ от того, кого вы спросили',
  other: 'Есть новость для вас', open: 'Подробности — в Attune.', trial: 'Это устройство подключено', trialAbout: 'Так здесь выглядят уведомления.',
};
const it: Words = {
  'conversation-assigned': 'Ti è stata assegnata una conversazione', 'conversations-assigned': 'Ti sono state assegnate delle conversazioni', 'commitment-handed-over': 'Ti è stata affidata una promessa',
  'commitment-due': 'Una promessa sta per scadere', 'commitment-missed': 'Una promessa è scaduta', mentioned: 'Ti hanno menzionato', 'customer-answered': 'Un cliente ti ha risposto',
  'delivery-failed': 'Un messaggio non è arrivato', 'plan-returned': 'Una risposta programmata non è partita', 'third-party-answered': 'Ha risposto chi era stato interpellato',
  other: 'C’è una novità per te', open: 'Apri Attune per vederla.', trial: 'Questo dispositivo è collegato', trialAbout: 'Le notifiche qui appaiono così.',
};
const zh: Words = {
  'conversation-assigned': '有会话分配给您', 'conversations-assigned': '有多个会话分配给您', 'commitment-handed-over': '有一项承诺转交给您',
  'commitment-due': '一项承诺即将到期', 'commitment-missed': '一项承诺已逾期', mentioned: '有人提到了您', 'customer-answered': '客户回复了您',
  'delivery-failed': '有消息未送达', 'plan-returned': '定时回复未发出', 'third-party-answered': '您询问的人回信了',
  other: '您有新的通知', open: '请打开 Attune 查看。', trial: '此设备可以接收通知', trialAbout: '通知在这里就是这样显示的。',
};

const wordings: Readonly<Record<string, Words>> = { en, ru, it, zh };
/** Devices show two lines or three. */
const most = 140;

/** `about` null: nobody is named and nothing is quoted. */
export function wordPush({ kind }: { readonly kind: string }, language: string, about: About | null): { readonly title: string; readonly body: string } {
  const words = wordings[language] ?? en;
  const told = [about?.name, about?.words].filter((part) => part !== null && part !== undefined && part.trim() !== '').map((part) => part!.replace(/\s+/gu, ' ').trim());
  return { title: words[kind] ?? words.other, body: told.length === 0 ? words.open : cut(told.join(': ')) };
}

export function trialWords(language: string): { readonly title: string; readonly body: string } {
  const words = wordings[language] ?? en;
  return { title: words.trial, body: words.trialAbout };
}

function cut(text: string): string {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}
