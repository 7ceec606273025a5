import type { ConsoleView } from './view.js';
import { clientsView } from './views/clients.js';
import { levelsView } from './views/levels.js';
import { reviewView } from './views/review.js';
import { serviceView } from './views/service.js';
import { sessionsView } from './views/sessions.js';
import { todayView } from './views/today.js';

/** The views of the console, in the order of the menu. */
export const views: readonly ConsoleView[] = [todayView, sessionsView, reviewView, levelsView, clientsView, serviceView];
