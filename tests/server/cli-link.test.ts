import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli, type Outcome } from '../kit/process.js';

/* The commands of links, as an operator uses them. A test client needs no models, so no command here loads them. */

it('an operator registers where links return to, makes one, sees how it stands, and deletes it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-cli-link-'));
  const cli = (...args: readonly string[]): Promise<Outcome> => runCli(args, { DATA_DIR: folder, WORKERS: '1' });
  try {
    const added = await cli('client', 'add', 'Bank', '--test', '--scopes', 'KYC_FACE_FLOW,KYC_FACE_LINK', '--json');
    const { clientId } = JSON.parse(added.stdout) as { clientId: string };
    const refused = await cli('link', 'create', clientId, '--return-url', 'https://app.example/back');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('client link-page set --return-origins')]);
    expect((await cli('client', 'link-page', 'set', clientId, '--return-origins', 'https://app.example', '--name', 'The bank')).code).toBe(
      0,
    );
    const framing = ['--frame-origins', 'https://app.example,https://APP2.example/', '--capture-hand-off', 'allow'];
    const set = await cli('client', 'link-page', 'set', clientId, ...framing, '--json');
    expect(JSON.parse(set.stdout)).toMatchObject({ frameOrigins: ['https://app.example', 'https://app2.example'], captureHandOff: true });
    const wrong = await cli('client', 'link-page', 'set', clientId, '--frame-origins', '*');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--frame-origins: ')]);
    const made = await cli('link', 'create', clientId, '--return-url', 'https://app.example/back', '--expires-in', '600', '--json');
    const { linkId, url, frameURL } = JSON.parse(made.stdout) as { linkId: string; url: string; frameURL: string };
    expect(frameURL).toBe(url.replace('/l/#', `/l/?frame=${clientId}#`));
    expect(url).toMatch(/\/l\/#[\w-]{43}$/);
    expect(JSON.parse((await cli('link', 'show', clientId, linkId)).stdout)).toMatchObject({ linkId, status: 'created' });
    expect((await cli('link', 'delete', clientId, linkId)).code).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
