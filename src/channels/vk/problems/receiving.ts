// What the reader of a message should know about it, and why an event could not be read.
import type { Problems } from '../../problem-shape.ts';

export const receiving = {
  'vk.unreadable': {
    en: { happened: 'VK told something that cannot be read as an event of a community. It is kept.', whatToDo: 'Look at its source, and try again after an upgrade.' },
    ru: { happened: 'ВКонтакте прислал то, что нельзя прочитать как событие сообщества. Оно сохранено.', whatToDo: 'Посмотрите исходник и попробуйте снова после обновления.' },
    it: { happened: 'VK ha inviato qualcosa che non si può leggere come evento di una comunità. È conservato.', whatToDo: 'Guarda l’originale e riprova dopo un aggiornamento.' },
    zh: { happened: 'VK 发来的内容无法作为社区事件读取，已保留。', whatToDo: '请查看原始内容，或在升级后重试。' },
  },
  'vk.cropped': {
    en: { happened: 'VK passed on only a part of this message.', whatToDo: 'Open the conversation at VK to read all of it.' },
    ru: { happened: 'ВКонтакте передал только часть этого сообщения.', whatToDo: 'Чтобы прочитать всё, откройте переписку ВКонтакте.' },
    it: { happened: 'VK ha inoltrato solo una parte di questo messaggio.', whatToDo: 'Apri la conversazione su VK per leggerlo tutto.' },
    zh: { happened: 'VK 只转交了这条消息的一部分。', whatToDo: '请在 VK 打开对话阅读全文。' },
  },
  'vk.only-at-vk': {
    en: { happened: 'Something in this message can be seen at VK only, for example a video or a post.', whatToDo: 'Open the link in the text, or the conversation at VK.' },
    ru: { happened: 'Часть этого сообщения видна только ВКонтакте, например видео или запись.', whatToDo: 'Откройте ссылку в тексте или переписку ВКонтакте.' },
    it: { happened: 'Qualcosa in questo messaggio si vede solo su VK, per esempio un video o un post.', whatToDo: 'Apri il collegamento nel testo o la conversazione su VK.' },
    zh: { happened: '这条消息中有些内容只能在 VK 查看，例如视频或帖子。', whatToDo: '请打开文中的链接，或在 VK 打开对话。' },
  },
  'vk.not-shown': {
    en: { happened: 'The customer sent something that VK does not show to programs.', whatToDo: 'Open the conversation at VK to see it, or ask the customer.' },
    ru: { happened: 'Клиент прислал то, что ВКонтакте не показывает программам.', whatToDo: 'Откройте переписку ВКонтакте или спросите клиента.' },
    it: { happened: 'Il cliente ha inviato qualcosa che VK non mostra ai programmi.', whatToDo: 'Apri la conversazione su VK per vederlo, o chiedi al cliente.' },
    zh: { happened: '客户发送的内容 VK 不向程序显示。', whatToDo: '请在 VK 打开对话查看，或询问客户。' },
  },
} as const satisfies Problems;
