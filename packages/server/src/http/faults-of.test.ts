import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faultsOf } from './faults-of.js';

const schema = z.strictObject({
  name: z.string().max(3),
  level: z.literal([1, 2]).optional(),
  list: z.array(z.object({ id: z.uuid() })).optional(),
});

describe('the faults of a request', () => {
  it.each([
    ['a field that is missing', {}, 'body.name: missing, expected string'],
    ['a field of another type', { name: 7 }, 'body.name: expected string, received number'],
    ['a text that is too long', { name: 'long' }, 'body.name: too big: expected string to have <=3 characters'],
    ['a value that there is not', { name: 'a', level: 'secret' }, 'body.level: invalid option: expected one of 1|2'],
    ['a field in a list', { name: 'a', list: [{ id: 'secret' }] }, 'body.list.0.id: invalid UUID'],
    ['an unknown field', { name: 'a', userId: 'secret' }, 'body: unknown field "userId"'],
    ['two of them', { name: 7, level: 3 }, 'body.name: expected string, received number; body.level: invalid option: expected one of 1|2'],
    ['no object', null, 'body: expected object, received null'],
  ])('say of %s what was expected', (_, sent, expected) => {
    const { error } = schema.safeParse(sent);
    expect(error && faultsOf('body', error)).toBe(expected);
  });

  it('are few and short, however many a client sends', () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${'x'.repeat(500)}${String(index)}`, 1]));
    const { error } = schema.safeParse({ name: 'a', list: Array.from({ length: 1_000 }, () => ({})), ...many });
    expect((error ? faultsOf('body', error) : '').length).toBeLessThan(800);
  });
});
