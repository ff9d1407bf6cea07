// Which messages a person can be said to have seen: half of it in view, in an open panel, on a page that is in front.

/** Gives a function that is told which messages are unread now. */
export function watchSeen(box: HTMLElement, seen: (ids: readonly string[]) => void): (unread: readonly string[]) => void {
  let observer: IntersectionObserver | undefined;
  let unread: readonly string[] = [];

  /** A new observer says at once what is in view. */
  function look() {
    observer?.disconnect();
    observer = new IntersectionObserver((entries) => {
      // A message that is taller than the panel never shows half of itself.
      const inView = entries.filter((entry) => entry.intersectionRatio >= 0.5 || entry.intersectionRect.height > box.clientHeight / 2);
      if (inView.length && document.visibilityState === 'visible') seen(inView.map(({ target }) => (target as HTMLElement).dataset['id']!));
    }, { root: box, threshold: [0.1, 0.25, 0.5] });
    for (const node of box.querySelectorAll<HTMLElement>('[data-id]')) if (unread.includes(node.dataset['id']!)) observer.observe(node);
  }

  document.addEventListener('visibilitychange', look);
  return (ids) => {
    unread = ids;
    look();
  };
}
