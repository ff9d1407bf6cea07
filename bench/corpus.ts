// A believable corpus of any size: customers, conversations and messages in four languages, the same at every run.
// Its shape follows what a mid-sized shop keeps: four messages a conversation, one conversation in ten still open.
import { createHash } from 'node:crypto';

export type Size = { readonly customers: number; readonly conversations: number; readonly messages: number };
export const sizes: Readonly<Record<'usual' | 'desk' | 'large' | 'small', Size>> = {
  usual: { customers: 20_000, conversations: 50_000, messages: 200_000 },
  desk: { customers: 40_000, conversations: 100_000, messages: 400_000 },
  small: { customers: 500, conversations: 1_000, messages: 4_000 },
  large: { customers: 200_000, conversations: 1_000_000, messages: 4_000_000 },
};

export function tenthOf(size: Size): Size {
  return { customers: size.customers / 10, conversations: size.conversations / 10, messages: size.messages / 10 };
}

export type Customer = { readonly id: string; readonly name: string; readonly address: string; readonly language: Language };
export type Line = { readonly id: string; readonly incoming: boolean; readonly at: Date; readonly text: string };
export type Talk = { readonly id: string; readonly key: string; readonly number: number; readonly customer: Customer; readonly subject: string; readonly open: boolean; readonly lines: readonly Line[] };
type Language = 'en' | 'ru' | 'it' | 'zh';

/** Mulberry-like generator: 32 bits of state, the same sequence for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  };
}

const words: Readonly<Record<Language, { readonly names: readonly string[]; readonly subjects: readonly string[]; readonly said: readonly string[]; readonly answered: readonly string[] }>> = {
  en: {
    names: ['Nora Finch', 'Peter Lowe', 'Ida Marsh', 'Colin Drew', 'Ruth Sands', 'Amir Shah', 'Jess Barlow', 'Tom Okafor'],
    subjects: ['Parcel {n} has not come', 'Money back for {n}', 'The lid of {n} is cracked', 'I cannot sign in', 'Please change my address'],
    said: ['My order {n} should have been here on Monday and nobody tells me where it is.', 'I paid for next-day delivery and this is the second week.', 'Could you tell me when the courier comes?', 'The box was open and one part is missing.', 'I am really disappointed, I have been a customer for years.', 'Please send the money back to the same card.', 'Thank you for the quick answer last time.', 'Is it possible to pick it up in the shop instead?'],
    answered: ['I have looked at order {n}: it left us yesterday.', 'Your money goes back to your card today.', 'I will write to you tomorrow by noon.', 'That was our mistake, and I am sorry you had to wait.', 'Could you send me a photo of the box?'],
  },
  ru: {
    names: ['Вера Лапина', 'Артём Носов', 'Лидия Громова', 'Павел Чехонин', 'Зоя Бирюк', 'Тимур Асадов', 'Нина Крылова', 'Глеб Родин'],
    subjects: ['Где посылка {n}', 'Верните деньги за {n}', 'Пришло не то, заказ {n}', 'Не могу войти', 'Сменить адрес доставки'],
    said: ['Заказ {n} обещали в понедельник, и никто не отвечает, где он.', 'Я заплатил за срочную доставку, идёт вторая неделя.', 'Подскажите, когда приедет курьер?', 'Коробка вскрыта, одной детали не хватает.', 'Я очень разочарована, заказываю у вас годами.', 'Верните деньги на ту же карту.', 'Спасибо за быстрый ответ в прошлый раз.', 'Можно забрать заказ в магазине?'],
    answered: ['Посмотрела заказ {n}: вчера он уехал со склада.', 'Деньги вернём на карту сегодня.', 'Напишу вам завтра до полудня.', 'Это наша ошибка, простите, что пришлось ждать.', 'Пришлите, пожалуйста, фото коробки.'],
  },
  it: {
    names: ['Lidia Bassi', 'Nino Carta', 'Silvia Onori', 'Piero Galli', 'Anna Zanella', 'Dario Melis', 'Rita Bruni', 'Ugo Fadda'],
    subjects: ['Il pacco {n} non arriva', 'Rimborso per {n}', 'Arrivato rotto, ordine {n}', 'Non riesco a entrare', 'Cambio di indirizzo'],
    said: ["L'ordine {n} doveva arrivare lunedì e nessuno mi dice dov'è.", 'Ho pagato la consegna rapida e siamo alla seconda settimana.', 'Mi sapete dire quando passa il corriere?', 'La scatola era aperta e manca un pezzo.', 'Sono molto delusa, compro da voi da anni.', 'Vorrei il rimborso sulla stessa carta.', 'Grazie per la risposta veloce della volta scorsa.', 'Posso ritirarlo in negozio?'],
    answered: ["Ho guardato l'ordine {n}: è partito ieri.", 'Il rimborso parte oggi sulla sua carta.', 'Le scrivo domani entro mezzogiorno.', 'È stato un nostro errore, mi dispiace per l’attesa.', 'Mi manda una foto della scatola?'],
  },
  zh: {
    names: ['林小雨', '周建国', '何静', '郭子轩', '马丽', '罗文', '宋佳', '邓强'],
    subjects: ['包裹{n}还没到', '订单{n}退款', '订单{n}收到时坏了', '登录不了', '修改收货地址'],
    said: ['订单{n}说好周一到，现在没人告诉我在哪里。', '我付了加急费，已经第二个星期了。', '请问快递什么时候来？', '箱子是打开的，少了一个零件。', '我很失望，我是多年的老客户。', '请把钱退到原来的卡上。', '谢谢上次的快速回复。', '可以改成到店自提吗？'],
    answered: ['我查了订单{n}，昨天已经发出。', '今天就把钱退到您的卡上。', '我明天中午前给您回复。', '这是我们的错，让您久等了。', '麻烦您拍一张箱子的照片。'],
  },
};

const firstCame = Date.UTC(2024, 0, 1);

export function customer(place: number): Customer {
  const language = (['ru', 'ru', 'ru', 'en', 'en', 'en', 'it', 'it', 'zh', 'zh'] as const)[place % 10]!;
  return { id: idOf(`customer ${place}`, firstCame), name: words[language].names[(place >> 3) % 8]!, address: `customer${place}@example.test`, language };
}

/** Conversations one after another, oldest first, over the year before `until`. */
export function* talks(size: Size, until: Date): Generator<Talk> {
  const random = randomFrom(20_260_309);
  const year = 360 * 86_400_000;
  let written = 0;
  for (let place = 0; place < size.conversations; place += 1) {
    const who = customer(Math.floor(random() ** 1.6 * size.customers));
    const left = size.conversations - place - 1;
    const count = left === 0 ? size.messages - written : Math.min(Math.max(2 + Math.floor(random() * 5), 1), size.messages - written - left);
    written += count;
    const began = until.getTime() - year + Math.floor((year * place) / size.conversations);
    yield { id: idOf(`talk ${place}`, began), key: hashOf(`key ${place}`).slice(0, 20), number: place + 1, customer: who, subject: fill(pick(words[who.language].subjects, random), random), open: random() < 0.1, lines: lines(place, count, began, who.language, random, until.getTime()) };
  }
}

function lines(talk: number, count: number, began: number, language: Language, random: () => number, latest: number): readonly Line[] {
  let at = began;
  return Array.from({ length: count }, (_nothing, place) => {
    at = Math.min(at + 600_000 + Math.floor(random() * 86_400_000), latest);
    const incoming = place % 2 === 0;
    const source = incoming ? words[language].said : words[language].answered;
    const text = Array.from({ length: 2 + Math.floor(random() * 4) }, () => fill(pick(source, random), random)).join(' ');
    return { id: idOf(`line ${talk} ${place}`, at), incoming, at: new Date(at), text };
  });
}

export function sentence(place: number): string {
  const random = randomFrom(place);
  const language = (['en', 'ru', 'it', 'zh'] as const)[place % 4]!;
  return Array.from({ length: 4 }, () => fill(pick(words[language].said, random), random)).join(' ');
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)]!;
}

function fill(text: string, random: () => number): string {
  return text.replace('{n}', () => `A${100_000 + Math.floor(random() * 899_999)}`);
}

/** Begins with the time, as ids of the desk do: what came together lies together. */
export function idOf(name: string, at: number): string {
  const [time, hash] = [at.toString(16).padStart(12, '0'), hashOf(name)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
