import { expect, test } from 'vitest';
import { csvLine } from './csv.js';

test('a cell with commas and quotes is quoted', () => {
  expect(csvLine(['a', 'b,c', 'say "d"'])).toBe('a,"b,c","say ""d"""');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('a spreadsheet does not run %j', (text) => {
  expect(csvLine([text])).toMatch(/^'/);
});

test('control characters do not reach a terminal or break a line', () => {
  expect(csvLine(['a\u001b[2Jb\r\nc\u009b'])).toBe('a [2Jb  c ');
});
