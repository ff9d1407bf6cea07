// What was chosen lately, on this device.
const name = 'attune.palette';
const most = 12;

export function recentlyChosen(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberChosen(id: string): void {
  localStorage.setItem(name, JSON.stringify([id, ...recentlyChosen().filter((one) => one !== id)].slice(0, most)));
}
