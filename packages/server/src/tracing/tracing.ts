/**
 * Every key that an attribute of a span may have. Their values come from closed lists and counts: methods, routes as templates, status codes, names of stages,
 * of store calls, of events and of errors. None identifies a person, session, client, device or address.
 */
export const spanAttributeKeys = [
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'error.type',
  'db.system.name',
  'db.operation.name',
  'face_session.stage',
  'face_session.webhook.event',
  'face_session.webhook.tries',
  'face_session.webhook.outcome',
] as const;

export type SpanAttributes = Partial<Record<(typeof spanAttributeKeys)[number], string | number>>;

/** A span that runs, for what is known only later. */
export interface OpenSpan {
  set(attributes: SpanAttributes): void;
}

/** The span of a request, which no single call of a function holds. */
export interface RequestSpan extends OpenSpan {
  /** Calls `next`, so that everything it starts belongs to this request. */
  run(next: () => void): void;
  /** @param failed whether the service failed: a refusal is no failure */
  end(failed: boolean): void;
}

/** What tells a collector where time goes. Never throws, and never waits for the collector. */
export interface Tracing {
  /** @param traceparent header of the caller (W3C Trace Context); the span continues its trace if it is valid */
  request(name: string, attributes: SpanAttributes, traceparent: string | undefined): RequestSpan;
  /** Runs work of its own, such as a delivery, in the first span of a new trace. */
  root<Value>(name: string, attributes: SpanAttributes, work: (span: OpenSpan) => Promise<Value>): Promise<Value>;
  /** Runs a part of what is under way in a span below it. Outside of any span only the work runs. */
  part<Value>(name: string, attributes: SpanAttributes, work: () => Promise<Value>): Promise<Value>;
  /** Sends what is left, for {@link TRACES_CLOSE_MS} at most. */
  close(): Promise<void>;
}

/** How long a stop waits for the collector, in milliseconds. */
export const TRACES_CLOSE_MS = 2_000;

const noSpan: RequestSpan = {
  set: () => undefined,
  run: (next) => {
    next();
  },
  end: () => undefined,
};

/** Makes no spans. */
export const noTracing: Tracing = {
  request: () => noSpan,
  root: (_name, _attributes, work) => work(noSpan),
  part: (_name, _attributes, work) => work(),
  close: () => Promise.resolve(),
};
