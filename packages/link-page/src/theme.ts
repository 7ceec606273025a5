import type { AppearanceModeName } from '@face-session/protocol';

const dark = matchMedia('(prefers-color-scheme: dark)');
let mode: AppearanceModeName = 'SYSTEM';

function apply(): void {
  document.documentElement.dataset.theme = mode === 'DARK' || (mode === 'SYSTEM' && dark.matches) ? 'dark' : 'light';
}

dark.addEventListener('change', apply);

/** Shows the page in these colours from now on. */
export function followTheme(wanted: AppearanceModeName): void {
  mode = wanted;
  apply();
}
