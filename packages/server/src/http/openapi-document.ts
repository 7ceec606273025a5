import { apiErrors, problemSchema } from '@face-session/protocol';
import { z } from 'zod';
import { errorsByStatus, tags, type Bodies, type Operation } from './operations/operation.js';
import { operations } from './operations/operations.js';
import { PROBLEM_TYPE } from './problem.js';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, from the same schemas that the routes validate by. */
export function openApiDocument(baseURL: string, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [operationId, operation] of Object.entries<Operation>(operations)) {
    (paths[operation.path] ??= {})[operation.method] = operationObject(operationId, operation);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Face Session',
      version,
      summary: 'Is the person in front of the camera the person on the ID photo?',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: baseURL }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From `createToken`; scopes are named per call.' },
        clientCredentials: { type: 'http', scheme: 'basic', description: 'Or `client_id` and `client_secret` in the form.' },
      },
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
    },
  };
}

function operationObject(operationId: string, operation: Operation): Json {
  const { scope, request, success } = operation;
  const parameters = [
    ...parametersOf(operation.params, 'path'),
    ...parametersOf(operation.query, 'query'),
    ...parametersOf(operation.headers, 'header'),
  ];
  return {
    operationId,
    summary: operation.summary,
    tags: [operation.tag],
    ...(scope !== null && scope !== 'client' && { description: `Needs the scope \`${scope}\`.` }),
    security: scope === null ? [] : scope === 'client' ? [{ clientCredentials: [] }] : [{ accessToken: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(request && { requestBody: { required: true, content: contentOf(request, 'input') } }),
    responses: {
      [success.status]: { description: 'Done.', ...(success.body && { content: contentOf(success.body, 'output') }) },
      ...Object.fromEntries([...errorsByStatus(operation)].map(([status, codes]) => [status, problemResponse(codes)])),
      ...Object.fromEntries(
        Object.entries(operation.otherErrors ?? {}).map(([status, schema]) => [
          status,
          { description: 'The request was refused.', content: contentOf({ 'application/json': schema }, 'output') },
        ]),
      ),
    },
  };
}

function problemResponse(codes: readonly (keyof typeof apiErrors)[]): Json {
  return {
    description: codes.map((code) => `\`${code}\`: ${apiErrors[code].meaning}`).join('\n\n'),
    content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query' | 'header'): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(value, undefined).success,
    schema: jsonSchema(value as z.ZodType, 'input'),
  }));
}

function contentOf(bodies: Bodies, io: 'input' | 'output'): Json {
  return Object.fromEntries(Object.entries(bodies).map(([type, schema]) => [type, { schema: jsonSchema(schema, io) }]));
}

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const converted: Json = { ...z.toJSONSchema(schema, { io }) };
  delete converted.$schema;
  return converted;
}
