// Asks for the window of a new conversation from anywhere on the page: a first letter that was taken back opens it again.
const listeners = new Set<() => void>();

export function onStartRequest(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function requestStart(): void {
  for (const listener of listeners) listener();
}
