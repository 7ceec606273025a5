import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds in a page, light and dark. */
export async function axeFindingsIn(page: Page): Promise<string[]> {
  const findings: string[] = [];
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    findings.push(
      ...(await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      })),
    );
  }
  return findings;
}
