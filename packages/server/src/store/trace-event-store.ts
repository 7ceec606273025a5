import type { TraceEventFields } from '@face-session/protocol';

export interface StoredTraceEvent {
  readonly receivedAt: number;
  readonly clientId: string;
  readonly sessionHash: string | null;
  readonly fields: Omit<TraceEventFields, 'sessionId'>;
}

export interface TraceEventStore {
  addTraceEvents(events: readonly StoredTraceEvent[]): Promise<void>;
  traceEvents(filter: {
    readonly clientId: string;
    readonly sessionHash?: string | undefined;
    readonly since: number;
    readonly limit: number;
  }): Promise<StoredTraceEvent[]>;
}
