import type { EvidenceSection } from './evidence-section.js';
import { accuracy } from './sections/accuracy.js';
import { consents } from './sections/consents.js';
import { keys } from './sections/keys.js';
import { notCertified } from './sections/not-certified.js';
import { outcomes } from './sections/outcomes.js';
import { retention } from './sections/retention.js';
import { settings } from './sections/settings.js';
import { threats } from './sections/threats.js';
import { versions } from './sections/versions.js';

/** The sections of an evidence pack, in the order of its page. */
export const sections: readonly EvidenceSection[] = [
  versions,
  settings,
  accuracy,
  outcomes,
  retention,
  consents,
  keys,
  threats,
  notCertified,
];
