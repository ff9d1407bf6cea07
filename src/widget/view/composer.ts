// Where the visitor writes: one field, files by button, paste or drop, and Enter to send.
import { element, icon, iconButton, icons } from './element.ts';
import { filesFor } from './files.ts';
import type { Surroundings } from './surroundings.ts';

export function composerOf({ chat, hello, speech }: Surroundings) {
  const { say } = speech;
  const files = filesFor(chat, hello.uploads, speech, look);
  const problem = element('p', { class: 'problem', role: 'alert' });
  const field = element('textarea', {
    rows: 1, dir: 'auto', placeholder: say('write'), 'aria-label': say('write'), enterkeyhint: 'send',
    input: () => { look(); chat.typing(field.value !== ''); }, keydown: onKey, paste: (event: ClipboardEvent) => take(event, event.clipboardData),
  });
  const sendButton = element('button', { class: 'send strong', 'aria-label': say('send'), title: say('send'), disabled: true }, icon(icons.send));
  const input = element('input', { type: 'file', multiple: true, hidden: true, change: () => { files.add([...(input.files ?? [])]); input.value = ''; } });
  const row = element('div', { class: 'field' }, hello.uploads && iconButton('attach', say('attach'), () => input.click()), field, sendButton);

  function look() {
    const tooLong = field.value.length > hello.maxLength;
    problem.textContent = tooLong ? say('tooLong', { most: hello.maxLength }) : '';
    sendButton.disabled = tooLong || files.busy() || !(field.value.trim() || files.ready().length);
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }

  function send() {
    if (sendButton.disabled) return;
    chat.send(field.value.trim(), files.ready());
    field.value = '';
    files.clear();
    field.focus();
  }

  function onKey(event: KeyboardEvent) {
    // While a Chinese or Japanese word is being composed, Enter chooses the word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  }

  function take(event: Event, given: DataTransfer | null) {
    row.classList.remove('over');
    if (!hello.uploads || !given?.files.length) return;
    event.preventDefault();
    files.add([...given.files]);
  }

  const node = element('form', {
    class: 'composer',
    submit: (event) => { event.preventDefault(); send(); },
    dragover: (event) => { event.preventDefault(); row.classList.add('over'); },
    dragleave: () => row.classList.remove('over'),
    drop: (event: DragEvent) => take(event, event.dataTransfer),
  }, files.node, problem, row, input);
  return { node, focus: () => field.focus(), look };
}
