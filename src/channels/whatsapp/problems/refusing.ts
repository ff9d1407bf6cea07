// Why WhatsApp will not bring this message to this customer: at once, or in a status that comes later.
import type { Problems } from '../../problem-shape.ts';

export const refusing = {
  'whatsapp.window-closed': {
    en: { happened: 'The customer’s last message is more than 24 hours old: WhatsApp takes only approved templates now.', whatToDo: 'Send a template, or use another way. When the customer writes, you can answer freely again.' },
    ru: { happened: 'С последнего сообщения клиента прошло больше 24 часов: WhatsApp принимает только одобренные шаблоны.', whatToDo: 'Отправьте шаблон или свяжитесь иначе. Когда клиент напишет, можно будет отвечать свободно.' },
    it: { happened: 'L’ultimo messaggio del cliente ha più di 24 ore: WhatsApp ora accetta solo modelli approvati.', whatToDo: 'Invia un modello o usa un altro canale. Quando il cliente scrive, puoi di nuovo rispondere liberamente.' },
    zh: { happened: '客户最后一条消息已超过 24 小时，WhatsApp 现在只接受已批准的模板。', whatToDo: '请发送模板或换一种方式联系。客户再次来信后即可自由回复。' },
  },
  'whatsapp.not-reachable': {
    en: { happened: 'WhatsApp cannot deliver to this customer: not on WhatsApp, the number is your own, an app that is too old, or new terms that were not accepted.', whatToDo: 'Check the number, and use another way to reach the customer.' },
    ru: { happened: 'WhatsApp не может доставить этому клиенту: его нет в WhatsApp, это ваш собственный номер, приложение устарело или не приняты новые условия.', whatToDo: 'Проверьте номер и свяжитесь с клиентом иначе.' },
    it: { happened: 'WhatsApp non può consegnare a questo cliente: non è su WhatsApp, il numero è il vostro, l’app è troppo vecchia o non ha accettato le nuove condizioni.', whatToDo: 'Controlla il numero e cerca un altro modo di raggiungere il cliente.' },
    zh: { happened: 'WhatsApp 无法送达该客户：不在 WhatsApp 上、是您自己的号码、应用过旧或未接受新条款。', whatToDo: '请核对号码，并换一种方式联系客户。' },
  },
  'whatsapp.held-back': {
    en: { happened: 'Meta held this message back: it limits how many marketing messages somebody gets, or tries something out with this number.', whatToDo: 'Do not send it again today. Use another way if it matters.' },
    ru: { happened: 'Meta придержала сообщение: она ограничивает число рекламных сообщений человеку или проводит с этим номером эксперимент.', whatToDo: 'Не отправляйте его сегодня снова. Если важно, свяжитесь иначе.' },
    it: { happened: 'Meta ha trattenuto il messaggio: limita quanti messaggi di marketing riceve una persona, o sta facendo una prova con questo numero.', whatToDo: 'Non inviarlo di nuovo oggi. Se è importante, usa un altro canale.' },
    zh: { happened: 'Meta 扣下了这条消息：它限制每人收到的营销消息数量，或正用该号码做试验。', whatToDo: '今天请勿重发。如很重要，请换一种方式联系。' },
  },
  'whatsapp.opted-out': {
    en: { happened: 'The customer has asked WhatsApp for no more marketing messages from you.', whatToDo: 'Respect it: send no marketing template. Answers and messages about an order still arrive.' },
    ru: { happened: 'Клиент попросил WhatsApp не присылать ему вашу рекламу.', whatToDo: 'Уважайте это: не отправляйте рекламных шаблонов. Ответы и сообщения о заказе по-прежнему доходят.' },
    it: { happened: 'Il cliente ha chiesto a WhatsApp di non ricevere più marketing da voi.', whatToDo: 'Rispettalo: niente modelli di marketing. Le risposte e i messaggi su un ordine arrivano ancora.' },
    zh: { happened: '客户已要求 WhatsApp 不再接收您的营销消息。', whatToDo: '请尊重其意愿，不要发送营销模板。回复和订单消息仍可送达。' },
  },
  'whatsapp.needs-number': {
    en: { happened: 'This kind of template goes to phone numbers only, and the customer hides theirs.', whatToDo: 'Ask the customer for their number, or send the code another way.' },
    ru: { happened: 'Такой шаблон отправляется только на номер телефона, а клиент свой скрывает.', whatToDo: 'Попросите у клиента номер или отправьте код иначе.' },
    it: { happened: 'Questo tipo di modello va solo a numeri di telefono, e il cliente nasconde il suo.', whatToDo: 'Chiedi il numero al cliente o manda il codice in un altro modo.' },
    zh: { happened: '这类模板只能发往电话号码，而客户隐藏了号码。', whatToDo: '请向客户索取号码，或换一种方式发送验证码。' },
  },
  'whatsapp.test-number': {
    en: { happened: 'The inbox uses Meta’s test number, which writes only to the few numbers that were entered for it.', whatToDo: 'Add the customer’s number under WhatsApp → API Setup, or connect a real number.' },
    ru: { happened: 'Ящик работает с тестовым номером Meta, а он пишет только на несколько заранее внесённых номеров.', whatToDo: 'Добавьте номер клиента на странице WhatsApp → API Setup или подключите настоящий номер.' },
    it: { happened: 'La casella usa il numero di prova di Meta, che scrive solo ai pochi numeri inseriti.', whatToDo: 'Aggiungi il numero del cliente in WhatsApp → API Setup o collega un numero vero.' },
    zh: { happened: '收件箱使用的是 Meta 的测试号码，只能发给事先登记的少数号码。', whatToDo: '请在 WhatsApp → API Setup 添加客户号码，或接入正式号码。' },
  },
  'whatsapp.template-values': {
    en: { happened: 'What was filled into the template does not fit its places: too few, too many, empty or too long.', whatToDo: 'Fill in every place of the template and send it again.' },
    ru: { happened: 'Подстановки не подходят к шаблону: их мало, много, они пустые или слишком длинные.', whatToDo: 'Заполните все места шаблона и отправьте снова.' },
    it: { happened: 'I valori inseriti non corrispondono ai punti del modello: pochi, troppi, vuoti o troppo lunghi.', whatToDo: 'Riempi ogni punto del modello e invialo di nuovo.' },
    zh: { happened: '填入模板的内容与填空处不符：过少、过多、为空或过长。', whatToDo: '请填写模板的每一处后重新发送。' },
  },
  'whatsapp.template-unusable': {
    en: { happened: 'Meta does not let this template be used: it is not there in this language, not approved, paused or switched off.', whatToDo: 'Look at it in WhatsApp Manager → Message templates and choose another meanwhile.' },
    ru: { happened: 'Meta не даёт использовать этот шаблон: его нет на этом языке, он не одобрен, приостановлен или отключён.', whatToDo: 'Посмотрите его в WhatsApp Manager → Message templates, а пока выберите другой.' },
    it: { happened: 'Meta non permette di usare questo modello: non c’è in questa lingua, non è approvato, è in pausa o disattivato.', whatToDo: 'Guardalo in WhatsApp Manager → Message templates e intanto scegline un altro.' },
    zh: { happened: 'Meta 不允许使用此模板：该语言下不存在、未获批准、已暂停或已停用。', whatToDo: '请在 WhatsApp Manager → Message templates 查看，并暂时选用其他模板。' },
  },
  'whatsapp.template-alone': {
    en: { happened: 'Files cannot go with a template.', whatToDo: 'Send the template alone. When the customer answers, send the files.' },
    ru: { happened: 'Вместе с шаблоном нельзя отправить файлы.', whatToDo: 'Отправьте один шаблон. Когда клиент ответит, пришлите файлы.' },
    it: { happened: 'Insieme a un modello non si possono mandare file.', whatToDo: 'Invia solo il modello. Quando il cliente risponde, manda i file.' },
    zh: { happened: '模板不能附带文件。', whatToDo: '请只发送模板，客户回复后再发送文件。' },
  },
  'whatsapp.message-refused': {
    en: { happened: 'WhatsApp refused the message as it is.', whatToDo: 'Read what it said, change the message and send again.' },
    ru: { happened: 'WhatsApp отклонил сообщение в таком виде.', whatToDo: 'Прочтите ответ, измените сообщение и отправьте снова.' },
    it: { happened: 'WhatsApp ha rifiutato il messaggio così com’è.', whatToDo: 'Leggi che cosa ha detto, cambia il messaggio e invialo di nuovo.' },
    zh: { happened: 'WhatsApp 拒绝了这条消息。', whatToDo: '请查看其答复，修改后重新发送。' },
  },
  'whatsapp.not-delivered': {
    en: { happened: 'WhatsApp took the message and then could not deliver it.', whatToDo: 'Read what it said. Send it again later, or use another way.' },
    ru: { happened: 'WhatsApp принял сообщение, но не смог его доставить.', whatToDo: 'Прочтите ответ. Отправьте позже ещё раз или свяжитесь иначе.' },
    it: { happened: 'WhatsApp ha preso il messaggio ma non è riuscito a consegnarlo.', whatToDo: 'Leggi che cosa ha detto. Invialo più tardi o usa un altro canale.' },
    zh: { happened: 'WhatsApp 接收了消息，但未能送达。', whatToDo: '请查看其答复，稍后重发或换一种方式联系。' },
  },
} as const satisfies Problems;
