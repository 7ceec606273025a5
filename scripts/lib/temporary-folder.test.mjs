import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leftBehind } from './temporary-folder.mjs';

it('names what tests left in their temporary folder, but nothing of a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'face-session-left-'));
  try {
    expect(leftBehind(folder)).toEqual([]);
    mkdirSync(join(folder, 'replica-1'));
    mkdirSync(join(folder, 'playwright_chromiumdev_profile-x'));
    writeFileSync(join(folder, '.org.chromium.Chromium.x'), '');
    writeFileSync(join(folder, 'code.svg'), '');
    expect(leftBehind(folder)).toEqual(['code.svg', 'replica-1']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
