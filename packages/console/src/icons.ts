import { svg } from './dom.js';
import type { ConsoleView } from './view.js';

/** The drawing of each view in the menu, in a field of 24 by 24. */
const paths: Readonly<Record<ConsoleView['name'], string>> = {
  today: 'M4 20V10m5.3 10V4m5.4 16v-8M20 20V7',
  sessions: 'M4 6h16M4 12h16M4 18h10',
  review: 'M4 12.5l5 5L20 6.5',
  levels: 'M12 3l8 3.5v5c0 4.6-3.2 8-8 9.5-4.8-1.5-8-4.9-8-9.5v-5L12 3z',
  clients: 'M4 8h16v11H4zM8 8V5h8v3',
  service:
    'M12 8.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM12 3v2.5M12 18.5V21M3 12h2.5M18.500 12H21M5.600 5.600l1.800 1.800M16.600 16.600l1.800 1.800M18.400 5.600l-1.800 1.800M7.400 16.600l-1.800 1.800',
};

export const iconOf = (name: ConsoleView['name']): SVGElement =>
  svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: paths[name] }));
