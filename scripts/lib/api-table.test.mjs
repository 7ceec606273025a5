import { describe, expect, it } from 'vitest';
import { apiTable, keyList } from './api-table.mjs';

const options = `
/** What a session needs. */
export interface Options {
  /** The token. Required. */
  readonly token: string;
  /** 1 to 3. */
  readonly attempts?: 1 | 2 | undefined;
}`;

describe('the table of an API', () => {
  it('has a row for each member of an interface, with its type and its docstring', () => {
    expect(apiTable(options, 'Options').split('\n').slice(2)).toEqual([
      '| `token` | `string` | The token. Required. |',
      '| `attempts?` | `1 \\| 2` | 1 to 3. |',
    ]);
  });

  it('has the properties of a class beside its methods', () => {
    const source = `export class Element {
      /** What is started. */
      get options(): Options | undefined {}
      set options(options: Options | undefined) {}
      /** Starts it. */
      start(): void {}
    }`;
    expect(apiTable(source, 'Element').split('\n')).toEqual([
      '| name | type | meaning |',
      '| --- | --- | --- |',
      '| `options` | `Options` | What is started. |',
      '| `start()` | `void` | Starts it. |',
    ]);
  });

  it('has the methods of a class, what they return and throw, and nothing private', () => {
    const source = `export class Element extends Base {
      #run(): void {}
      /**
       * Runs one session.
       * @returns the result
       * @throws Fault
       * @example run()
       */
      start(options: Options, now?: number): Promise<string> {}
      disconnectedCallback(): void {}
    }`;
    expect(apiTable(source, 'Element').split('\n').slice(2)).toEqual([
      '| `start(options, now?)` | `Promise<string>` | Runs one session; returns the result; throws Fault |',
    ]);
  });

  it('has the meanings of codes', () => {
    expect(apiTable("export const meanings: Record<Code, string> = { A: 'One.', B: 'Two.' };", 'meanings')).toContain('| `B` | Two. |');
  });

  it('has the entries of a constant under the heading that is asked for', () => {
    const source = "export const settings = { PORT: 'Port. Default 8080.' } as const;";
    expect(apiTable(source, 'settings', 'variable').split('\n')).toEqual([
      '| variable | meaning |',
      '| --- | --- |',
      '| `PORT` | Port. Default 8080. |',
    ]);
  });

  it('is refused for a member without a docstring, and for a name that is not there', () => {
    expect(() => apiTable('export interface Bare { token: string }', 'Bare')).toThrow('Bare.token has no docstring.');
    expect(() => apiTable(options, 'Other')).toThrow('There is no Other in the source.');
  });
});

describe('the list of keys', () => {
  const source = "const catalogues = { en: () => load('en'), 'de-AT': () => load('de-AT') };";

  it('names them in their order', () => {
    expect(keyList(source, 'catalogues')).toBe('`en`, `de-AT`');
  });

  it('fails without such a constant', () => {
    expect(() => keyList(source, 'languages')).toThrow('There is no constant languages with keys in the source.');
  });
});
