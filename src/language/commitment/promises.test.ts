import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine.ts';
import { loadLanguagePacks } from '../../language-packs.ts';

const engine = createEngine({ packs: loadLanguagePacks() });
// A Wednesday.
const now = '2026-03-11T10:30:00+03:00';
const promised = (language: string, text: string): string[] => engine.promises(text, { now, language }).map((promise) => `${promise.text} → ${promise.due?.slice(0, 16) ?? 'no time'}`);

describe.each<[string, [string, string[]][]]>([
  ['en', [
    ["I'll call you tomorrow at 10 am.", ["I'll call you tomorrow at 10 am → 2026-03-12T10:00"]],
    ['We will send it by Friday.', ['We will send it by Friday → 2026-03-13T23:59']],
    ["I'll check the payment today and I'll write to you by 18:00.", ["I'll check the payment today → 2026-03-11T23:59", "I'll write to you by 18:00 → 2026-03-11T18:00"]],
    ["Tomorrow I'll know more.", ["Tomorrow I'll know more → 2026-03-12T23:59"]],
    ["I'll look into it.", ["I'll look into it → no time"]],
    ['You will receive the money within three working days.', ['You will receive the money within three working days → 2026-03-16T23:59']],
    ["I'm calling the garage tomorrow.", ["I'm calling the garage tomorrow → 2026-03-12T23:59"]],
    ["I'm calling the garage.", []],
    ['If you send the form, I will check it today.', []],
    ['You said you will call.', []],
    ['I called you yesterday.', []],
    ['Will you call me tomorrow?', []],
    ["I'll need your order number.", []],
    ['I will not refund it.', []],
    ['Manoj will be at the door at 5 on Thursday.', ['Manoj will be at the door at 5 on Thursday → 2026-03-12T17:00']],
    ['Our plumber comes tomorrow between ten and twelve.', ['Our plumber comes tomorrow between ten and twelve → 2026-03-12T12:00']],
    ["At half past four I'll ring you.", ["At half past four I'll ring you → 2026-03-11T16:30"]],
    ["I'll ring you at noon to hear if it works.", ["I'll ring you at noon to hear if it works → 2026-03-11T12:00"]],
    ["Send me a photo and I'll refund it tomorrow.", []],
    ['You can come tomorrow at ten.', []],
  ]],
  ['ru', [
    ['Завтра в 10:00 позвоню вам.', ['Завтра в 10:00 позвоню вам → 2026-03-12T10:00']],
    ['Вернём деньги до пятницы.', ['Вернём деньги до пятницы → 2026-03-13T23:59']],
    ['Проверю оплату и напишу вам сегодня до 18:00.', ['Проверю оплату → no time', 'напишу вам сегодня до 18:00 → 2026-03-11T18:00']],
    ['Если пришлёте чек, верну деньги завтра.', []],
    ['Вчера мы проверили оплату.', []],
    ['Вы обещали позвонить.', []],
    ['Когда вы вернёте деньги?', []],
    ['Коллега сказал, что позвоню завтра.', []],
    ['Мастер Олег едет к вам, будет в 16:40.', ['Мастер Олег едет к вам, будет в 16:40 → 2026-03-11T16:40']],
    ['Сборщик привезёт её в пятницу, 13 марта, с 10 до 14.', ['Сборщик привезёт её в пятницу, 13 марта, с 10 до 14 → 2026-03-13T14:00']],
    ['Напишите время, запишу.', []],
  ]],
  ['it', [
    ['Le scrivo oggi entro le 18.', ['Le scrivo oggi entro le 18 → 2026-03-11T18:00']],
    ['La chiamerò domani alle 10.', ['La chiamerò domani alle 10 → 2026-03-12T10:00']],
    ['La richiamerò.', ['La richiamerò → no time']],
    ['Le scrivo per la fattura.', []],
    ['Se manda il modulo, la chiamerò domani.', []],
    ['Abbiamo controllato ieri.', []],
    ['Alle 15 Le telefono per sapere se funziona.', ['Alle 15 Le telefono per sapere se funziona → 2026-03-11T15:00']],
    ['Il tecnico passa domani tra le 14 e le 16.', ['Il tecnico passa domani tra le 14 e le 16 → 2026-03-12T16:00']],
    ['Mi chiamerà domani?', []],
  ]],
  ['zh', [
    ['我会在明天10点前给您回电。', ['我会在明天10点前给您回电 → 2026-03-12T10:00']],
    ['新卡周五寄到。', ['新卡周五寄到 → 2026-03-13T23:59']],
    ['我会跟进。', ['我会跟进 → no time']],
    ['如果您寄回来，我会明天退款。', []],
    ['我昨天已经退款。', []],
    ['我四点一刻打给您。', ['我四点一刻打给您 → 2026-03-11T16:15']],
    ['今天下午三点到四点，师傅上门。', ['今天下午三点到四点，师傅上门 → 2026-03-11T16:00']],
    ['这一点我明白。', []],
    ['您什么时候联系我？', []],
  ]],
])('promises in %s', (language, rows) => {
  it.each(rows)('%s', (text, expected) => expect(promised(language, text)).toEqual(expected));
});

describe('a promise', () => {
  it('without a day is due at the end of the working day where that is given, and says that this was assumed', () => {
    const [promise] = engine.promises("I'll look into it.", { now, language: 'en', endOfWorkingDay: '2026-03-11T18:00:00+03:00' });
    expect(promise).toMatchObject({ due: '2026-03-11T18:00:00+03:00', stated: false });
  });
  it('keeps the offset of "now"', () => expect(engine.promises("I'll call tomorrow.", { now: '2026-03-11T10:30:00-05:00', language: 'en' })[0]?.due).toBe('2026-03-12T23:59:00-05:00'));
  it('marks valid positions', () => {
    const text = "Hello 😀! I'll call you tomorrow, dear Tom. Bye.";
    const [promise] = engine.promises(text, { now, language: 'en' });
    expect(text.slice(promise!.start, promise!.end)).toBe(promise!.text);
  });
  it('is not looked for in a language without a pack', () => expect(engine.promises('Ich rufe Sie morgen an.', { now, language: 'de' })).toEqual([]));
  it('needs a "now"', () => expect(() => engine.promises('x', { now: 'soon', language: 'en' })).toThrow(/ISO 8601/));
});
