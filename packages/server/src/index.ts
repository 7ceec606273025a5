export { createApp, type AppParts } from './app.js';
export type { Clock } from './clock.js';
export { ConfigError, environmentVariables, readConfig, type Config, type Limits, type LogLevel } from './config.js';
export { createLogger } from './logger.js';
export { addClient, addClientSecret, type ClientCredentials, type NewClient } from './oauth/clients.js';
export { systemRandom, type Random } from './random.js';
export { createService, openParts, startService, type Service, type ServiceOptions } from './service.js';
export { openStore, type StoreLocation } from './store/open-store.js';
export type { Client, ClientPolicy, Store } from './store/store.js';
