import type { Migration } from './migration.js';
import { firstSchema } from './migrations/0001-first-schema.js';
import { enrollments } from './migrations/0002-enrollments.js';
import { signingAlgorithms } from './migrations/0003-signing-algorithms.js';
import { revocationAndFacts } from './migrations/0004-revocation-and-facts.js';
import { webhooks } from './migrations/0005-webhooks.js';
import { testMode } from './migrations/0006-test-mode.js';
import { links } from './migrations/0007-links.js';
import { handOffs } from './migrations/0008-hand-offs.js';
import { populations } from './migrations/0009-populations.js';
import { consoleTables } from './migrations/0010-console.js';
import { captureKeys } from './migrations/0011-capture-keys.js';
import { consoleRepeats } from './migrations/0012-console-repeats.js';
import { consoleSources } from './migrations/0013-console-sources.js';
import { attestedKeyTable } from './migrations/0014-attested-keys.js';
import { burstPrints } from './migrations/0015-burst-prints.js';

/** Forward only, in this order, each applied once. Never change one that was released: add the next. */
export const migrations: readonly Migration[] = [
  firstSchema,
  enrollments,
  signingAlgorithms,
  revocationAndFacts,
  webhooks,
  testMode,
  links,
  handOffs,
  populations,
  consoleTables,
  captureKeys,
  consoleRepeats,
  consoleSources,
  attestedKeyTable,
  burstPrints,
];
