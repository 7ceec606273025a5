/** A request that the service refused. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  constructor(
    readonly code: string,
    readonly detail?: string,
  ) {
    super(code);
  }
}

/** What must go with every action; read from `/api/me`. */
let actionToken = '';

export function setActionToken(token: string): void {
  actionToken = token;
}

/** Reads from the service. @throws {ApiFault} */
export async function get<Answer>(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<Answer> {
  return (await request(pathWith(path, query), {})).json() as Promise<Answer>;
}

/** Acts. @throws {ApiFault} */
export async function post<Answer>(path: string, body: object = {}): Promise<Answer> {
  return (await send(path, body)).json() as Promise<Answer>;
}

/** Acts, and receives a picture. @throws {ApiFault} */
export async function postForPicture(path: string, body: object): Promise<Blob> {
  return (await send(path, body)).blob();
}

function send(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-console-token': actionToken };
  return request(`/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function pathWith(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]));
  const text = new URLSearchParams(given).toString();
  return `/api/${path}${text === '' ? '' : `?${text}`}`;
}

async function request(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, credentials: 'same-origin', redirect: 'error' });
  } catch {
    throw new ApiFault('OFFLINE');
  }
  if (response.ok) return response;
  const fault = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  throw new ApiFault(fault.code ?? 'BROKEN', fault.detail);
}
