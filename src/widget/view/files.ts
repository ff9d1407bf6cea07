// Files on their way to the desk: checked here first, so that nobody waits for an upload that would be refused.
import type { HelloReply, VisitorUpload } from '../../contract/visitor.ts';
import type { Chat } from '../chat/chat.ts';
import type { Speech } from '../wording/wording.ts';
import { arrange, element, icon, iconButton, icons } from './element.ts';

type Limits = HelloReply['uploads'];
type Picked = { readonly file: File; upload: VisitorUpload | null; problem: string | null };

const megabyte = 1024 * 1024;

export function filesFor(chat: Chat, limits: Limits, { say }: Speech, onChange: () => void) {
  const node = element('ul', { class: 'picked', 'aria-live': 'polite' });
  let picked: readonly Picked[] = [];

  function change(next: readonly Picked[]) {
    picked = next;
    arrange(node, picked.map((one) => {
      const { file: { name }, upload, problem } = one;
      return {
        key: one, like: String(problem ?? upload?.id),
        draw: () => element('li', { class: problem ? 'file problem' : upload ? 'file' : 'file going' },
          icon(icons.file), element('span', { dir: 'auto' }, problem ?? name), iconButton('close', `${say('remove')} ${name}`, () => change(picked.filter((other) => other !== one)))),
      };
    }));
    onChange();
  }

  async function upload(one: Picked) {
    const { name } = one.file;
    const answer = await chat.upload(one.file);
    if (answer.is === 'done') one.upload = answer.value;
    else one.problem = say(answer.is !== 'refused' || answer.status < 415 ? 'fileFailed' : answer.status > 415 ? 'fileLater' : 'fileRefused', { name });
    change(picked);
  }

  return {
    node,
    add(files: readonly File[]) {
      const added = files.map((file): Picked => ({ file, upload: null, problem: problemOf(file, limits, say) }));
      change([...picked, ...added]);
      for (const one of added) if (!one.problem) void upload(one);
    },
    clear: () => change([]),
    ready: () => picked.flatMap((one) => one.upload ?? []),
    busy: () => picked.some((one) => !one.upload && !one.problem),
  };
}

function problemOf({ name, size, type }: File, limits: Limits, say: Speech['say']): string | null {
  if (!limits || (type && !limits.types.some((pattern) => fits(type, pattern)))) return say('fileRefused', { name });
  return size > limits.maxBytes ? say('fileTooLarge', { name, most: Math.floor(limits.maxBytes / megabyte) }) : null;
}

/** `image/*`, or any other beginning followed by a star. */
export function fits(mediaType: string, pattern: string): boolean {
  return pattern === '*/*' || (pattern.endsWith('*') ? mediaType.startsWith(pattern.slice(0, -1)) : mediaType === pattern);
}
