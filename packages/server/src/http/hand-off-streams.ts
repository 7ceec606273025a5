import { refusal, type Refusal } from '../sessions/refusal.js';

/** Streams at once in this process. Each reads the store once a second. Above that, pages poll. */
const MAX_STREAMS = 200;

/** Streams of one link at once in this process: the page's, and one that a reload has left. */
const MAX_STREAMS_PER_LINK = 2;

/** The open streams of this process, by link. Their state is in the store only. */
export interface HandOffStreams {
  /** Counts one more stream of a link. @returns what ends it, once; or why there can be none */
  open(linkHash: string): (() => void) | Refusal<'RATE_LIMITED' | 'BUSY'>;
}

export function createHandOffStreams(): HandOffStreams {
  const counts = new Map<string, number>();
  let all = 0;
  return {
    open(linkHash) {
      const ofLink = counts.get(linkHash) ?? 0;
      if (ofLink >= MAX_STREAMS_PER_LINK) return refusal('RATE_LIMITED');
      if (all >= MAX_STREAMS) return refusal('BUSY');
      counts.set(linkHash, ofLink + 1);
      all++;
      return () => {
        const left = (counts.get(linkHash) ?? 1) - 1;
        if (left > 0) counts.set(linkHash, left);
        else counts.delete(linkHash);
        all--;
      };
    },
  };
}
