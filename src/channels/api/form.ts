// What an administrator is asked for, so that a program is connected by two people who need not sit together.
import type { Form } from '../form.ts';

export const form: Form = {
  before: [
    {
      en: 'This inbox is for a program that somebody of yours writes: a messenger, an app or a form that nobody else connects. Give them docs/http-inbox.md, which says what both sides send.',
      ru: 'Этот ящик — для программы, которую пишут у вас: мессенджера, приложения или формы, которые никто другой не подключает. Передайте разработчику docs/http-inbox.md: там сказано, что отправляет каждая сторона.',
      it: 'Questa casella è per un programma scritto da qualcuno dei vostri: un messenger, un’app o un modulo che nessun altro collega. Dategli docs/http-inbox.md, che dice che cosa inviano le due parti.',
      zh: '此收件箱用于你们自己编写的程序：尚无现成连接方式的聊天工具、应用或表单。请把 docs/http-inbox.md 交给开发者，其中说明了双方收发的内容。',
    },
    {
      en: 'Make a secret that both sides sign with, in a terminal: echo "whsec_$(openssl rand -base64 32)". Keep it until the program has it too: it is not shown again here.',
      ru: 'Создайте в терминале секрет, которым подписывают обе стороны: echo "whsec_$(openssl rand -base64 32)". Сохраните его, пока он не появится и в программе: здесь его больше не покажут.',
      it: 'Crea in un terminale un segreto con cui firmano entrambe le parti: echo "whsec_$(openssl rand -base64 32)". Conservalo finché non lo ha anche il programma: qui non verrà più mostrato.',
      zh: '在终端中生成双方签名用的密钥：echo "whsec_$(openssl rand -base64 32)"。在程序也设置好之前请妥善保存，此处不会再次显示。',
    },
  ],
  fields: [
    {
      path: 'programAddress', kind: 'address', example: 'https://messenger.example.com/desk',
      label: { en: 'Address of the program', ru: 'Адрес программы', it: 'Indirizzo del programma', zh: '程序地址' },
      hint: {
        en: 'Answers to customers are sent there. Encrypted (https), unless the program runs on this very machine.',
        ru: 'Туда отправляются ответы клиентам. С шифрованием (https), если программа работает не на этой же машине.',
        it: 'Vi si inviano le risposte ai clienti. Cifrato (https), a meno che il programma non giri su questa stessa macchina.',
        zh: '给客户的回复会发送到那里。必须加密（https），除非程序就运行在本机上。',
      },
    },
    {
      path: 'secret', kind: 'secret', example: 'whsec_…',
      label: { en: 'Secret', ru: 'Секрет', it: 'Segreto', zh: '密钥' },
      hint: {
        en: 'To change it without a gap, enter the new one, a space and the old one; when the program signs with the new one, enter that alone.',
        ru: 'Чтобы сменить его без перерыва, введите новый, пробел и старый; когда программа начнёт подписывать новым, оставьте только новый.',
        it: 'Per cambiarlo senza interruzioni inserisci il nuovo, uno spazio e il vecchio; quando il programma firma con il nuovo, lascia solo quello.',
        zh: '如需无间断更换，请依次输入新密钥、空格和旧密钥；程序改用新密钥签名后，再只保留新密钥。',
      },
    },
    {
      path: 'fileToken', kind: 'secret', optional: true, more: true,
      label: { en: 'Token for files', ru: 'Токен для файлов', it: 'Token per i file', zh: '文件令牌' },
      hint: {
        en: 'Where files of customers lie with the program and are not for everybody: sent as “Authorization: Bearer …”, to the program’s own address only.',
        ru: 'Если файлы клиентов лежат у программы и доступны не всем: передаётся как «Authorization: Bearer …» и только на адрес самой программы.',
        it: 'Se i file dei clienti stanno presso il programma e non sono per tutti: inviato come «Authorization: Bearer …», solo all’indirizzo del programma.',
        zh: '当客户文件存放在程序处且不公开时使用：以“Authorization: Bearer …”发送，且只发往程序自己的地址。',
      },
    },
  ],
  after: [
    {
      en: 'Give the program this address, to which it sends what happens: {address}',
      ru: 'Укажите программе этот адрес: на него она присылает всё, что происходит: {address}',
      it: 'Dai al programma questo indirizzo, al quale invia ciò che accade: {address}',
      zh: '请把此地址提供给程序，它会把发生的事件发送到这里：{address}',
    },
    {
      en: 'Give it the same secret, for both directions. Then try these settings: the program is asked whether it is there and takes our signature, and nobody is written to.',
      ru: 'Передайте ей тот же секрет — он для обоих направлений. Затем проверьте настройки: программу спросят, на месте ли она и принимает ли нашу подпись; никому ничего не будет отправлено.',
      it: 'Dagli lo stesso segreto, per entrambe le direzioni. Poi prova queste impostazioni: si chiede al programma se c’è e se accetta la nostra firma, senza scrivere a nessuno.',
      zh: '同时提供相同的密钥，双向通用。然后测试这些设置：系统会询问程序是否在线并接受我们的签名，不会给任何人发消息。',
    },
  ],
};
