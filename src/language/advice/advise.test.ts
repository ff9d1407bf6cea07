import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine.ts';
import { loadLanguagePacks } from '../../language-packs.ts';
import type { Advice, Situation } from './advice.ts';

const engine = createEngine({ packs: loadLanguagePacks() });
// A Wednesday.
const now = '2026-03-11T10:30:00+03:00';

const situation = (change: Partial<Situation> = {}): Situation => ({ customer: [], thread: [], fault: 'unknown', card: { name: null, known: {} }, now, authority: null, ...change });
const advise = (language: string, draft: string, change: Partial<Situation> = {}): Advice => engine.advise(draft, situation(change), { textLanguage: language });
const rules = (language: string, draft: string, change: Partial<Situation> = {}): string[] => advise(language, draft, change).findings.map(({ rule }) => rule);

type Texts = Readonly<Record<string, string>>;
const languages = ['en', 'ru', 'it', 'zh'] as const;

/** The same situation in every language: what must be found, and what must not. */
const found = (rule: string, drafts: Texts, change: (language: string) => Partial<Situation>): void => {
  it.each(languages)(`in %s`, (language) => expect(rules(language, drafts[language]!, change(language))).toContain(rule));
};
const spared = (rule: string, drafts: Texts, change: (language: string) => Partial<Situation>): void => {
  it.each(languages)(`and not in %s`, (language) => expect(rules(language, drafts[language]!, change(language))).not.toContain(rule));
};

const sorry: Texts = { en: "I'm sorry, we booked the wrong day. I have moved it to Monday.", ru: 'Простите, мы записали не тот день. Перенёс на понедельник.', it: "Mi scuso, avevamo il giorno sbagliato. L'ho spostata a lunedì.", zh: '对不起，登记错了日期，已改到周一。' };
const noApology: Texts = { en: 'The double charge has been reversed.', ru: 'Двойное списание отменено.', it: 'Il doppio addebito è tornato.', zh: '重复的扣款已退回。' };

describe('an apology is missing where the company is at fault', () => {
  found('apology-missing', noApology, () => ({ fault: 'company' }));
  spared('apology-missing', sorry, () => ({ fault: 'company' }));
  it('unless it was given before', () => expect(rules('en', noApology['en']!, { fault: 'company', thread: [sorry['en']!] })).not.toContain('apology-missing'));
  it('or the fault is not known', () => expect(rules('en', noApology['en']!)).not.toContain('apology-missing'));
});

describe('an apology is out of place where a rule or the customer is the cause', () => {
  found('apology-not-ours', sorry, () => ({ fault: 'rule' }));
  spared('apology-not-ours', sorry, () => ({ fault: 'company' }));
});

describe('an apology is repeated', () => {
  found('apology-repeated', { en: "I'm sorry. We apologise for the noise.", ru: 'Извините! Ещё раз просим прощения.', it: 'Mi scusi, chiedo scusa ancora.', zh: '抱歉，实在对不起。' }, () => ({}));
  found('apology-repeated', sorry, (language) => ({ thread: [sorry[language]!] }));
  spared('apology-repeated', sorry, () => ({}));
});

const upset: Texts = { en: "I'm really worried, my flight is tomorrow and there is no policy!", ru: 'Я очень волнуюсь, вылет завтра, а полиса нет!', it: 'Sono molto preoccupata, il volo è domani e la polizza non c’è!', zh: '我很担心，明天就飞，保单还没到！' };
const cold: Texts = { en: 'Please send the form.', ru: 'Пришлите форму.', it: 'Mi mandi il modulo.', zh: '请发表格。' };
const warm: Texts = { en: "Your flight is tomorrow, I can see why you are worried. I'll send the policy today by 12:00.", ru: 'Вылет завтра, понимаю, отчего вы волнуетесь. Отправлю полис сегодня до 12:00.', it: 'Il volo è domani, capisco la preoccupazione. Le manderò la polizza oggi entro le 12.', zh: '明天就飞，难怪您担心。我会在今天12点前把保单发给您。' };
const late: Texts = { en: "I'll send the policy today by 12:00. I can see why you are worried.", ru: 'Отправлю полис сегодня до 12:00. Понимаю, отчего вы волнуетесь.', it: 'Le manderò la polizza oggi entro le 12. Capisco la preoccupazione.', zh: '我会在今天12点前把保单发给您。难怪您担心。' };

describe('an upset customer is acknowledged, first', () => {
  found('acknowledgement-missing', cold, (language) => ({ customer: [upset[language]!] }));
  spared('acknowledgement-missing', warm, (language) => ({ customer: [upset[language]!] }));
  found('acknowledgement-late', late, (language) => ({ customer: [upset[language]!] }));
  spared('acknowledgement-late', warm, (language) => ({ customer: [upset[language]!] }));
  it('and a calm one needs none', () => expect(rules('en', cold['en']!, { customer: ['When do you open?'] })).not.toContain('acknowledgement-missing'));
});

const asked: Texts = { en: 'When will it arrive, and is it free?', ru: 'Когда придёт и это бесплатно?', it: 'Quando arriva? È gratis?', zh: '什么时候到？是免费的吗？' };
const half: Texts = { en: 'It arrives on Friday.', ru: 'Придёт в пятницу.', it: 'Arriva venerdì.', zh: '周五到。' };
const whole: Texts = { en: 'It arrives on Friday. Yes, it is free.', ru: 'Придёт в пятницу. Да, это бесплатно.', it: 'Arriva venerdì. Sì, è gratis.', zh: '周五到。是的，免费。' };

describe('every ask is answered', () => {
  found('answer-not-seen', half, (language) => ({ customer: [asked[language]!] }));
  spared('answer-not-seen', whole, (language) => ({ customer: [asked[language]!] }));

  const put: Texts = { en: 'We will get back to you shortly.', ru: 'Мы свяжемся с вами в ближайшее время.', it: 'Le risponderemo al più presto.', zh: '我们会尽快回复您。' };
  found('unanswered-ask', put, (language) => ({ customer: [asked[language]!] }));

  it('and each answer is shown beside its question', () => {
    const customer = ['Hello.', asked['en']!];
    const draft = whole['en']!;
    const { questions } = advise('en', draft, { customer });
    expect(questions.map(({ customer: index, start, end, answer }) => [customer[index]!.slice(start, end), answer && draft.slice(answer.start, answer.end)])).toEqual([
      ['When will it arrive', 'It arrives on Friday.'],
      ['is it free?', 'Yes, it is free.'],
    ]);
  });

  it('and closing before that is too early', () => {
    const closing = 'It arrives on Friday. Is there anything else?';
    expect(rules('en', closing, { customer: [asked['en']!] })).toContain('closing-too-early');
    expect(rules('en', 'It arrives on Friday and it is free. Is there anything else?', { customer: [asked['en']!] })).not.toContain('closing-too-early');
  });
});

describe('what the card holds is not asked for', () => {
  const asks: Texts = { en: 'Please provide your policy number.', ru: 'Укажите номер полиса.', it: 'Mi indichi il numero di polizza.', zh: '请提供您的保单号。' };
  found('asks-known', asks, () => ({ card: { name: null, known: { policyNumber: '77-104' } } }));
  spared('asks-known', asks, () => ({ card: { name: null, known: { order: '1' } } }));
  it('whatever the key is called', () => {
    for (const key of ['policy', 'Policy Number', 'policy_number', 'contract-number']) expect(rules('en', asks['en']!, { card: { name: null, known: { [key]: '77-104' } } })).toContain('asks-known');
  });
  it('and the name on the card counts', () => expect(rules('en', 'May I have your name?', { card: { name: 'Tom Hall', known: {} } })).toContain('asks-known'));
  it('and an empty field does not', () => expect(rules('en', asks['en']!, { card: { name: null, known: { policy: ' ' } } })).not.toContain('asks-known'));
  it('and the value is told', () => {
    const [finding] = advise('en', asks['en']!, { card: { name: null, known: { policy: '77-104' } } }).findings.filter(({ rule }) => rule === 'asks-known');
    expect(engine.tell(finding!, 'en')).toContain('the policy number is 77-104');
    expect(engine.tell(finding!, 'ru')).toContain('номер полиса, 77-104');
  });
});

describe('promises against authority and clock', () => {
  const promise: Texts = { en: "I'll refund you 900 EUR today.", ru: 'Сегодня вернём вам 900 евро.', it: 'Oggi Le rimborserò 900 euro.', zh: '我会今天退给您900欧元。' };
  found('promise-above-authority', promise, () => ({ authority: '200 EUR' }));
  spared('promise-above-authority', promise, () => ({ authority: '1000 EUR' }));
  it('in another currency nothing is compared, and a sum that is no promise is only a sum', () => {
    expect(rules('en', promise['en']!, { authority: '200 USD' })).not.toContain('promise-above-authority');
    expect(rules('en', 'The repair costs 900 EUR.', { authority: '200 EUR' })).not.toContain('promise-above-authority');
  });
  it('a promise without a time is asked for one', () => {
    expect(rules('en', "I'll check the payment.")).toContain('promise-undated');
    expect(rules('en', "I'll check the payment and write to you by six.")).not.toContain('promise-undated');
    expect(rules('en', "I'll check it shortly.")).toEqual(['vague-time']);
  });
});

describe('the next step has an actor and a time', () => {
  const complains: Texts = { en: 'The lamp came broken, please replace it.', ru: 'Лампа пришла разбитая, замените её.', it: 'La lampada è arrivata rotta, vi chiedo di cambiarla.', zh: '台灯到手就碎了，请换一个。' };
  found('next-step-missing', { en: 'Your message has reached us.', ru: 'Ваше письмо у нас.', it: 'Il messaggio è qui.', zh: '消息看到了。' }, (language) => ({ customer: [complains[language]!] }));
  spared('next-step-missing', { en: 'I have sent a new lamp today.', ru: 'Отправила новую лампу сегодня.', it: 'Ho spedito oggi una lampada nuova.', zh: '新台灯今天已寄出。' }, (language) => ({ customer: [complains[language]!] }));
});

describe('address', () => {
  const mixed: Texts = { en: 'Hey Tom! Dear Ms Reed, it is done.', ru: 'Пришлите скан, и я тебе отвечу.', it: 'Le invio il modulo, controlla la tua mail.', zh: '您把身份证发给我，我帮你查。' };
  const formal: Texts = { en: 'Good morning, Ms Reed, it is done.', ru: 'Пришлите скан, и я вам отвечу.', it: 'Le invio il modulo: controlli la Sua mail.', zh: '您把身份证发给我，我帮您查。' };
  const familiar: Texts = { en: 'Hey Tom, all done!', ru: 'Скинь скан, и я тебе отвечу.', it: 'Ti invio il modulo, controlla la tua mail.', zh: '你把身份证发给我。' };
  found('register-mixed', mixed, () => ({}));
  spared('register-mixed', formal, () => ({}));
  found('register-wished', familiar, () => ({ card: { name: null, known: {}, address: 'formal' } }));
  found('register-wished', formal, () => ({ card: { name: null, known: {}, address: 'familiar' } }));
  spared('register-wished', formal, () => ({ card: { name: null, known: {}, address: 'formal' } }));
  spared('register-shift', familiar, (language) => ({ thread: [formal[language]!], card: { name: null, known: {}, address: 'familiar' } }));
  found('register-shift', familiar, (language) => ({ thread: [formal[language]!] }));
  spared('register-shift', formal, (language) => ({ thread: [formal[language]!] }));
});

describe('the thread', () => {
  const sentence: Texts = { en: 'I understand how important this is for you.', ru: 'Мы понимаем, как это важно для вас сейчас.', it: 'Comprendiamo quanto sia importante per Lei oggi.', zh: '非常理解您现在着急的心情。' };
  found('repeated-sentence', sentence, (language) => ({ thread: [sentence[language]!] }));
  spared('repeated-sentence', sentence, () => ({ thread: ['Thank you!'] }));
});

describe('circumstances', () => {
  const smile: Texts = { en: 'It went to Rome 😂', ru: 'Уехала в Рим 😂', it: 'È finito a Roma 😂', zh: '发到罗马了😂' };
  found('humour-when-upset', smile, (language) => ({ customer: [upset[language]!] }));
  spared('humour-when-upset', smile, () => ({ customer: ['Hello'] }));
  const opener: Texts = { en: 'How may I help you today?', ru: 'Чем могу помочь?', it: 'Come posso aiutarLa?', zh: '请问有什么可以帮您？' };
  found('generic-opener', opener, (language) => ({ customer: [upset[language]!.replace('!', '?'), 'The order 1182 never arrived, where is it?', 'Заказ 1182 не пришёл, где он?', "L'ordine 1182 non è arrivato, dov'è?", '订单1182没收到，在哪里？'] }));
  spared('generic-opener', opener, () => ({}));
  const refusal: Texts = { en: "We can't change the name.", ru: 'Изменить имя не представляется возможным.', it: 'Non è possibile cambiare il nome.', zh: '这个办不了。' };
  found('bare-refusal', refusal, () => ({}));
  spared('bare-refusal', { en: `${refusal['en']} I can issue a new one.`, ru: `${refusal['ru']} Могу оформить новый.`, it: `${refusal['it']} Le propongo una nuova polizza.`, zh: `${refusal['zh']}不过可以重新申请。` }, () => ({}));
});

describe('what belongs to no language', () => {
  it.each(['Dear {first_name},', 'Hello {{name}}!', 'Hello [Name],', 'Order XXX is here', 'Dear %NAME%', 'By ____ at noon'])('%s is not filled in', (draft) => expect(rules('en', draft)).toContain('placeholder'));
  it.each(['Version [2] is out', 'Sizes S to XXL', 'a < b > c'])('%s is no placeholder', (draft) => expect(rules('en', draft)).not.toContain('placeholder'));
  it('repeated marks are marked with the marks, and become one', () => {
    const draft = 'It is on its way!!! Order 1182.';
    const [finding] = advise('en', draft).findings.filter(({ rule }) => rule === 'repeated-marks');
    expect(draft.slice(finding!.start, finding!.end)).toBe('It is on its way!!!');
    expect(draft.slice(0, finding!.fix!.start) + finding!.fix!.text + draft.slice(finding!.fix!.end)).toBe('It is on its way! Order 1182.');
  });
  it('a bracket that closes nothing smiles, which hurts whoever complains', () => {
    const angry = { customer: ['Третий раз привезли не то! Верните деньги!'], fault: 'company' } as const;
    expect(rules('ru', 'Ну бывает) Деньги вернём завтра.', angry)).toContain('humour-when-upset');
    for (const draft of ['Деньги (1 200 ₽) вернём завтра.', '1) Откройте чат.\n2) Нажмите «Вернуть».', 'а) чек\nб) фото']) expect(rules('ru', draft, angry)).not.toContain('humour-when-upset');
    expect(rules('ru', 'Рада помочь)', { customer: ['Спасибо, всё работает'] })).not.toContain('humour-when-upset');
  });
  it('a whole card or identity number is cut to its end with one key', () => {
    const draft = 'Your card 4111 1111 1111 1111 is active.';
    const [finding] = advise('en', draft).findings.filter(({ rule }) => rule === 'number-shown');
    expect(finding).toMatchObject({ level: 'confirm', fix: { text: '…1111' } });
    expect(draft.slice(0, finding!.fix!.start) + finding!.fix!.text + draft.slice(finding!.fix!.end)).toBe('Your card …1111 is active.');
    expect(advise('zh', '您的身份证11010119900307803X已核对。').findings.find(({ rule }) => rule === 'number-shown')).toMatchObject({ fix: { text: '尾号803X' } });
    expect(rules('en', 'Your parcel 1234567890123 is here, order 4111111.')).not.toContain('number-shown');
    for (const draft of ['I checked your passport 533380006 today.', 'NI number QQ 12 34 56 C is noted.', 'Paid to DE89 3704 0044 0532 0130 00.']) expect(rules('en', draft)).toContain('number-shown');
    for (const draft of ['Bring your passport on 18-07-2026 at 10.', 'Your passport is ready, ring 020 7946 0018.', 'The card ends in 4410.']) expect(rules('en', draft)).not.toContain('number-shown');
    expect(rules('ru', 'Проверила ваш паспорт 4509 118204.')).toContain('number-shown');
    expect(rules('it', 'Il codice fiscale CLLMNC79E43H501U è registrato.')).toContain('number-shown');
  });
  it('a plainer word is put in with one key', () => {
    const { findings } = advise('en', 'In order to pay, press here.');
    expect(findings).toMatchObject([{ rule: 'plainer-word', level: 'hint', fix: { start: 0, end: 11, text: 'To' } }]);
  });
});

describe('empathy', () => {
  const levels = (draft: string, customer: string[]): (number | null)[] => {
    const { empathy } = advise('en', draft, { customer });
    return [empathy.cognitive.level, empathy.emotional.level, empathy.practical.level];
  };
  const angry = 'I am furious: I paid twice for order 1182, and I want the second payment back!';
  it.each<[string, string[], (number | null)[]]>([
    ['It is done.', [], [null, null, null]],
    ['Hello!', ['Hello!'], [null, null, null]],
    ['Nine.', ['When do you open?'], [0, null, 0]],
    ['Noted.', [angry], [0, 0, 0]],
    ['I understand your frustration.', [angry], [1, 1, 0]],
    ['You paid twice for order 1182, I can see why you are furious. I have sent the second payment back today.', [angry], [2, 2, 2]],
  ])('%s', (draft, customer, expected) => expect(levels(draft, customer)).toEqual(expected));

  it('comes with the words that earned it', () => {
    const draft = "I can see that you paid twice for order 1182. I'll refund it by Friday.";
    const { empathy } = advise('en', draft, { customer: [angry] });
    for (const { level, because } of Object.values(empathy)) {
      expect(level).toBe(2);
      expect(because.length).toBeGreaterThan(0);
    }
  });
});

describe('advice', () => {
  it('finds the graver first', () => {
    const levels = advise('en', 'Dear customer, we will reply soon. In order to pay, calm down.').findings.map(({ level }) => level);
    expect(levels).toEqual([...levels].sort((a, b) => ['confirm', 'warning', 'hint'].indexOf(a) - ['confirm', 'warning', 'hint'].indexOf(b)));
    expect(levels).toHaveLength(4);
  });

  it("does not judge the customer's words in quotation marks", () => {
    const customer = ['You said you would reply as soon as possible!'];
    expect(rules('en', 'You wrote: “You said you would reply as soon as possible!” I have asked Anna today.', { customer })).not.toContain('vague-time');
    expect(rules('en', 'We will reply as soon as possible!', { customer })).toContain('vague-time');
  });

  it('is the same every time and keeps nothing between drafts', () => {
    const first = advise('en', whole['en']!, { customer: [asked['en']!] });
    advise('en', 'Something else, dear customer.', { fault: 'company' });
    expect(advise('en', whole['en']!, { customer: [asked['en']!] })).toEqual(first);
  });

  it('of an empty draft, or in a language without a pack, claims nothing', () => {
    expect(engine.advise('', situation({ customer: [angryAnywhere], fault: 'company' })).findings).toEqual([]);
    expect(engine.advise('Wir melden uns morgen bei Ihnen.', situation(), { textLanguage: 'de' })).toMatchObject({ findings: [], questions: [], commitments: [], empathy: { practical: { level: null } } });
  });

  it('refuses a "now" that is no time', () => expect(() => advise('en', 'x', { now: 'today' })).toThrow(RangeError));

  it('recognises the language of a short draft by what it answers', () => expect(engine.advise('Ok, presto.', situation({ customer: ['Buongiorno, quando arriva il mio pacco? Grazie'] })).findings.map(({ rule }) => rule)).toContain('vague-time'));
});

const angryAnywhere = 'I am furious, where is my order 1182?';

describe('telling', () => {
  it('is in the language of the agent, whatever the language of the draft', () => {
    const [finding] = advise('it', 'Le risponderemo al più presto.').findings.filter(({ rule }) => rule === 'vague-time');
    expect(languages.map((language) => engine.tell(finding!, language))).toEqual([
      '“al più presto” means nothing to somebody who waits. Name a day and an hour.',
      '«al più presto» ничего не говорит тому, кто ждёт. Назовите день и час.',
      '«al più presto» non dice niente a chi aspetta. Indichi un giorno e un\'ora.',
      '“al più presto”对等的人没有意义。说哪天几点。',
    ]);
  });
  it('falls back rather than hiding a finding', () => {
    expect(engine.tell({ rule: 'vague-time', values: { words: 'soon' } }, 'fr')).toContain('soon');
    expect(engine.tell({ rule: 'vague-time/of-our-house', values: { words: 'soon' } }, 'en-GB')).toContain('“soon” means nothing');
    expect(engine.tell({ rule: 'unheard-of', values: {} }, 'en')).toBe('unheard-of');
  });
  it('shortens long words and names a feeling', () => {
    expect(engine.tell({ rule: 'unanswered-ask', values: { ask: 'word '.repeat(60) } }, 'en').length).toBeLessThan(160);
    expect(engine.tell({ rule: 'acknowledgement-missing', values: { words: '', mood: 'anxiety' } }, 'ru')).toContain('тревога');
  });
});
