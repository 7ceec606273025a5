import type { DemoClient } from './demo-client.js';
import type { SamplePictures } from './sample-pictures.js';

/** Three lines for a POSIX shell that do the job without a browser: a token, a session, a match. */
export function curlLines(serviceURL: string, { clientId, clientSecret }: DemoClient, { idPhoto, selfie }: SamplePictures): string[] {
  const base64 = (file: string): string => `"$(base64 < ${quoted(file)} | tr -d '\\n')"`;
  return [
    `TOKEN=$(curl -s ${serviceURL}/api/oauth/token -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `curl -s ${serviceURL}/api/v1/face -H "Authorization: Bearer $TOKEN" -F idPhoto=@${quoted(idPhoto)}; echo`,
    `printf '{"sourceImage":"%s","targetImage":"%s"}' ${base64(idPhoto)} ${base64(selfie)} | curl -s ${serviceURL}/api/v1/face/match -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d @-; echo`,
  ];
}

/** A path as one word of the shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
