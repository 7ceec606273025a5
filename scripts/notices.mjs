import { ensureInstalled } from './lib/install.mjs';
import { writeNotices } from './lib/third-party.mjs';

await ensureInstalled();
writeNotices();
