import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine.ts';
import { languageCapabilities } from '../../language-capabilities.ts';
import { loadLanguagePacks } from '../../language-packs.ts';

const engine = createEngine({ packs: loadLanguagePacks(), capabilities: languageCapabilities() });
const now = '2026-03-11T10:30:00+03:00';
const factsOf = (language: string, kinds: readonly string[]) => (text: string): string[] => engine.read(text, { now, language }).facts.flatMap(({ kind, value }) => (kinds.includes(kind) ? [value] : []));

describe('sums', () => {
  it.each([
    ['en', 'Eleven dollars more, then Rs 1,499 and ₹1,84,000, and 80p left.', ['11 USD', '1499 INR', '184000 INR', '0.80 GBP']],
    ['en', 'We paid 1,950 and nobody answers.', ['1950']],
    ['en', 'It was ordered for 12 people at 4 p.m., see clause 4.3.2.1.', []],
    ['it', 'Ottanta euro, poi novemila euro e duecentocinquanta euro.', ['80 EUR', '9000 EUR', '250 EUR']],
    ['it', 'Il preventivo era 1.200, il bonifico di 46 euro e non di 64.', ['1200 EUR', '46 EUR', '64 EUR']],
    ['ru', 'Списали триста рублей, потом 4 128 руб. 60 коп. и 14 тысяч.', ['300 RUB', '4128.60 RUB', '14000 RUB']],
    ['ru', 'Пенсию переводят к вам, у меня 3 кота и 12 дней отпуска.', []],
    ['zh', '交了一万二，押金2千，退了两块钱，又收三块五。', ['12000', '2000', '2 CNY', '3.50 CNY']],
    ['zh', '我们一块儿去，几百块的东西，6幢1单元902。', []],
  ])('%s: %s', (language, text, expected) => expect(factsOf(language, ['money'])(text)).toEqual(expected));
});

describe('numbers of orders and policies', () => {
  it.each([
    ['en', 'Order 5580-31-C, tracking PX 4471 902 GB, booking QX4T9L.', ['order 5580-31-C', 'order PX 4471 902 GB', 'order QX4T9L']],
    ['en', 'Complaint no. CC/8/20771, claim 4471-FL-09, account 850 331 2207.', ['policy CC/8/20771', 'policy 4471-FL-09', 'policy 850 331 2207']],
    ['en', 'Model KX-4020, flight QL1507, gate 4471, in 2026.', []],
    ['it', 'Ordine 55-0F-2218; pratica 25/4419, polizza n. 77-104.', ['order 55-0F-2218', 'policy 25/4419', 'policy 77-104']],
    ['ru', 'Заказ 7781-К, договор 0071-ДМС/26, приду 17-го.', ['order 7781-К', 'policy 0071-ДМС/26']],
    ['zh', '票号781-2204561183，保单号：P0056-88213，型号BX-420。', ['order 781-2204561183', 'policy P0056-88213']],
  ])('%s: %s', (language, text, expected) => {
    const { facts } = engine.read(text, { now, language });
    expect(facts.flatMap(({ kind, value }) => (kind === 'order' || kind === 'policy' ? [`${kind} ${value}`] : []))).toEqual(expected);
  });
});

describe('persons', () => {
  it.each([
    ['en', "Your driver Abdi was kind, but Mrs Rees waited. I'm Joanne, not Kevin Barlow.", ['Abdi', 'Rees', 'Joanne', 'Kevin Barlow']],
    ['en', 'Please ring me before noon.\nJudith Amory', ['Judith Amory']],
    ['en', 'Dear Sirs, the Albert Street shop is shut on Monday.', []],
    ['it', 'Mia figlia Giulia e la signora Marchetti, via Giuseppe Verdi 3.', ['Giulia', 'Marchetti']],
    ['ru', 'Моя мама Раиса Петровна говорила с Ольгой и водителем Бахтиёром. Я Хасанов Р. Т.', ['Раиса Петровна', 'Ольгой', 'Бахтиёром', 'Хасанов Р. Т.']],
    ['ru', 'Вас не было, Ваша служба на улице Марины не отвечает.', []],
    ['zh', '谢谢王经理和小张，我叫张小雨，我姓焦。', ['王', '小张', '张小雨', '焦']],
    ['zh', '谢谢师傅，老师和班主任都很好，一周后再来。', []],
    ['en', 'I shall expect a reply.\nYours faithfully,\nDr Edmund Asante', ['Edmund Asante']],
    ['en', 'Please send the invoice.\nBest regards\nAccounts Dept, Severn Vale Foods\n9 Quay St', []],
    ['it', 'Attendo riscontro.\nDistinti saluti.\nrag. Egidio Locatelli', ['Egidio Locatelli']],
    ['it', 'Attendo riscontro.\nDistinti saluti', []],
    ['it', 'Vi aspetto. Un saluto cordiale, Irma Tosi', ['Irma Tosi']],
    ['it', 'Il tappeto puzza di muffa.\nDoriana', ['Doriana']],
    ['it', 'Non risponde nessuno. Pensavo.', []],
    ['zh', '申请人：姚静。感谢客户经理苏婷！联系人：殷律师，021。', ['姚静', '苏婷', '殷']],
    ['zh', '法人由刘建国改为刘畅,教练还是阿杰,谢谢丫丫老师。', ['刘建国', '刘畅', '阿杰', '丫丫']],
    ['zh', '祝工作顺利，辛苦啦，颜色对，明天向主任请教，妈妈看看再说。', []],
  ])('%s: %s', (language, text, expected) => expect(factsOf(language, ['name'])(text)).toEqual(expected));
});

describe('sites and telephones', () => {
  it('are read without a scheme, and as people of a language write them', () => {
    const facts = factsOf('en', ['url', 'phone']);
    expect(facts('They sent card-secure-check.example.net and pay.example.org/x?y=1.')).toEqual(['card-secure-check.example.net', 'pay.example.org/x?y=1']);
    expect(facts('Well done.Thanks. See e.g. this, ok.In a week.')).toEqual([]);
    expect(facts('Ring 07700 900142, (503) 555-0177 or 0491 570 156.')).toEqual(['+447700900142', '+15035550177', '+61491570156']);
  });
});
