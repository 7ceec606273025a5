import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import { ExportResultCode, parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import type { TracesConfig } from '../config.js';
import { TRACES_CLOSE_MS, type OpenSpan, type SpanAttributes, type Tracing } from './tracing.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** How long one delivery to the collector may take, repetitions included, in milliseconds. */
const EXPORT_MS = 5_000;

/** Least time between two lines of the log about a collector that takes nothing, in milliseconds. */
const WARN_EVERY_MS = 60_000;

/**
 * Sends spans to a collector by OTLP over HTTP, in batches, from a queue of bounded length: what does not fit is dropped. Nothing waits for the collector.
 * No global of OpenTelemetry is set, so that an app around the service keeps its own.
 */
export function startOpenTelemetry({ endpoint, headers, ratio }: TracesConfig, logger: Logger): Tracing {
  const exporter = warning(
    new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers: { ...headers }, timeoutMillis: EXPORT_MS }),
    logger,
  );
  const byRatio = new TraceIdRatioBasedSampler(ratio);
  const provider = new BasicTracerProvider({
    // No detectors: they add the host, the user and the command line.
    resource: resourceFromAttributes({ 'service.name': 'face-session', 'service.version': version }),
    // A caller that asks for all of its requests to be recorded gets no more than the share.
    sampler: new ParentBasedSampler({ root: byRatio, remoteParentSampled: byRatio }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('face-session');
  const current = new AsyncLocalStorage<Context>();

  const start = (name: string, kind: SpanKind, attributes: SpanAttributes, parent: Context): { span: Span; inside: Context } => {
    const span = tracer.startSpan(name, { kind, attributes }, parent);
    return { span, inside: trace.setSpan(parent, span) };
  };
  const openSpan = (span: Span): OpenSpan => ({
    set(attributes) {
      span.setAttributes(attributes);
    },
  });
  const run = async <Value>(
    { span, inside }: { span: Span; inside: Context },
    work: (open: OpenSpan) => Promise<Value>,
  ): Promise<Value> => {
    try {
      return await current.run(inside, () => work(openSpan(span)));
    } catch (error) {
      // Neither message nor stack: they may hold an address or a value.
      span.setAttributes({ 'error.type': kindOf(error) } satisfies SpanAttributes);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };

  return {
    request(name, attributes, traceparent) {
      const remote = traceparent === undefined ? null : parseTraceParent(traceparent);
      const parent = remote === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true });
      const { span, inside } = start(name, SpanKind.SERVER, attributes, parent);
      return {
        ...openSpan(span),
        run(next) {
          current.run(inside, next);
        },
        end(failed) {
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    root: (name, attributes, work) => run(start(name, SpanKind.CLIENT, attributes, ROOT_CONTEXT), work),
    part(name, attributes, work) {
      const parent = current.getStore();
      if (parent === undefined) return work();
      const kind = attributes['db.system.name'] === undefined ? SpanKind.INTERNAL : SpanKind.CLIENT;
      return run(start(name, kind, attributes, parent), work);
    },
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, TRACES_CLOSE_MS).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}

/** The exporter, with a line in the log now and then when the collector takes nothing. */
function warning(exporter: SpanExporter, logger: Logger): SpanExporter {
  let warnedAt = Number.NEGATIVE_INFINITY;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.code === ExportResultCode.FAILED && performance.now() - warnedAt >= WARN_EVERY_MS) {
          warnedAt = performance.now();
          logger.warn({ err: result.error, spans: spans.length }, 'traces not delivered');
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush && { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() }),
  };
}

/** The kind of an error: the name of its class. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}
