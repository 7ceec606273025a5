export * from './account-recovery-configuration.js';
export * from './enums.js';
export type * from './definitions.js';
export * from './document-flows.js';
export * from './document-type.js';
export * from './face-session-configuration.js';
export * from './uqudo-plugin-error.js';
export * from './uqudo-id.js';
export * from './uqudo-plugin.js';
/** @deprecated The former name; `@face-session/verify` has a class of that name. Use `UqudoPluginError`. */
export type { UqudoPluginError as FaceSessionError } from './uqudo-plugin-error.js';
export type { TraceEvent } from './trace-events.js';
export { addLanguage } from '@face-session/capture';
