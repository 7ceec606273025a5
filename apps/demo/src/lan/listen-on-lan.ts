import { createServer, type Server } from 'node:https';
import type { Server as HttpServer } from 'node:http';
import type { Certificate } from './certificate.js';

/** Serves what a server on the loopback interface serves at an address of the local network too, over https. Returns a function that stops it. */
export async function listenOnLan(
  server: HttpServer,
  { host, port }: { readonly host: string; readonly port: number },
  certificate: Certificate,
): Promise<() => Promise<void>> {
  const secure: Server = createServer({ ...certificate, requestTimeout: server.requestTimeout, headersTimeout: server.headersTimeout });
  for (const event of ['request', 'checkContinue'] as const) {
    if (server.listenerCount(event) > 0) secure.on(event, (request, response) => server.emit(event, request, response));
  }
  await new Promise<void>((resolve, reject) => {
    secure.once('error', reject);
    secure.listen(port, host, resolve);
  });
  return () =>
    new Promise((resolve) => {
      secure.close(() => {
        resolve();
      });
      secure.closeAllConnections();
    });
}
