// Promises and near misses as support people write them, each written before any rule was looked at: [ ] marks what is promised.
import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine.ts';
import { loadLanguagePacks } from '../../language-packs.ts';

const engine = createEngine({ packs: loadLanguagePacks() });
// A Wednesday.
const now = '2026-03-11T10:00:00+03:00';

/** What is marked, what is found, and what is due: `… => 2026-03-12` or nothing. */
const compare = (language: string, line: string): { wanted: readonly string[]; found: readonly string[] } => {
  const [marked = '', due = ''] = line.split(' => ');
  const text = marked.replaceAll(/[[\]]/g, '');
  const said = engine.promises(text, { now, language });
  const spans = [...marked.matchAll(/\[([^\]]*)\]/g)].map(([whole, inside = '']) => ({ whole, inside, start: text.indexOf(inside) }));
  // Two promises of one breath ("I'll check it and write") may be told as one.
  const touched = said.map((promise) => spans.filter(({ inside, start }) => promise.start < start + inside.length && start < promise.end));
  const outside = said.filter((_, index) => touched[index]!.length === 0).map((promise) => `not promised: ${promise.text}`);
  const first = said.length > 0 ? [`due ${said.find((promise) => promise.stated)?.due?.slice(0, due.length || 16) ?? ''}`] : [];
  return { wanted: spans.length > 0 ? ['promised', `due ${due}`] : [], found: [...outside, ...(touched.some((some) => some.length > 0) ? ['promised'] : []), ...first] };
};

const lines: Record<string, string> = {
  en: `
    [Our workshop will re-solder the connector and test it tomorrow.] => 2026-03-12
    [The invoice is going to be corrected by noon tomorrow.] => 2026-03-12T12:00
    [You'll have a written answer from me by Friday.] => 2026-03-13
    [Expect a call from our technician on Thursday between 9 and 11.] => 2026-03-12T11:00
    [I'm putting the missing shelf in the post today.] => 2026-03-11
    [Leave this one with me.]
    [Let me check with the warehouse and come back to you by five this afternoon.] => 2026-03-11T17:00
    [A new battery goes out to you on Monday.] => 2026-03-16
    [The double charge will be reversed within three days.] => 2026-03-14
    [We're refunding the delivery fee in full by Friday.] => 2026-03-13
    [Someone from our billing team will ring you before 6 pm.] => 2026-03-11T18:00
    I've asked Marta to reseat the gasket, and [she'll email you the photos tomorrow.] => 2026-03-12
    [We shall waive the late fee.]
    [Between now and Monday I will rewrite the booking] and [confirm the new room.] => 2026-03-16
    [Our driver will collect the wardrobe on Saturday morning.] => 2026-03-14
    [I promise to keep you posted every day until it's solved.]
    [I am going to escalate this to our head of claims right now.]
    [You will hear from me no later than 4 pm tomorrow.] => 2026-03-12T16:00
    [We are having the lock replaced on Tuesday.] => 2026-03-17
    [The replacement leaves our warehouse tonight.] => 2026-03-11
    [I'm on it] and [will write again at 3 pm.] => 2026-03-11T15:00
    [Our engineer is coming to you on Friday at 8.] => 2026-03-13T08:00
    If you send us the serial number, we will replace the pump.
    I have already refunded the delivery fee.
    You will need to restart the router once.
    The bank will show the amount in your statement on Friday.
    Our supervisor said she would call you yesterday.
    I'd be glad to hear how it goes.
    Would you like us to collect it on Friday?
    The parcel should reach you on Thursday according to DHL.
    As soon as you confirm the address, I'll ship the lamp.
    We can offer you a repair or an exchange.
    Our shop opens at nine tomorrow.
    The app will log you out by itself after ten minutes.
    I will not be able to change the price of a past booking.
    Once the bank has released it, the money will be visible in the app.
    You can return the shoes until Friday.
    I hope this will help.
  `,
  ru: `
    [До пятницы перешью вам подкладку] и [верну пальто.] => 2026-03-13
    [Деньги вернутся на вашу карту до пятницы.] => 2026-03-13
    [Завтра к вам приедет наш замерщик.] => 2026-03-12
    [Беру вашу заявку под личный контроль.]
    [Сегодня же передам кассиру исправленный чек.] => 2026-03-11
    [Бухгалтерия пересчитает начисления до понедельника.] => 2026-03-16
    [Акт подготовим и вышлем завтра до 15:00.] => 2026-03-12T15:00
    [Ваш заказ будет собран заново сегодня.] => 2026-03-11
    [Завтра утром сверю остатки] и [напишу вам.] => 2026-03-12
    [Наш курьер привезёт новую дверцу в субботу с 10 до 12.] => 2026-03-14T12:00
    [Скидка будет начислена в течение трёх дней.] => 2026-03-14
    [Ответ получите от меня до 18:00.] => 2026-03-11T18:00
    [Разберусь] и [отпишусь вам.]
    [Заменим стекло бесплатно.]
    [Обещаю лично проследить за возвратом.]
    [Сейчас уточню у склада и вернусь к вам с ответом.]
    [Мы будем держать вас в курсе.]
    [Мастер перезвонит вам в четверг.] => 2026-03-12
    [Отменю штраф сегодня.] => 2026-03-11
    [Я свяжусь с аптекой и узнаю, есть ли препарат.]
    [В понедельник инженер перепрошьёт вам терминал.] => 2026-03-16
    [Обязательно разберёмся, почему списали дважды.]
    [Отправляем вам замену сегодня.] => 2026-03-11
    [Подключим резервный канал до вечера.] => 2026-03-11
    Если пришлёте фото, заменим стекло.
    Мы уже вернули деньги за доставку.
    Вы получите код в СМС от банка.
    Как только оплатите счёт, отправим заказ.
    Коллега говорил, что перезвонит вам вчера.
    Буду рада, если пригодится.
    Хотите, перезвоним вам завтра?
    Можем предложить обмен или возврат.
    К сожалению, не сможем изменить дату прошлого заказа.
    Программа сама обновится ночью.
    Магазин работает завтра с девяти.
    Выберите в меню пункт «Доставка», откроется список.
    Надеюсь, это поможет.
    Посылка, по данным Почты, придёт в пятницу.
    Заберите заказ до пятницы.
    Вчера я написал на склад и попросил проверить остатки.
  `,
  it: `
    [Entro venerdì le ricuciamo la fodera e le restituiamo il cappotto.] => 2026-03-13
    [Il rimborso sarà sulla sua carta entro venerdì.] => 2026-03-13
    [Domani passerà da lei il nostro tappezziere.] => 2026-03-12
    [Sarà mia premura avvisarla.]
    [Provvedo subito a stornare la fattura.]
    [L'ufficio paghe ricalcolerà gli importi entro lunedì.] => 2026-03-16
    [Verifico con il magazzino e le faccio sapere entro le 17.] => 2026-03-11T17:00
    [La sostituzione parte oggi stesso.] => 2026-03-11
    [Riceverà da me una risposta scritta entro domani.] => 2026-03-12
    [Il nostro corriere interno le consegna lo sportello sabato tra le 10 e le 12.] => 2026-03-14T12:00
    [Lo sconto verrà applicato entro tre giorni.] => 2026-03-14
    [Ci penso io.]
    [Rifaremo il preventivo senza costi aggiuntivi.]
    [Le prometto che seguirò la pratica di persona.]
    [Mi metto subito in contatto con il laboratorio.]
    [La terremo aggiornata.]
    [Il tecnico la richiamerà giovedì.] => 2026-03-12
    [Oggi annullo la penale.] => 2026-03-11
    [Vado a controllare in archivio e torno da lei con la risposta.]
    [Il pezzo nuovo le sarà spedito domani.] => 2026-03-12
    [Mi impegno a risponderle entro le 12 di domani.] => 2026-03-12T12:00
    [Lunedì mattina ricalibreremo la bilancia in sede.] => 2026-03-16
    [Avrà i documenti corretti nella sua casella entro stasera.] => 2026-03-11
    [Ci occuperemo noi del ritiro.]
    Se ci manda una foto, sostituiremo il vetro.
    Abbiamo già rimborsato la spedizione.
    Riceverà un codice via SMS dalla sua banca.
    Appena conferma l'indirizzo, spediamo la lampada.
    Il collega ha detto che l'avrebbe richiamata ieri.
    Sarei felice di sapere come va.
    Vuole che la richiamiamo domani?
    Possiamo proporle una riparazione o un cambio.
    Purtroppo non potremo modificare la data.
    L'app si aggiornerà da sola stanotte.
    Domani il negozio apre alle nove.
    Prema il tasto rosso e la spia si accenderà.
    Spero che questo le sarà utile.
    Secondo Poste Italiane, il pacco arriverà venerdì.
    Può restituire le scarpe entro venerdì.
    Dovrà riavviare il modem una volta.
  `,
  zh: `
    [我明天就把缺的螺丝给您寄过去。] => 2026-03-12
    [退款会在周五前回到您的卡上。] => 2026-03-13
    [我们的师傅周四上午上门给您重新安装。] => 2026-03-12
    [这件事交给我来跟进。]
    [今天下班前我给您打电话。] => 2026-03-11
    [财务将在周一前重新核算。] => 2026-03-16
    [我先跟仓库核实一下，下午五点前回复您。] => 2026-03-11T17:00
    [新的充电器今晚就发出。] => 2026-03-11
    [已安排同事明天上门取件。] => 2026-03-12
    [差价将于三天内退还给您。] => 2026-03-14
    [稍后把账单发到您邮箱。]
    [我们为您免去本月的服务费。]
    [我向您保证亲自盯着这笔退款。]
    [我这就去查监控。]
    [有进展我会第一时间通知您。]
    [工程师会在周四联系您。] => 2026-03-12
    [我们会给您补发一个新的盖子。]
    [马上帮您取消这笔罚款。]
    [周一早上我重新校准一下秤再给您拍照。] => 2026-03-16
    [明天中午之前给您一个准确的说法。] => 2026-03-12T12:00
    [我来处理。]
    [这张发票我们重新开。]
    [我们会一直跟到问题解决为止。]
    如果您把照片发过来，我们会给您换玻璃。
    运费已经退给您了。
    银行会给您发一条验证码。
    您确认地址以后，我们马上发货。
    之前同事说昨天会给您回电。
    很高兴能帮到您。
    需要我明天给您回电吗？
    我们可以为您提供维修或者换货。
    抱歉，过去的订单我们没办法改日期。
    应用今晚会自动更新。
    门店明天九点开门。
    请按红色按钮，指示灯会亮。
    希望能对您有帮助。
    根据快递公司的信息，包裹周五会到。
    您周五之前可以退鞋子。
    您需要重启一次路由器。
  `,
};

describe.each(Object.entries(lines))('%s', (language, text) => {
  it.each(text.trim().split('\n').map((line) => line.trim()))('%s', (line) => {
    const { wanted, found } = compare(language, line);
    expect(found).toEqual(wanted);
  });
});
