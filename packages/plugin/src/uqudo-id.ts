import { registerPlugin } from '@capacitor/core';
import type { UqudoIdPlugin } from './definitions.js';
import { UqudoIdImplementation } from './uqudo-id-implementation.js';

const implementation = new UqudoIdImplementation();

/** The plugin as Capacitor knows it. The first registration of a name wins: import this package before any other of the same plugin. */
export const UqudoId = registerPlugin<UqudoIdPlugin>('UqudoId', { web: implementation, android: implementation, ios: implementation });
