import { expect, test } from 'vitest';
import { csvLine } from './csv.js';

test('a cell with commas and quotes is quoted', () => {
  expect(csvLine(['a', 'b,c', 'say "d"'])).toBe('a,"b,c","say ""d"""');
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t1',
  '\r1',
  '\n1',
  '\t=1',
  ' =1',
  '\u0000=1',
  '\uFEFF=1',
  '\u200B@A1',
  '\u00A0+1',
  '＝1+1',
  '＠A1',
])('a spreadsheet does not run %j', (text) => {
  expect(csvLine([text])).toMatch(/^'/);
});

test('control characters do not reach a terminal or break a line', () => {
  expect(csvLine(['a\u001b[2Jb\r\nc\u009b'])).toBe('a [2Jb  c ');
});
