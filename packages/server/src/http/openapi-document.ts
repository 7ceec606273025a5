import { problemSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { binary } from './body-schemas.js';
import { tags, type Bodies } from './declaration.js';
import type { Endpoint } from './endpoint.js';
import { endpoints } from './endpoints.js';
import { declaredErrorsOf, type DeclaredError } from './error-answers.js';
import { exampleOf, type Json } from './example-of.js';
import type { FormShape } from './form.js';
import { limitsText } from './limits-text.js';
import { PROBLEM_TYPE } from './http-error.js';
import { sessionHeadersSchema } from './session-headers.js';

/** The OpenAPI 3.1 document, from the declarations that the routes are made from. */
export function openApiDocument(baseURL: string, version: string): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, endpoint] of Object.entries(endpoints)) {
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operationObject(operationId, endpoint);
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

function operationObject(operationId: string, endpoint: Endpoint): Json {
  const { scope, body, success } = endpoint;
  const parameters = [
    ...parametersOf(endpoint.params, 'path'),
    ...parametersOf(endpoint.query, 'query'),
    ...parametersOf(endpoint.inSession ? sessionHeadersSchema : undefined, 'header'),
    ...parametersOf(endpoint.headers, 'header'),
  ];
  const description = [scope !== null && scope !== 'client' ? `Needs the scope \`${scope}\`.` : '', limitsText(endpoint)].join(' ').trim();
  return {
    operationId,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    ...(description !== '' && { description }),
    security: scope === null ? [] : scope === 'client' ? [{ clientCredentials: [] }] : [{ accessToken: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: requestContent(body) } }),
    responses: {
      [success.status]: { description: 'Done.', ...('schema' in success && { content: content(success.type, success.schema, 'output') }) },
      ...Object.fromEntries([...declaredErrorsOf(endpoint)].map(([status, errors]) => [status, errorResponse(endpoint, errors)])),
    },
  };
}

function errorResponse({ errorFormat }: Endpoint, errors: readonly DeclaredError[]): Json {
  const own = errorFormat && errors.some(({ problem }) => !problem) ? content('application/json', errorFormat.schema, 'output') : {};
  const problem = errors.some(({ problem }) => problem) ? { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } } : {};
  return {
    description: errors.map(({ code, meaning }) => `\`${code}\`: ${meaning}`).join('\n\n'),
    content: { ...own, ...problem },
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

function requestContent(bodies: Bodies): Json {
  const { 'multipart/form-data': form, ...others } = bodies;
  const schemas = Object.entries({ ...others, ...(form && { 'multipart/form-data': formSchema(form) }) });
  return Object.assign({}, ...schemas.map(([type, schema]) => content(type, schema, 'input'))) as Json;
}

function formSchema(shape: FormShape): z.ZodObject {
  return z.object(
    Object.fromEntries(
      Object.entries(shape).map(([name, { most, description, json, optional }]) => {
        if (json) return [name, optional ? json.describe(description).optional() : json.describe(description)];
        return [name, most === 1 ? binary(description) : z.array(binary('File')).describe(description)];
      }),
    ),
  );
}

function content(type: string, schema: z.ZodType, io: 'input' | 'output'): Json {
  const converted = jsonSchema(schema, io);
  return { [type]: { schema: converted, ...(isText(type) && { example: exampleOf(converted) }) } };
}

/** Whether an example of the content can be written down; forms with files and pictures have none. */
const isText = (type: string): boolean => type === 'application/json' || type === 'application/x-www-form-urlencoded';

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const converted: Record<string, unknown> = { ...z.toJSONSchema(schema, { io }) };
  delete converted.$schema;
  return converted;
}
