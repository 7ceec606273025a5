import type { DeviceInfo } from '@face-session/protocol';
import type { Client } from '../store/client-store.js';

/** Whose call it is and of which session, as authenticated. */
export interface SessionContext {
  readonly client: Client;
  readonly sessionId: string;
  readonly nonce: string | null;
  readonly userIdentifier: string | null;
  readonly deviceInfo: DeviceInfo | null;
  /** Canonical address of the other end of the call; null: unknown. */
  readonly address: string | null;
}
