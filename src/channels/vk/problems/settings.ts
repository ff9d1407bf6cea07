// What is wrong with the settings of a VK inbox.
import type { Problems } from '../../problem-shape.ts';

export const settings = {
  'vk.not-a-community': {
    en: { happened: 'This is not the number of a community.', whatToDo: 'Enter digits, club and digits, or the address of the community’s page with its number.' },
    ru: { happened: 'Это не номер сообщества.', whatToDo: 'Введите цифры, club с цифрами или адрес страницы сообщества с номером.' },
    it: { happened: 'Questo non è il numero di una comunità.', whatToDo: 'Inserisci cifre, club seguito da cifre o l’indirizzo della comunità con il numero.' },
    zh: { happened: '这不是社区编号。', whatToDo: '请输入数字、club 加数字，或含有编号的社区地址。' },
  },
  'vk.not-a-version': {
    en: { happened: 'This version of the API cannot be used.', whatToDo: 'Enter 5.131 or a later one, such as 5.199.' },
    ru: { happened: 'С этой версией API работать нельзя.', whatToDo: 'Введите 5.131 или более новую, например 5.199.' },
    it: { happened: 'Questa versione delle API non si può usare.', whatToDo: 'Inserisci 5.131 o una successiva, per esempio 5.199.' },
    zh: { happened: '无法使用此 API 版本。', whatToDo: '请输入 5.131 或更高版本，例如 5.199。' },
  },
  'vk.confirmation-code-missing': {
    en: { happened: 'VK cannot confirm the address of this inbox, because the string to return is not known here.', whatToDo: 'Copy it from the tab Callback API of the community into the inbox’s settings, then press “Confirm” at VK.' },
    ru: { happened: 'ВКонтакте не сможет подтвердить адрес этого ящика: не указана строка, которую должен вернуть сервер.', whatToDo: 'Скопируйте её со вкладки Callback API в настройки ящика и нажмите «Подтвердить» ВКонтакте.' },
    it: { happened: 'VK non può confermare l’indirizzo di questa casella, perché manca la stringa da restituire.', whatToDo: 'Copiala dalla scheda Callback API nelle impostazioni della casella, poi premi «Conferma» su VK.' },
    zh: { happened: 'VK 无法确认此收件箱的地址，因为缺少需要返回的字符串。', whatToDo: '请从社区的 Callback API 标签复制到收件箱设置，然后在 VK 点击“确认”。' },
  },
  'vk.other-community': {
    en: { happened: 'The access token is not one of this community.', whatToDo: 'Create a token in the settings of this very community, or correct the community’s number.' },
    ru: { happened: 'Ключ доступа выдан не этим сообществом.', whatToDo: 'Создайте ключ в настройках именно этого сообщества или исправьте номер.' },
    it: { happened: 'La chiave di accesso non è di questa comunità.', whatToDo: 'Crea una chiave nelle impostazioni di questa comunità oppure correggi il numero.' },
    zh: { happened: '访问密钥不属于该社区。', whatToDo: '请在该社区的设置中创建密钥，或更正社区编号。' },
  },
} as const satisfies Problems;
