import { addOperator, setOperatorDisabled } from '@face-session/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startIdentityProvider, type IdentityProvider } from '../kit/identity-provider.js';
import { generous, startHarness, type Harness } from '../kit/service.js';

/* Signing operators in with an identity provider: a real one over HTTP on this machine, and what somebody may send in its place. */

let provider: IdentityProvider;
let harness: Harness;
beforeAll(async () => {
  provider = await startIdentityProvider({
    ada: { preferred_username: 'ada@example.com', realm_access: { roles: ['staff', 'operations', 'support'] } },
    vera: { preferred_username: 'vera@example.com', realm_access: { roles: ['support'] } },
    rosa: { preferred_username: 'Rosa', realm_access: { roles: ['fraud'] } },
    nobody: { preferred_username: 'nobody@example.com', realm_access: { roles: ['staff'] } },
    dan: { preferred_username: 'dan@example.com', realm_access: { roles: ['support'] } },
    odd: { preferred_username: '<b>odd</b>', realm_access: { roles: ['support'] } },
  });
  harness = await startHarness(
    { limits: generous },
    {
      environment: {
        BASE_URL: 'http://localhost:0',
        WORKERS: '1',
        CONSOLE_PORT: '0',
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: provider.clientId,
        OIDC_CLIENT_SECRET: provider.clientSecret,
        OIDC_ROLES_CLAIM: 'realm_access.roles',
        OIDC_ROLES: 'viewer=support,reviewer=fraud,admin=operations',
      },
    },
  );
  await addOperator(harness.service, { name: 'Rosa', role: 'viewer' });
});
afterEach(() => {
  for (const fault of Object.keys(provider.faults)) Reflect.deleteProperty(provider.faults, fault);
  provider.asked.length = 0;
});
afterAll(async () => {
  await harness.close();
  await provider.close();
});

const origin = (): string => harness.service.consoleOrigin ?? '';

/** The value of a cookie that an answer sets; empty if it takes it away, undefined if it sets none. */
function cookieSet(response: Response, name: string): string | undefined {
  const line = response.headers.getSetCookie().find((each) => each.startsWith(`${name}=`));
  return line?.slice(name.length + 1).split(';')[0];
}

const SIGN_IN = '__Host-face-session-console';
const WAY = '__Host-face-session-console-provider';

/** Presses the button: the address at the provider, and the cookie of the way there and back. */
async function begin(): Promise<{ url: string; cookie: string }> {
  const response = await fetch(`${origin()}/api/sign-in/provider`, {
    method: 'POST',
    headers: { origin: origin(), 'content-type': 'application/json' },
    body: '{}',
  });
  const { url } = (await response.json()) as { url: string };
  return { url, cookie: cookieSet(response, WAY) ?? '' };
}

/** Logs in at the provider: the address that it sends the browser back to. */
async function logIn(url: string, login: string): Promise<string> {
  const response = await fetch(url.replace('/authorize', '/login'), {
    method: 'POST',
    body: new URLSearchParams({ login }),
    redirect: 'manual',
  });
  return response.headers.get('location') ?? '';
}

/** Comes back with a cookie: where the console sends the browser, and its cookie of the sign-in. */
async function comeBack(address: string, cookie: string): Promise<{ to: string | null; signedIn: string | undefined }> {
  const response = await fetch(address, {
    headers: { cookie: `${WAY}=${cookie}`, 'sec-fetch-site': 'cross-site' },
    redirect: 'manual',
  });
  expect(cookieSet(response, WAY)).toBe('');
  return { to: response.headers.get('location'), signedIn: cookieSet(response, SIGN_IN) };
}

async function signInAs(login: string): Promise<{ to: string | null; signedIn: string | undefined }> {
  const { url, cookie } = await begin();
  return comeBack(await logIn(url, login), cookie);
}

async function meOf(cookie: string | undefined): Promise<unknown> {
  return (await fetch(`${origin()}/api/me`, { headers: { cookie: `${SIGN_IN}=${cookie ?? ''}` } })).json();
}

const refused = { to: '/#/refused/REFUSED', signedIn: undefined };
const forbidden = { to: '/#/refused/FORBIDDEN', signedIn: undefined };

describe('an identity provider', () => {
  it('signs in who has a role, with the greatest that the claim gives', async () => {
    const { to, signedIn } = await signInAs('ada');
    expect([to, await meOf(signedIn)]).toEqual(['/', expect.objectContaining({ name: 'ada@example.com', role: 'admin' })]);
    expect(await meOf((await signInAs('vera')).signedIn)).toMatchObject({ name: 'vera@example.com', role: 'viewer' });
    const events = (await harness.service.store.auditLog({ limit: 10 })).map(({ event, details }) => ({ event, ...details }));
    expect(events).toEqual(
      expect.arrayContaining([
        { event: 'operator.added', operator: 'ada@example.com', role: 'admin' },
        { event: 'operator.signed-in', operator: 'ada@example.com' },
      ]),
    );
  });

  it('is asked for its metadata, keys and a token, and for nothing else', async () => {
    await signInAs('ada');
    await signInAs('vera');
    const ownWays = ['GET /.well-known/openid-configuration', 'GET /keys', 'POST /token'];
    expect(provider.asked.filter((path) => !path.includes('/login') && !ownWays.includes(path))).toEqual([]);
    expect(provider.asked.filter((path) => path === 'POST /token')).toHaveLength(2);
  });

  it('gives the role anew at every sign-in, and no name that another operator has', async () => {
    const first = await meOf((await signInAs('rosa')).signedIn);
    expect(first).toMatchObject({ name: expect.stringMatching(/^Rosa [0-9a-f]{8}$/) as string, role: 'reviewer' });
    provider.faults.claims = (claims) => ({ ...claims, realm_access: { roles: ['support'] } });
    expect(await meOf((await signInAs('rosa')).signedIn)).toMatchObject({ role: 'viewer' });
    const operators = (await harness.service.store.listOperators()).filter(({ name }) => name.startsWith('Rosa'));
    expect(operators.map(({ name }) => name)).toEqual(['Rosa', (first as { name: string }).name]);
    expect(await meOf((await signInAs('odd')).signedIn)).toMatchObject({ name: 'odd' });
  });

  it('lets nobody in without a role, or who is disabled here', async () => {
    expect(await signInAs('nobody')).toEqual(forbidden);
    await signInAs('dan');
    const dan = (await harness.service.store.listOperators()).find(({ name }) => name === 'dan@example.com');
    if (dan) await setOperatorDisabled(harness.service, dan, true);
    expect(await signInAs('dan')).toEqual(forbidden);
    expect(await harness.service.store.auditLog({ event: 'operator.refused', limit: 5 })).toMatchObject([
      { details: { operator: 'dan@example.com', reason: 'disabled' } },
      { details: { operator: 'nobody@example.com', reason: 'no-role' } },
    ]);
  });

  it('says no, and the console says so', async () => {
    expect(await signInAs('somebody else')).toEqual(refused);
  });

  it('that is down is asked again with the next sign-in', async () => {
    provider.faults.isDown = true;
    // What was known of it is read anew by then.
    harness.clock.advance(60 * 60 * 1000);
    const response = await fetch(`${origin()}/api/sign-in/provider`, { method: 'POST', headers: { origin: origin() } });
    expect([response.status, await response.json()]).toEqual([503, { code: 'UNAVAILABLE' }]);
    provider.faults.isDown = false;
    expect((await signInAs('ada')).to).toBe('/');
  });
});

describe('an answer of the provider', () => {
  it('is good once', async () => {
    const { url, cookie } = await begin();
    const address = await logIn(url, 'ada');
    expect((await comeBack(address, cookie)).to).toBe('/');
    expect(await comeBack(address, cookie)).toEqual(refused);
  });

  it('is good for the browser that began, and for no other', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const address = await logIn(theirs.url, 'vera');
    // Somebody sends me the address that ends their own sign-in.
    expect(await comeBack(address, mine.cookie)).toEqual(refused);
    expect(await comeBack(address, '')).toEqual(refused);
    // With my state in it, the verifier is mine, and the code is not for it.
    const swapped = new URL(address);
    swapped.searchParams.set('state', new URL(mine.url).searchParams.get('state') ?? '');
    expect(await comeBack(swapped.href, mine.cookie)).toEqual(refused);
    const again = await begin();
    expect(await comeBack(await logIn(again.url, 'vera'), again.cookie)).toMatchObject({ to: '/' });
  });

  it('is not the sign-in that somebody put into the browser before, and ends the one of before', async () => {
    const before = (await signInAs('vera')).signedIn ?? '';
    const { url, cookie } = await begin();
    const response = await fetch(await logIn(url, 'ada'), {
      headers: { cookie: `${WAY}=${cookie}; ${SIGN_IN}=${before}` },
      redirect: 'manual',
    });
    const after = cookieSet(response, SIGN_IN);
    expect(after).not.toBe(before);
    expect([await meOf(before), await meOf(after)]).toEqual([{ code: 'NOT_SIGNED_IN' }, expect.objectContaining({ role: 'admin' })]);
  });

  it('makes one account, however often it comes at once', async () => {
    provider.faults.claims = (claims) => ({ ...claims, sub: 'twice', preferred_username: 'twice@example.com' });
    const both = await Promise.all([signInAs('ada'), signInAs('ada')]);
    expect(both.map(({ to }) => to)).toEqual(['/', '/']);
    const named = (await harness.service.store.listOperators()).filter(({ name }) => name.startsWith('twice'));
    expect(named).toHaveLength(1);
  });

  it('is over after ten minutes', async () => {
    const { url, cookie } = await begin();
    const address = await logIn(url, 'ada');
    harness.clock.advance(10 * 60 * 1000);
    expect(await comeBack(address, cookie)).toEqual(refused);
  });

  it.each([
    ['has the nonce of another sign-in', { claims: (claims: object) => ({ ...claims, nonce: 'another' }) }],
    ['has no nonce', { claims: (claims: object) => ({ ...claims, nonce: undefined }) }],
    ['is for another client', { claims: (claims: object) => ({ ...claims, aud: 'another' }) }],
    ['is of another issuer', { claims: (claims: object) => ({ ...claims, iss: 'http://localhost:1' }) }],
    ['is over', { claims: (claims: object) => ({ ...claims, exp: 1 }) }],
    ['is signed by somebody else', { foreignKey: true }],
    ['leads to another host', { redirect: 'http://localhost:1/token' }],
  ])('whose token %s signs nobody in', async (_name, faults) => {
    Object.assign(provider.faults, faults);
    const before = (await harness.service.store.auditLog({ event: 'operator.signed-in', limit: 100 })).length;
    expect(await signInAs('ada')).toEqual(refused);
    expect(await harness.service.store.auditLog({ event: 'operator.signed-in', limit: 100 })).toHaveLength(before);
  });

  it('asks with a challenge, a state and a nonce of its own each time', async () => {
    const [one, other] = [new URL((await begin()).url).searchParams, new URL((await begin()).url).searchParams];
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.get(name)?.length).toBeGreaterThan(40);
      expect(one.get(name)).not.toBe(other.get(name));
    }
    expect(one.get('code_challenge_method')).toBe('S256');
    expect(one.get('redirect_uri')).toBe(`${origin()}/signed-in`);
  });

  it('begins from the console alone', async () => {
    const elsewhere = await fetch(`${origin()}/api/sign-in/provider`, { method: 'POST', headers: { origin: 'https://elsewhere.example' } });
    expect(elsewhere.status).toBe(403);
  });
});
