import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticationHeaders } from '../webhooks/webhook-secrets.js';
import { CliError } from './cli-error.js';
import { readAuthentication, readBody, readEvents } from './webhook-options.js';

let file: string;
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'face-session-options-')), 'credentials');
});
afterAll(() => rm(join(file, '..'), { recursive: true }));

const headersOf = async (kind: string, text: string): Promise<Record<string, string>> => {
  await writeFile(file, text);
  return authenticationHeaders(await readAuthentication(kind, file));
};

describe('the credentials of a webhook', () => {
  it.each([
    ['basic', 'user:password\n', { authorization: 'Basic dXNlcjpwYXNzd29yZA==' }],
    ['basic', 'user:pass:word', { authorization: 'Basic dXNlcjpwYXNzOndvcmQ=' }],
    ['api-key', 'X-Api-Key: a key\r\n', { 'x-api-key': 'a key' }],
    ['api-key', 'Authorization: Bearer t', { authorization: 'Bearer t' }],
    ['none', '', {}],
  ])('become the header of %s: %j', async (kind, text, headers) => {
    expect(await headersOf(kind, text)).toEqual(headers);
  });

  it.each([
    ['basic', 'no colon', 'user:password'],
    ['basic', ':password', 'user:password'],
    ['basic', 'user:pass\nword', 'one line'],
    ['basic', 'user:pässword', 'printable ASCII'],
    ['api-key', 'no colon', 'Header-Name: value'],
    ['api-key', 'X Key: x', 'not a header name'],
    ['api-key', 'Webhook-Id: x', 'sets itself'],
    ['api-key', 'Content-Length: 5', 'sets itself'],
    ['api-key', 'Host: x', 'sets itself'],
    ['digest', 'user:password', 'none, basic, api-key'],
  ])('are refused for %s if they could not be sent: %j', async (kind, text, why) => {
    await expect(headersOf(kind, text)).rejects.toThrow(CliError);
    await expect(headersOf(kind, text)).rejects.toThrow(why);
  });

  it('are asked for in a file', async () => {
    await expect(readAuthentication('api-key', undefined)).rejects.toThrow('--credentials FILE');
  });
});

it('reads events by name, in the order of their table, and names one that does not exist', () => {
  expect(readEvents('face_session.failed, face_session.passed')).toEqual(['face_session.passed', 'face_session.failed']);
  expect(() => readEvents('face_session.passed,face_session.gone')).toThrow('"face_session.gone" is not an event');
});

it('reads the form of the body', () => {
  expect([readBody('event'), readBody('reference')]).toEqual(['event', 'reference']);
  expect(() => readBody('xml')).toThrow('event, reference');
});
