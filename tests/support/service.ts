import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addClient, readConfig, startService, type ClientCredentials, type Service, type ServiceOptions } from '@face-session/server';

/** A service on a port of its own, with a database file of its own, and what a customer's backend does with it. */
export interface TestService {
  readonly service: Service;
  readonly baseURL: string;
  readonly client: ClientCredentials;
  /** An access token with all scopes of the client. */
  token(): Promise<string>;
  /** Makes a session from an ID photo, JPEG or PNG. */
  createSession(token: string, photo: Uint8Array): Promise<string>;
  /** Rejects if a call answered an error that its declaration lacks. */
  close(): Promise<void>;
}

/**
 * Starts the real service: models, SQLite file, HTTP port.
 * @param environment of the service, over a free port, a fresh folder and a silent log
 */
export async function startTestService(
  environment: Record<string, string> = {},
  parts: Omit<ServiceOptions, 'config'> = {},
): Promise<TestService> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-service-'));
  const config = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment });
  const undeclared: string[] = [];
  const service = await startService({ config, ...parts, onUndeclaredError: (message) => void undeclared.push(message) });
  const { baseURL } = service.config;
  const client = await addClient(service, { name: 'Test customer' });
  return {
    service,
    baseURL,
    client,
    async token() {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.clientId,
        client_secret: client.clientSecret,
      });
      const response = await fetch(`${baseURL}/api/oauth/token`, { method: 'POST', body });
      return ((await response.json()) as { access_token: string }).access_token;
    },
    async createSession(token, photo) {
      const form = new FormData();
      form.set('idPhoto', new Blob([photo as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }), 'id.jpg');
      const response = await fetch(`${baseURL}/api/v1/face`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
      if (response.status !== 201) throw new Error(`No session: ${response.status} ${await response.text()}`);
      return ((await response.json()) as { sessionId: string }).sessionId;
    },
    async close() {
      await service.close();
      await rm(folder, { recursive: true, force: true });
      if (undeclared.length > 0) throw new Error(undeclared.join('\n'));
    },
  };
}
