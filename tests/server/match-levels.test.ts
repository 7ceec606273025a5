import { centresOf, defaultCalibration } from '@face-session/face';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimsOf, generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* What the service learns of an operator's people, and what it says of their match levels. The rules: packages/server/src/population. */

let harness: Harness;
let bank: TestClient;
let anna: Person;
let ben: Person;

beforeAll(async () => {
  ({ anna, ben } = await loadPeople());
  harness = await startHarness({ limits: generous, centre: 'learned' });
  bank = await harness.addClient();
}, 120_000);
afterAll(() => harness.close());

it('a live face is compared with the references of other sessions, and metrics, command and store have the counts only', async () => {
  await bank.createSession(ben.photo);
  const sessionId = await bank.createSession(anna.photo);
  const outcome = await bank.attempt(sessionId, anna.burst());
  if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
  const { face } = claimsOf(outcome.result).data;
  const calibrated = defaultCalibration.levels.find(({ level }) => level === face?.['matchLevel'])?.falseMatchRate;
  expect(face).toMatchObject({ falseAcceptRate: calibrated, centreVersion: `${centresOf(defaultCalibration)?.version ?? ''}+0` });

  await harness.restart();
  const metrics = await (await fetch(`${harness.url}/metrics`)).text();
  expect(metrics).toContain('face_session_false_match_rate{level="3",client="all"} 0');
  expect(metrics).toContain(`face_session_false_match_rate{level="3",client="${bank.clientId}"} 0`);
});
