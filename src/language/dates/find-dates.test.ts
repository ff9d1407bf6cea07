import { describe, expect, it } from 'vitest';
import { formatDay, formatMinute, formatMonth, readNow } from './calendar.ts';
import { findDates } from './find-dates.ts';
import { loadLanguagePacks } from '../../language-packs.ts';
import { openPack } from '../pack/open.ts';
import { viewText } from '../text/view.ts';
import type { Direction } from './query.ts';

const packs = new Map(loadLanguagePacks().map((pack) => [pack.language, openPack(pack)]));
// A Wednesday.
const now = readNow('2026-03-11T10:30:00+03:00')!;

const dates = (language: string, text: string, direction: Direction = 'future', letter = false): string[] => {
  const open = packs.get(language)!;
  const view = viewText(text, open.grammar);
  return findDates(view, open.elements!, { now, order: open.pack.dates!.order, direction, letter }, letter ? open.tense!(view) : null).map((date) => {
    const value = date.precision === 'month' ? formatMonth(date.at) : date.precision === 'day' ? formatDay(date.at) : formatMinute(date.at);
    return `${text.slice(view.words.start[date.from], view.words.end[date.to - 1])} = ${value}`;
  });
};

const table: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  en: [
    ['today', 'today = 2026-03-11'],
    ['the day after tomorrow', 'the day after tomorrow = 2026-03-13'],
    ['by Friday', 'by Friday = 2026-03-13'],
    ['next Friday', 'next Friday = 2026-03-20'],
    ['on Wednesday', 'Wednesday = 2026-03-18'],
    ['in two days', 'in two days = 2026-03-13'],
    ['within 24 hours', 'within 24 hours = 2026-03-12T10:30'],
    ['in three working days', 'in three working days = 2026-03-16'],
    ['3-5 business days', ''],
    ['in 3-5 business days', 'in 3-5 business days = 2026-03-18'],
    ['two weeks ago', 'two weeks ago = 2026-02-25'],
    ['by the end of the month', 'by the end of the month = 2026-03-31'],
    ['next week', 'next week = 2026-03-16'],
    ['5 April', '5 April = 2026-04-05'],
    ['April 5th, 2027', 'April 5th, 2027 = 2027-04-05'],
    ['2026-04-05', '2026-04-05 = 2026-04-05'],
    ['25/12', '25/12 = 2026-12-25'],
    ['in June 2026', 'in June 2026 = 2026-06'],
    ['tomorrow at 5 pm', 'tomorrow at 5 pm = 2026-03-12T17:00'],
    ['at 17:00 on Friday', 'at 17:00 on Friday = 2026-03-13T17:00'],
    ['by 9:15', 'by 9:15 = 2026-03-12T09:15'],
    ['by noon', 'by noon = 2026-03-11T12:00'],
    ['version 5.3 costs 12.50', ''],
    ['31 February', ''],
    ['I may call', ''],
    ['we sat in the second row', ''],
  ],
  ru: [
    ['до пятницы', 'до пятницы = 2026-03-13'],
    ['послезавтра в 15:00', 'послезавтра в 15:00 = 2026-03-13T15:00'],
    ['через три дня', 'через три дня = 2026-03-14'],
    ['в течение двух рабочих дней', 'в течение двух рабочих дней = 2026-03-13'],
    ['5-го апреля', '5-го апреля = 2026-04-05'],
    ['5 апреля 2027 года', '5 апреля 2027 года = 2027-04-05'],
    ['неделю назад', 'неделю назад = 2026-03-04'],
    ['на следующей неделе', 'на следующей неделе = 2026-03-16'],
    ['до конца месяца', 'до конца месяца = 2026-03-31'],
    ['к 18:00', 'к 18:00 = 2026-03-11T18:00'],
    ['завтра утром', 'завтра утром = 2026-03-12T09:00'],
    ['05.04.2026', '05.04.2026 = 2026-04-05'],
    ['завтра к 7 вечера', 'завтра к 7 вечера = 2026-03-12T19:00'],
  ],
  it: [
    ['entro venerdì', 'entro venerdì = 2026-03-13'],
    ['entro domani sera', 'entro domani sera = 2026-03-12T19:00'],
    ['domani alle 15', 'domani alle 15 = 2026-03-12T15:00'],
    ['entro le 18 di domani', 'entro le 18 di domani = 2026-03-12T18:00'],
    ['fra due giorni lavorativi', 'fra due giorni lavorativi = 2026-03-13'],
    ['due settimane fa', 'due settimane fa = 2026-02-25'],
    ['la settimana prossima', 'settimana prossima = 2026-03-16'],
    ['il 5 aprile', '5 aprile = 2026-04-05'],
    ['lunedì prossimo', 'lunedì prossimo = 2026-03-16'],
    ['entro fine mese', 'entro fine mese = 2026-03-31'],
    ['24 ore', ''],
    ['entro 24 ore', 'entro 24 ore = 2026-03-12T10:30'],
  ],
  zh: [
    ['下周三前', '下周三 = 2026-03-18'],
    ['明天下午3点', '明天下午3点 = 2026-03-12T15:00'],
    ['明天下午三点半', '明天下午三点半 = 2026-03-12T15:30'],
    ['三天内', '三天内 = 2026-03-14'],
    ['三天前', '三天前 = 2026-03-08'],
    ['3月15日', '3月15日 = 2026-03-15'],
    ['2027年3月5号', '2027年3月5号 = 2027-03-05'],
    ['周五18点前', '周五18点 = 2026-03-13T18:00'],
    ['两个工作日内', '两个工作日内 = 2026-03-13'],
    ['月底前', '月底 = 2026-03-31'],
    ['24小时内', '24小时内 = 2026-03-12T10:30'],
    ['上周五', '上周五 = 2026-03-06'],
    ['这周五', '这周五 = 2026-03-13'],
    ['下个月', '下个月 = 2026-04'],
    ['十分感谢', ''],
  ],
};

describe.each(Object.entries(table))('dates in %s', (language, rows) => {
  it.each(rows)('%s', (text, expected) => expect(dates(language, text).join(' | ')).toBe(expected));
});

describe('a date', () => {
  it('lies behind in a letter where the day before is nearer', () => {
    expect(dates('en', 'I paid on 5 March', 'nearest')).toEqual(['5 March = 2026-03-05']);
    expect(dates('en', 'I paid on 5 December', 'nearest')).toEqual(['5 December = 2025-12-05']);
    expect(dates('en', 'I called on Monday', 'nearest')).toEqual(['Monday = 2026-03-09']);
  });
  it('lies ahead when it is a limit, in a letter too', () => expect(dates('en', 'I need it by Monday', 'nearest')).toEqual(['by Monday = 2026-03-16']));
  it('crosses the end of a year', () => expect(dates('en', '2 January')).toEqual(['2 January = 2027-01-02']));
});

// What a customer writes tells as often as it asks: the words around a day say which way it lies.
const letters: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  en: [
    ['The kettle was sent on Friday', 'Friday = 2026-03-06'],
    ['Can you send it on Friday?', 'Friday = 2026-03-13'],
    ['You promised it by Monday', 'by Monday = 2026-03-09'],
    ['I ordered it on the 28th', '28th = 2026-02-28'],
    ['My flight leaves on the 28th', '28th = 2026-03-28'],
    ['I need it on Friday the 27th', 'Friday the 27th = 2026-03-27'],
    ['It broke this morning', 'this morning = 2026-03-11'],
    ['Please ring me tomorrow morning', 'tomorrow morning = 2026-03-12'],
    ['Please ring me tomorrow at noon', 'tomorrow at noon = 2026-03-12T12:00'],
    ['Can I come at 8 tonight?', 'at 8 tonight = 2026-03-11T20:00'],
    ['Could we meet on Friday at four?', 'Friday at four = 2026-03-13T16:00'],
    ['It stopped working in October', 'in October = 2025-10'],
    ['Nothing since October, and nobody rings', 'since October = 2025-10'],
    ['It took them three weeks, then a month, and at a guess a year', ''],
    ['We moved here four months ago', ''],
    ['Perhaps next week', 'next week = 2026-03-16'],
    ['It must be here before Christmas', 'before Christmas = 2026-12-25'],
    ['Please move it to the 5th of next month', '5th of next month = 2026-04-05'],
    ['My dad passed away on Monday', 'Monday = 2026-03-09'],
    ['We need rooms from the 2nd to the 9th of May', 'from the 2nd = 2026-05-02 | 9th of May = 2026-05-09'],
    ['I paid on 3 February and on the 7th you charged me again', '3 February = 2026-02-03 | 7th = 2026-02-07'],
    ['He brought it back on Wednesday', 'Wednesday = 2026-03-04'],
    ['It has been broken since Monday', 'since Monday = 2026-03-09'],
    ['The fourth time on the 6th floor, on a Friday', ''],
    ['Merry Christmas, and thanks for the Christmas present', ''],
    ['Nothing has come since Christmas', 'since Christmas = 2025-12-25'],
    ['Could we come after Easter?', 'Easter = 2026-04-05'],
    ['It must be settled by Friday week', 'by Friday week = 2026-03-20'],
    ['Please answer by close of business on Friday', 'by close of business on Friday = 2026-03-13'],
    ['A discount of 10 % and 5 %, one by one', ''],
    ['The offer ends tonight at midnight', 'tonight at midnight = 2026-03-12T00:00'],
  ],
  ru: [
    ['Мастер приходил в пятницу', 'в пятницу = 2026-03-06'],
    ['Мастер придёт в пятницу?', 'в пятницу = 2026-03-13'],
    ['Обещали привезти до понедельника', 'до понедельника = 2026-03-09'],
    ['Оплатил двадцать восьмого', 'двадцать восьмого = 2026-02-28'],
    ['Можно перенести на двадцать восьмое?', 'на двадцать восьмое = 2026-03-28'],
    ['Первого марта всё отключили', 'Первого марта = 2026-03-01'],
    ['Заеду завтра вечером', 'завтра вечером = 2026-03-12'],
    ['Жду до девяти вечера завтра', 'до девяти вечера завтра = 2026-03-12T21:00'],
    ['Ответьте до конца недели', 'до конца недели = 2026-03-15'],
    ['Хочу, чтобы мастер пришёл в пятницу', 'в пятницу = 2026-03-13'],
    ['Дедушка умер в субботу', 'в субботу = 2026-03-07'],
    ['Бронь с 5 по 8 апреля', 'с 5 = 2026-04-05 | 8 апреля = 2026-04-08'],
    ['Запах на лестнице пятого этажа, сын с девятого класса у вас', ''],
    ['Автобус ходит по средам и каждую пятницу', ''],
    ['Посадка через двадцать минут', 'через двадцать минут = 2026-03-11T10:50'],
    ['Заберу завтра, 12 марта', 'завтра, 12 марта = 2026-03-12'],
    ['Верните деньги до двадцать шестого', 'до двадцать шестого = 2026-03-26'],
  ],
  it: [
    ['Il tecnico è venuto venerdì', 'venerdì = 2026-03-06'],
    ['Il tecnico può passare venerdì?', 'venerdì = 2026-03-13'],
    ['Ho pagato il 27', '27 = 2026-02-27'],
    ['Vorrei venire il 27', '27 = 2026-03-27'],
    ['Vorrei spostarlo a giovedì 26 alle 10', 'giovedì 26 alle 10 = 2026-03-26T10:00'],
    ['Serve entro domani sera', 'entro domani sera = 2026-03-12'],
    ['Mi serve prima di Natale', 'prima di Natale = 2026-12-25'],
    ['Rispondete entro la settimana', 'entro la settimana = 2026-03-15'],
    ['Il pacco arriverà venerdì', 'venerdì = 2026-03-13'],
    ["Senz'acqua da domenica", 'da domenica = 2026-03-08'],
    ['Vi invito a rispondere entro cinque giorni', 'entro cinque giorni = 2026-03-16'],
    ['Il mercato è il venerdì, vado ogni sabato', ''],
    ['È il primo compleanno senza di lui, al primo colpo', ''],
    ['Dal primo aprile al 3 maggio', 'primo aprile = 2026-04-01 | 3 maggio = 2026-05-03'],
    ['Domenica ore 13, un tavolo', 'Domenica ore 13 = 2026-03-15T13:00'],
    ['Il vostro ordine sarà pronto per Pasqua?', 'Pasqua = 2026-04-05'],
    ['Chiedo riscontro entro il corrente mese', 'entro il corrente mese = 2026-03-31'],
  ],
  zh: [
    ['周五已经寄出了', '周五 = 2026-03-06'],
    ['周五能送到吗', '周五 = 2026-03-13'],
    ['上个月28号买的', '上个月28号 = 2026-02-28'],
    ['下个月5号要出差', '下个月5号 = 2026-04-05'],
    ['请在三日内答复', '在三日内 = 2026-03-14'],
    ['今天下午两点可以吗', '今天下午两点 = 2026-03-11T14:00'],
    ['元旦前能到吗', '元旦 = 2027-01-01'],
    ['下周三前给我', '下周三 = 2026-03-18'],
    ['这周五几点来', '这周五 = 2026-03-13'],
    ['大年初三上门吗', '大年初三 = 2026-02-19'],
    ['端午节前能到吗', '端午节 = 2026-06-19'],
    ['合同到5月底', '5月底 = 2026-05-31'],
    ['去年12月9日查出来的', '12月9日 = 2025-12-09'],
    ['请本周内给我回复', '本周内 = 2026-03-15'],
    ['优惠今晚十二点截止', '今晚十二点 = 2026-03-12T00:00'],
    ['我在12号楼5号窗口，一周三次', ''],
    ['請改到下週五', '下週五 = 2026-03-20'],
    ['3月20日中午给四十份', '3月20日中午 = 2026-03-20'],
  ],
};

describe.each(Object.entries(letters))('dates in letters in %s', (language, rows) => {
  it.each(rows)('%s', (text, expected) => expect(dates(language, text, 'nearest', true).join(' | ')).toBe(expected));
});

describe('now', () => {
  it.each(['2026-03-11', '2026-03-11T10:30+03:00', '2026-03-11T10:30:00.123Z', '2026-03-11 10:30:00-0500'])('%s is read', (text) => expect(readNow(text)).toMatchObject({ year: 2026, month: 3, day: 11 }));
  it.each(['', 'tomorrow', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-03-11T25:00:00Z', '11.03.2026'])('"%s" is not', (text) => expect(readNow(text)).toBeNull());
});
