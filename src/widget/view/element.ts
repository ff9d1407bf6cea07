// The few things about the document that the view needs: making elements, and keeping a list of them as it should be.
// A library for this would be a third of the widget's size (docs/decisions).

type Handler = { handle(event: Event): void }['handle'];
export type Properties = Readonly<Record<string, string | number | boolean | null | undefined | Handler>>;
export type Child = Node | string | null | undefined | false;

/** A function is listened with; true is an empty attribute; false, null and undefined are none. Text stays text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties: Properties = {}, ...children: readonly Child[]): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value || value === 0) made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

export type Item = {
  /** The same thing in the next arrangement. */
  readonly key: unknown;
  /** It is drawn anew when this is another text; what changes without that must not disturb a screen reader. */
  readonly like: string;
  readonly draw: () => HTMLElement;
  readonly touch?: (node: HTMLElement) => void;
};

const drawn = new WeakMap<Element, Item>();

/** Makes the children what the items say, touching only what differs, so that focus, scroll and announcements stay right. */
export function arrange(list: Element, items: readonly Item[]) {
  const held = new Map([...list.children].map((node) => [drawn.get(node)?.key, node as HTMLElement]));
  items.forEach((item, at) => {
    const before = held.get(item.key);
    const node = before && drawn.get(before)?.like === item.like ? before : item.draw();
    drawn.set(node, item);
    item.touch?.(node);
    if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null);
  });
  while (list.children.length > items.length) list.lastChild?.remove();
}

const drawing = 'http://www.w3.org/2000/svg';

/** Drawn with the text's colour, and silent: every button has words. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(drawing, 'svg');
  const line = document.createElementNS(drawing, 'path');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

export const icons = {
  chat: 'M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9l-3.8 3v-3a1.7 1.7 0 0 1-1.7-1.7zM7 7.3h6M7 10h3.6',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  send: 'M10 16V4.5m0 0L5.2 9.3M10 4.5l4.8 4.8',
  attach: 'm15.8 9.4-5.9 5.9a3.6 3.6 0 0 1-5.1-5.1l6-6a2.4 2.4 0 0 1 3.4 3.4l-5.9 5.9a1.2 1.2 0 0 1-1.7-1.7l5.3-5.3',
  file: 'M11 3.5H6.5A1.5 1.5 0 0 0 5 5v10a1.5 1.5 0 0 0 1.5 1.5h7A1.5 1.5 0 0 0 15 15V7.5zm0 0v4h4',
} as const;

export function iconButton(name: keyof typeof icons, label: string, onClick: () => void): HTMLButtonElement {
  return element('button', { type: 'button', class: 'icon', 'aria-label': label, title: label, click: onClick }, icon(icons[name]));
}
