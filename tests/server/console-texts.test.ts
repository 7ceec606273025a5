import { burstChecks, circumstanceChecks, gestureChecks } from '@face-session/liveness';
import { clientRuleNames, linkPageSettingNames, ruleNamed } from '@face-session/server';
import { describe, expect, it } from 'vitest';
import { ar } from '../../packages/console/src/texts/ar.js';
import { en } from '../../packages/console/src/texts/en.js';

/* The console has words for what the service lists: a check or a setting that is added needs its name in each language. */

const checks = [...burstChecks, ...gestureChecks, ...Object.keys(circumstanceChecks)];
const rules = clientRuleNames.flatMap((name) => ruleNamed(name).parts?.map((part) => `${name}.${part}`) ?? [name]);

describe.each([
  ['en', en],
  ['ar', ar],
])('in %s there are words for', (_tag, texts) => {
  it.each([
    ['every check', checks, texts.checks],
    ['every rule of a client', rules, texts.clients.rules],
    ['every setting of the hosted page', linkPageSettingNames, texts.clients.pageSettings],
  ] as const)('%s', (_what, names, words) => {
    expect(names.filter((name) => !(name in words))).toEqual([]);
  });
});
