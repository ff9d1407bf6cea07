import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine.ts';
import { languageCapabilities } from '../../language-capabilities.ts';
import { loadLanguagePacks } from '../../language-packs.ts';
import type { Reading } from './reading.ts';

const engine = createEngine({ packs: loadLanguagePacks(), capabilities: languageCapabilities() });
// A Wednesday.
const now = '2026-03-11T10:30:00+03:00';
const read = (text: string, language?: string): Reading => engine.read(text, { now, ...(language === undefined ? {} : { language }) });
const values = (found: readonly { readonly value: string }[]): string[] => found.map(({ value }) => value);

describe('language', () => {
  it.each([
    ['Where is my order? I paid on Monday.', 'en'],
    ['Где мой заказ? Я оплатил в понедельник.', 'ru'],
    ["Dov'è il mio ordine? Ho pagato lunedì.", 'it'],
    ['我的订单在哪里？周一已经付款了。', 'zh'],
    ['когда доставят', 'ru'],
    ['non funziona', 'it'],
    ['refund please', 'en'],
    ['Wo ist meine Bestellung? Ich habe am Montag bezahlt.', 'de'],
    ['¿Dónde está mi pedido? Lo pagué el lunes pasado.', 'es'],
    ['Де моє замовлення? Я сплатив у понеділок.', 'uk'],
    ['注文した商品がまだ届きません。', 'ja'],
    ['12345', 'und'],
    ['👍', 'und'],
    ['', 'und'],
  ])('%s is %s', (text, code) => expect(read(text).language.code).toBe(code));

  it('of a mixed text is the one with more words', () => expect(read('Здравствуйте, мой order number 1182, когда вы его привезёте? Thanks').language.code).toBe('ru'));
  it('is not guessed when it is given, and a region does not matter', () => expect(read('ok', 'en-GB')).toMatchObject({ language: { code: 'en-GB', confidence: 1 } }));
});

const moods: readonly (readonly [string, Reading['mood']])[] = [
  ['I am furious, this is a disgrace!', 'anger'],
  ["I'm not angry, only curious.", 'neutral'],
  ["I'm worried the money is lost.", 'anxiety'],
  ["I don't understand the invoice at all.", 'confusion'],
  ['Thank you so much, Anna saved my trip.', 'gratitude'],
  ['Thanks for nothing.', 'neutral'],
  ['We love the sofa, it is fantastic!', 'joy'],
  ['My father passed away, the policy was in his name.', 'sadness'],
  ['Very disappointed with the quality.', 'disappointment'],
  ['My neighbour says he is furious with you, is that so?', 'neutral'],
  ['Thank you for the reply, but I am furious about the second charge.', 'anger'],
  ['Я в бешенстве, сколько можно ждать!', 'anger'],
  ['Я не злюсь, просто спрашиваю.', 'neutral'],
  ['Очень переживаю за посылку.', 'anxiety'],
  ['Огромное спасибо Марине!', 'gratitude'],
  ['Очень разочарована покупкой.', 'disappointment'],
  ['У меня умер муж, как закрыть договор?', 'sadness'],
  ['È una vergogna, sono furiosa!', 'anger'],
  ['Non sono arrabbiata.', 'neutral'],
  ['Sono molto preoccupato per il volo di domani.', 'anxiety'],
  ['Grazie mille, gentilissimi!', 'gratitude'],
  ['气死我了，你们太过分了！', 'anger'],
  ['我没有生气，只是问问。', 'neutral'],
  ['我很担心包裹丢了。', 'anxiety'],
  ['太失望了。', 'disappointment'],
  ['非常感谢王经理的帮助！', 'gratitude'],
];

describe('mood', () => {
  it.each(moods)('%s → %s', (text, mood) => expect(read(text).mood).toBe(mood));

  it('has an intensity that words and marks raise and lower', () => {
    const anger = (text: string): number => read(text, 'en').emotions.find(({ value }) => value === 'anger')?.intensity ?? 0;
    expect(anger('I am a bit annoyed')).toBeLessThan(anger('I am annoyed'));
    expect(anger('I am annoyed')).toBeLessThan(anger('I am very annoyed'));
    expect(anger('This is unacceptable')).toBeLessThan(anger('THIS IS UNACCEPTABLE!!!'));
  });

  it('of several emotions names the one that hurts first', () => expect(values(read('Thank you for the reply, but I am furious about the second charge.').emotions)).toEqual(['anger', 'gratitude']));

  it('gives a valence with the sign of the mood', () => {
    expect(read('I am furious!').valence).toBeLessThan(-0.4);
    expect(read('I am delighted, excellent service!').valence).toBeGreaterThan(0.4);
    expect(read('I live in Leeds.').valence).toBe(0);
  });
});

describe('why they write', () => {
  it.each<readonly [string, readonly string[]]>([
    ['You charged me twice for one ticket.', ['complaint']],
    ['Please cancel my order.', ['cancellation', 'request']],
    ['When do you open?', ['question']],
    ['Could you send me the invoice?', ['request']],
    ['Great job, thank you all.', ['praise']],
    ['It would be great if you offered evening deliveries.', ['suggestion']],
    ['Please find attached the signed form.', ['information']],
    ['Hello!', ['smalltalk']],
    ['Мне нужно отменить заказ, верните деньги.', ['cancellation', 'complaint', 'request']],
    ['Высылаю подписанный договор.', ['information']],
    ['Спасибо, хорошего дня!', ['smalltalk']],
    ['Vorrei disdire il contratto.', ['cancellation', 'request']],
    ['Buongiorno!', ['smalltalk']],
    ['建议增加晚上送货。', ['suggestion']],
    ['我要投诉快递员。', ['complaint', 'request']],
    ['您好', ['smalltalk']],
  ])('%s → %j', (text, intents) => expect(values(read(text).intents).sort()).toEqual([...intents].sort()));
});

describe('a complaint', () => {
  it.each([
    ['The man on the phone was rude and hung up on me.', 'service', 'quality', false],
    ['Nobody told me about the hidden fee.', 'information', 'communication', false],
    ['You rejected my claim, that is unfair and against the law.', 'rights', 'process', false],
    ['You promised Tuesday, I expect compensation.', 'attention', 'expectation', false],
    ["Never mind, I'll manage.", 'service', 'quality', true],
    ['Меня не предупредили о комиссии, это обман.', 'information', 'communication', false],
    ['Обещали вторник, требую компенсацию.', 'attention', 'expectation', false],
    ['业务员夸大收益，误导我。', 'information', null, false],
    ['Mi avevate promesso martedì, voglio un risarcimento.', 'attention', 'expectation', false],
  ])('%s', (text, motive, trigger, latent) => {
    const { complaint } = read(text);
    expect(complaint?.motive.value).toBe(motive);
    if (trigger !== null) expect(complaint?.trigger.value).toBe(trigger);
    expect(complaint?.latent).toBe(latent);
  });

  it.each(['No complaints, all fine.', 'Where is your shop?', 'Претензий нет, спасибо.', 'Nessun reclamo, grazie.', '我不是投诉，只是问一下。'])('is not: %s', (text) => expect(read(text).complaint).toBeNull());

  it('says how little it knows where no word names the motive', () => expect(read('I want to make a complaint.').complaint?.motive.probability).toBeLessThan(0.5));
});

describe('urgency', () => {
  it.each([
    ["It's urgent, I am at the airport!", 'now'],
    ["It's not urgent, take your time.", 'none'],
    ['I need it by Friday.', 'soon'],
    ['I need it by tomorrow.', 'now'],
    ['You promised to call by Tuesday.', 'none'],
    ['I need it by June.', 'none'],
    ['Ответьте срочно!', 'now'],
    ['Деньги нужны до пятницы.', 'soon'],
    ['Это не срочно.', 'none'],
    ['Mi serve entro domani.', 'now'],
    ['Non è urgente.', 'none'],
    ['急用，请马上联系我！', 'now'],
    ['周五前给我就行。', 'soon'],
    ['不急，慢慢来。', 'none'],
  ])('%s → %s', (text, urgency) => expect(read(text).urgency.value).toBe(urgency));
});

describe('risks', () => {
  it.each([
    ['My lawyer will write to you.', ['legal']],
    ['I will go to the ombudsman and post this on every forum.', ['media', 'regulator']],
    ['I know where you live.', ['violence']],
    ["I don't want to live any more.", ['self-harm']],
    ["I'll take my business elsewhere.", ['churn']],
    ['There is an unauthorised payment on my card.', ['fraud']],
    ['Boycott this shop, people!', ['incitement']],
    ['I ordered a knife set.', []],
    ['Я подам в суд и напишу в Роспотребнадзор.', ['legal', 'regulator']],
    ['Хоть в петлю от этих долгов.', ['self-harm']],
    ['Я юрист, мне нужен стол.', []],
    ['Vi denuncio e passo alla concorrenza.', ['churn', 'legal']],
    ['Il volo è in ritardo a causa della neve.', []],
    ['我真的不想活了。', ['self-harm']],
    ['再不退钱我就曝光你们，打12315。', ['media', 'regulator']],
    ['这是跳楼价吗？', []],
  ])('%s → %j', (text, risks) => expect(values(read(text).risks).sort()).toEqual(risks));
});

describe('a person', () => {
  it.each([
    ['I want to talk to a real person.', true],
    ['An agent told me it would come today.', false],
    ['Позовите оператора!', true],
    ['Voglio parlare con una persona.', true],
    ['转人工！', true],
    ['安装的人工费是多少？', false],
  ])('%s → %s', (text, wanted) => expect(read(text).wantsHuman.value).toBe(wanted));
});

describe('address', () => {
  it.each([
    ['Dear Sir or Madam, I would be grateful for a word.', 'polite'],
    ['hey where is my stuff lol', 'familiar'],
    ['Подскажите, где ваш офис?', 'polite'],
    ['слушай, а ты скоро?', 'familiar'],
    ['Buongiorno, potrebbe controllare?', 'polite'],
    ['ciao, mandami il codice', 'familiar'],
    ['请问您这边能查吗？', 'polite'],
    ['你们几点关门', 'familiar'],
    ['Order 1182.', 'unknown'],
  ])('%s → %s', (text, formality) => expect(read(text).formality).toBe(formality));
});

describe('asks', () => {
  const asks = (text: string): string[] => read(text).asks.map(({ start, end }) => text.slice(start, end));
  it.each([
    ['When will it arrive, how much is it, and can I pay by card?', ['When will it arrive,', 'how much is it,', 'can I pay by card?']],
    ['Hi, where is my parcel?', ['where is my parcel?']],
    ['where is my parcel', ['where is my parcel']],
    ['Please send the invoice. And tell me the price.', ['Please send the invoice.', 'And tell me the price.']],
    ['How are you? Are you kidding me?', []],
    ['It works now.', []],
    ['Когда придёт заказ и сколько стоит доставка?', ['Когда придёт заказ', 'сколько стоит доставка?']],
    ['Пришлите счёт.', ['Пришлите счёт.']],
    ['Quando arriva e quanto costa?', ['Quando arriva', 'quanto costa?']],
    ['什么时候退款？多久到账？', ['什么时候退款？', '多久到账？']],
    ['明天下午三点可以吗', ['明天下午三点可以吗']],
    ['The lamp came, but is the bulb in it, and would the dealer swap it?', ['but is the bulb in it', 'would the dealer swap it?']],
    ['Not sure whether I need to sign both pages.', ['Not sure whether I need to sign both pages.']],
    ['Could you cancel it, please, and to whom do I send the key?', ['Could you cancel it, please', 'to whom do I send the key?']],
    ['You call this service?', []],
    ['Подскажите, сколько идёт доставка и можно ли картой?', ['Подскажите, сколько идёт доставка', 'можно ли картой?']],
    ['Где мой заказ, входит ли установка и нужна ли справка?', ['Где мой заказ', 'входит ли установка', 'нужна ли справка?']],
    ['Resto in attesa di un riscontro.', ['Resto in attesa di un riscontro.']],
    ['请问几点关门，能不能刷卡，停车要钱吗？', ['请问几点关门', '能不能刷卡', '停车要钱吗？']],
    ['麻烦帮我改一下地址，顺便把发票寄到公司', ['麻烦帮我改一下地址', '顺便把发票寄到公司']],
    ['快递不见了，谁签的我不知道', ['谁签的我不知道']],
  ])('%s', (text, expected) => expect(asks(text).map((ask) => ask.replace(/[,，]$/, ''))).toEqual(expected.map((ask) => ask.replace(/[,，]$/, ''))));
});

describe('facts', () => {
  const facts = (text: string): string[] => read(text).facts.map(({ kind, value }) => `${kind} ${value}`);
  it.each([
    ['My order A-1182 of 5 March, 1,200.50 EUR, is late.', ['order A-1182', 'date 2026-03-05', 'money 1200.50 EUR']],
    ['Policy number 77-104, call +44 20 7946 0958 or mail Tom@Example.COM, see https://x.io/a?b=1.', ['policy 77-104', 'phone +442079460958', 'email tom@example.com', 'url https://x.io/a?b=1']],
    ['My name is Maria Lopez. I paid £49.', ['name Maria Lopez', 'money 49 GBP']],
    ['I want to order a pizza for 12 people.', []],
    ['Заказ № 1182 на 12 400 руб., телефон 8 916 123-45-67, до пятницы.', ['order 1182', 'money 12400 RUB', 'phone +79161234567', 'date 2026-03-13']],
    ['3 тыс. руб. и 5,5 млн руб.', ['money 3000 RUB', 'money 5500000 RUB']],
    ['Meeting tomorrow at 5 pm', ['date 2026-03-12T17:00']],
    ['Ordine n. 1182 del 5 marzo, 49,90 €, mi chiamo Maria Conti.', ['order 1182', 'date 2026-03-05', 'money 49.90 EUR', 'name Maria Conti']],
    ['订单号12345，3月5日付了980元，我叫张伟，电话13812345678', ['order 12345', 'date 2026-03-05', 'money 980 CNY', 'name 张伟', 'phone +8613812345678']],
    ['3万元', ['money 30000 CNY']],
    ['In June 2026 I move.', ['date 2026-06']],
    ['Bestellung bei kontakt@firma.de, www.firma.de', ['email kontakt@firma.de', 'url www.firma.de']],
  ])('%s', (text, expected) => expect(facts(text)).toEqual(expected));

  it('do not overlap', () => {
    const found = read('order 1182-2026 of 05.03.2026 for 1.200,50 € +49 30 901820').facts;
    found.slice(1).forEach((fact, index) => expect(fact.start).toBeGreaterThanOrEqual(found[index]!.end));
  });
});

describe('the problem', () => {
  it('is the sentence in which most of the hurt is told', () => {
    const text = 'Hello, my name is Tom. I ordered a lamp in May. It came broken and nobody answers my mails. When will you send a new one?';
    const { problem } = read(text);
    expect(text.slice(problem!.start, problem!.end)).toBe('It came broken and nobody answers my mails.');
  });
  it('is absent where nothing is wrong', () => {
    expect(read('Hi. When do you open?').problem).toBeNull();
    expect(read('I live in Leeds.').problem).toBeNull();
    for (const text of ['Stop, one more thing!', 'Wait, there is something else.', 'Стойте, ещё одно!', 'Ferma, ancora una cosa!', '等等，还有一件事！']) expect(read(text).problem, text).toBeNull();
  });
});

describe('own words', () => {
  it('alone are read: quoted history is not', () => {
    const text = 'Thank you, it works.\n\nOn Mon, 9 Mar 2026 at 10:02, Desk <desk@example.com> wrote:\n> I am furious, I will call my lawyer\n> about order 1182.';
    const reading = read(text);
    expect(reading.risks).toEqual([]);
    expect(reading.facts).toEqual([]);
    expect(reading.ownWords.map(({ start, end }) => text.slice(start, end).trim())).toEqual(['Thank you, it works.']);
  });
});

describe('a language without a pack', () => {
  it('is read as far as is honest: facts, marks and capitals', () => {
    const reading = read('WO IST MEINE BESTELLUNG??? Schreiben Sie an kontakt@firma.de. Ich warte seit Montag auf eine Antwort.');
    expect(reading.language.code).toBe('de');
    expect(reading.facts).toMatchObject([{ kind: 'email', value: 'kontakt@firma.de' }]);
    expect(reading.asks).toHaveLength(1);
    expect(values(reading.emotions)).toEqual(['anger']);
    expect(reading).toMatchObject({ intents: [{ value: 'question' }], complaint: null, risks: [], formality: 'unknown', engine: { pack: '' } });
  });
});

describe('evidence', () => {
  it('stands behind every value that is listed, inside own words, with a rule of the pack', () => {
    for (const [text] of moods) {
      const { emotions, intents, risks, urgency, wantsHuman, ownWords } = read(text);
      const found = [...emotions, ...intents, ...risks, ...(urgency.value === 'none' ? [] : [urgency]), ...(wantsHuman.value ? [wantsHuman] : [])];
      for (const { because, probability } of found) {
        expect(because.length).toBeGreaterThan(0);
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThanOrEqual(0.97);
        for (const { start, end, rule } of because) {
          expect(rule).not.toBe('');
          expect(ownWords.some((own) => start >= own.start && end <= own.end)).toBe(true);
        }
      }
    }
  });
});
