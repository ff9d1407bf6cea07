// Which messages a person can be said to have seen: half of it in view, in an open panel, on a page that is in front.

/** Gives a function that is told which messages are unread now. */
export function watchSeen(box: HTMLElement, seen: (ids: readonly string[]) => void): (unread: readonly string[]) => void {
  const watched = new Map<string, Element>();
  const inView = new Set<string>();
  let unread: ReadonlySet<string> = new Set();
  const tell = () => {
    const ids = [...inView].filter((id) => unread.has(id));
    if (ids.length && document.visibilityState === 'visible') seen(ids);
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio, intersectionRect } of entries) {
      const id = (target as HTMLElement).dataset['id']!;
      // A message that is taller than the panel never shows half of itself.
      if (intersectionRatio >= 0.5 || intersectionRect.height > box.clientHeight / 2) inView.add(id);
      else inView.delete(id);
    }
    tell();
  }, { root: box, threshold: [0, 0.1, 0.25, 0.5, 0.75] });
  document.addEventListener('visibilitychange', tell);
  return (ids) => {
    unread = new Set(ids);
    for (const [id, node] of watched) {
      if (unread.has(id) && node.isConnected) continue;
      observer.unobserve(node);
      watched.delete(id);
      inView.delete(id);
    }
    for (const id of ids) {
      const node = watched.has(id) ? null : box.querySelector(`[data-id="${CSS.escape(id)}"]`);
      if (!node) continue;
      watched.set(id, node);
      observer.observe(node);
    }
  };
}
