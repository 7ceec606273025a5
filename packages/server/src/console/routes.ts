import type { ConsoleRoute } from './console-route.js';
import {
  client,
  clientAdd,
  clientForgetPeople,
  clientResultKey,
  clients,
  clientSecret,
  clientSet,
  clientState,
  webhookRemove,
  webhookReplay,
  webhookSecret,
  webhookSet,
  webhookState,
} from './routes/clients.js';
import { levels } from './routes/levels.js';
import { linkAdd, linkPageSet } from './routes/links.js';
import { review, reviewDecide } from './routes/review.js';
import { keysAdd, keysRotate, service } from './routes/service.js';
import { session, sessionDelete, sessionExport, sessions, sessionSelfie, userErase } from './routes/sessions.js';
import { today } from './routes/today.js';

/** Every route of the console that needs a role; the role is in each. */
export const consoleRoutes: readonly ConsoleRoute[] = [
  today,
  sessions,
  session,
  sessionSelfie,
  sessionDelete,
  sessionExport,
  userErase,
  review,
  reviewDecide,
  levels,
  clients,
  client,
  clientAdd,
  clientSet,
  clientState,
  clientSecret,
  clientResultKey,
  clientForgetPeople,
  webhookSet,
  webhookSecret,
  webhookState,
  webhookRemove,
  webhookReplay,
  linkPageSet,
  linkAdd,
  service,
  keysAdd,
  keysRotate,
];
