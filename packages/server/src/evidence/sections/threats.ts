import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentsFolder, testResultsFile } from '../documents.js';
import type { EvidenceSection } from '../evidence-section.js';

/** What `npm test` leaves of a whole run. */
interface TestResults {
  /** Commit that was tested. */
  readonly commit: string;
  /** Status by file and by full name of the test. */
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Attacks, what happens, the tests that show it, and how they ended. */
export const threats: EvidenceSection = {
  name: 'threats',
  title: 'Threat model',
  about:
    'Every row of the tables of reports/security.md: the attack, what happens, and the tests that it names with how they ended when this release was built. `not recorded`: it was built without a whole run of its tests. A row without a test is a statement.',
  async collect() {
    const file = testResultsFile();
    const results = file === null ? null : (JSON.parse(await readFile(file, 'utf8')) as TestResults);
    return {
      tested: results === null ? 'not recorded' : results.commit,
      threats: rowsOf(await readFile(join(documentsFolder, 'security.md'), 'utf8')).map((row) => ({
        ...row,
        result: row.tests.length === 0 ? null : results === null ? 'not recorded' : resultOf(row.tests, results),
      })),
    };
  },
};

interface ThreatRow {
  readonly section: string;
  readonly attack: string;
  readonly happens: string;
  readonly tests: readonly string[];
}

/** The rows of all tables, each under the heading before it. The last cell of a row, or any, names tests by their files. */
function rowsOf(document: string): ThreatRow[] {
  let section = '';
  const lines = document.split('\n');
  return lines.flatMap((line, index) => {
    if (line.startsWith('## ')) section = line.slice('## '.length);
    const isHead = [line, lines[index + 1] ?? ''].some((each) => each.startsWith('| -'));
    if (!line.startsWith('|') || isHead) return [];
    const [attack = '', happens = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const tests = [...line.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file);
    return [{ section, attack, happens, tests: [...new Set(tests)] }];
  });
}

/** The worst of what the named files came to. */
function resultOf(tests: readonly string[], { files }: TestResults): string {
  const found = tests.map((name) => Object.entries(files).filter(([path]) => path === name || path.endsWith(`/${name}`)));
  const statuses = found.flatMap((matching) => matching.flatMap(([, results]) => Object.values(results)));
  if (found.some((matching) => matching.length === 0)) return 'not part of that run';
  return statuses.some((status) => status === 'failed') ? 'failed' : 'passed';
}
