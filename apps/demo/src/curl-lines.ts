import type { DemoClient } from './demo-client.js';
import type { SamplePictures } from './sample-pictures.js';

/**
 * Three lines for a POSIX shell that do the job without a browser: a token, a session, a match. Secret and token go to curl by a pipe: a command
 * line can be read by every user of the machine.
 */
export function curlLines(serviceURL: string, { clientId, clientSecret }: DemoClient, { idPhoto, selfie }: SamplePictures): string[] {
  const base64 = (file: string): string => `"$(base64 < ${quoted(file)} | tr -d '\\n')"`;
  const withToken = `printf 'header = "Authorization: Bearer %s"' "$TOKEN" | curl -s -K -`;
  return [
    `TOKEN=$(printf 'user = "${clientId}:${clientSecret}"' | curl -s -K - ${serviceURL}/api/oauth/token -d grant_type=client_credentials | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `${withToken} ${serviceURL}/api/v1/face -F idPhoto=@${quoted(idPhoto)}; echo`,
    `printf '{"sourceImage":"%s","targetImage":"%s"}' ${base64(idPhoto)} ${base64(selfie)} | { ${withToken} ${serviceURL}/api/v1/face/match -H 'Content-Type: application/json' -d @/dev/fd/3; } 3<&0; echo`,
  ];
}

/** A path as one word of the shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
