// What a receipt says of a message that did not arrive.
import type { Problems } from '../../problem-shape.ts';

export const bouncing = {
  'sms.bounced-expired': {
    en: { happened: 'The phone was not reachable for so long that the operator gave up.', whatToDo: 'Send it again later, or reach the customer in another way.' },
    ru: { happened: 'Телефон так долго был недоступен, что оператор прекратил попытки.', whatToDo: 'Отправьте позже или свяжитесь с клиентом иначе.' },
    it: { happened: 'Il telefono non è stato raggiungibile così a lungo che l’operatore ha rinunciato.', whatToDo: 'Invialo di nuovo più tardi o raggiungi il cliente in un altro modo.' },
    zh: { happened: '对方手机长时间无法接通，运营商已放弃投递。', whatToDo: '请稍后再发，或换一种方式联系客户。' },
  },
  'sms.bounced-deleted': {
    en: { happened: 'The operator deleted the message before it arrived.', whatToDo: 'Ask your provider why, or reach the customer in another way.' },
    ru: { happened: 'Оператор удалил сообщение до доставки.', whatToDo: 'Спросите провайдера о причине или свяжитесь с клиентом иначе.' },
    it: { happened: 'L’operatore ha cancellato il messaggio prima che arrivasse.', whatToDo: 'Chiedi il motivo al fornitore o raggiungi il cliente in un altro modo.' },
    zh: { happened: '短信在送达前被运营商删除。', whatToDo: '请向服务商询问原因，或换一种方式联系客户。' },
  },
  'sms.bounced-undeliverable': {
    en: { happened: 'The operator could not deliver the message.', whatToDo: 'Check the number: it may not exist, or take no SMS. Reach the customer in another way.' },
    ru: { happened: 'Оператор не смог доставить сообщение.', whatToDo: 'Проверьте номер: его может не быть, или он не принимает SMS. Свяжитесь с клиентом иначе.' },
    it: { happened: 'L’operatore non ha potuto recapitare il messaggio.', whatToDo: 'Controlla il numero: può non esistere o non ricevere SMS. Raggiungi il cliente in un altro modo.' },
    zh: { happened: '运营商无法投递该短信。', whatToDo: '请检查号码：可能不存在或不接收短信。请换一种方式联系客户。' },
  },
  'sms.bounced-rejected': {
    en: { happened: 'The operator rejected the message, for example because the customer blocks it or its rules forbid it.', whatToDo: 'Reach the customer in another way, or show the detail to your provider.' },
    ru: { happened: 'Оператор отклонил сообщение, например из-за запрета клиента или своих правил.', whatToDo: 'Свяжитесь с клиентом иначе или покажите подробности провайдеру.' },
    it: { happened: 'L’operatore ha respinto il messaggio, per esempio per un blocco del cliente o per le sue regole.', whatToDo: 'Raggiungi il cliente in un altro modo o mostra il dettaglio al fornitore.' },
    zh: { happened: '运营商拒绝了该短信，例如客户已屏蔽或违反其规则。', whatToDo: '请换一种方式联系客户，或把详情交给服务商。' },
  },
  'sms.bounced-unknown': {
    en: { happened: 'The operator does not know what became of the message; it may or may not have arrived.', whatToDo: 'Ask the customer, or reach them in another way.' },
    ru: { happened: 'Оператор не знает, что стало с сообщением: оно могло дойти, а могло и не дойти.', whatToDo: 'Спросите клиента или свяжитесь с ним иначе.' },
    it: { happened: 'L’operatore non sa che fine abbia fatto il messaggio: può essere arrivato oppure no.', whatToDo: 'Chiedi al cliente o raggiungilo in un altro modo.' },
    zh: { happened: '运营商不知道该短信的结果：可能已送达，也可能没有。', whatToDo: '请询问客户，或换一种方式联系。' },
  },
} as const satisfies Problems;
