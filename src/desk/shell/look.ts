// Theme and density: by the system's choice or by the agent's, remembered on this device.
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

const dark = matchMedia('(prefers-color-scheme: dark)');

export function chosenTheme(): Theme {
  const kept = localStorage.getItem('attune.theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function chosenDensity(): Density {
  return localStorage.getItem('attune.density') === 'compact' ? 'compact' : 'comfortable';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem('attune.theme', theme);
  applyLook();
}

export function chooseDensity(density: Density): void {
  localStorage.setItem('attune.density', density);
  applyLook();
}

export function applyLook(): void {
  const theme = chosenTheme();
  const { dataset } = document.documentElement;
  dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  dataset['density'] = chosenDensity();
}

dark.addEventListener('change', applyLook);
