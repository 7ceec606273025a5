import { isNewerThanFloor } from '../../scripts/lib/browser-floor.mjs';

/**
 * Built-ins that some browser had only after the floor, or has not at all, with the first versions that have them (MDN's compatibility data).
 * `-`: none has it.
 */
const firstVersions: Readonly<Record<string, readonly [chrome: string, firefox: string, safari: string]>> = {
  'AbortSignal.any': ['116', '124', '17.4'],
  'AbortSignal.timeout': ['103', '100', '16'],
  'AbortSignal.prototype.throwIfAborted': ['100', '97', '15.4'],
  'AbortSignal.prototype.reason': ['98', '97', '15.4'],
  structuredClone: ['98', '94', '15.4'],
  'Array.prototype.at': ['92', '90', '15.4'],
  'Array.prototype.findLast': ['97', '104', '15.4'],
  'Object.hasOwn': ['93', '92', '15.4'],
  'crypto.randomUUID': ['92', '95', '15.4'],
  'Promise.withResolvers': ['119', '121', '17.4'],
  'URL.canParse': ['120', '115', '17'],
  OffscreenCanvas: ['69', '105', '16.4'],
  'HTMLVideoElement.prototype.requestVideoFrameCallback': ['83', '132', '15.4'],
  'HTMLElement.prototype.inert': ['102', '112', '15.5'],
  ImageCapture: ['59', '-', '-'],
  'Navigator.prototype.permissions': ['43', '46', '16'],
  reportError: ['95', '93', '15.4'],
  trustedTypes: ['83', '148', '26'],
  'CSSStyleSheet.prototype.replaceSync': ['73', '101', '16.4'],
  'ShadowRoot.prototype.adoptedStyleSheets': ['73', '101', '16.4'],
};

/** What a browser at the floor lacks, as paths from the global object. The table follows the floor: what every browser has is left out. */
export const newerBuiltIns = Object.entries(firstVersions)
  .filter(([, [chrome, firefox, safari]]) => isNewerThanFloor({ chrome, firefox, safari }))
  .map(([path]) => path);
