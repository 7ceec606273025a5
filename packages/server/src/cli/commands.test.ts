import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from './commands.js';

/** The words with which each line of help begins a command: `client webhook disable|enable ID` gives two of them. */
const forms = commands
  .flatMap(({ help }) => help)
  .flatMap((line) => /^[a-z]+(?: [a-z-]+)*(?:\|[a-z-]+)*/.exec(line)?.[0] ?? [])
  .flatMap((form) => {
    const words = form.split(' ');
    const choices = words.pop()?.split('|') ?? [];
    return choices.map((choice) => [...words, choice].join(' '));
  });

it('every command of the help is in the documentation', () => {
  const docs = ['operation', 'webhooks', 'links', 'backup'].map((name) =>
    readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', `${name}.md`), 'utf8'),
  );
  // `client add\\|list` of a table stands for `client add` and `client list`.
  const text = docs.join('\n').replaceAll('\\|', '|');
  const isDocumented = (form: string): boolean => {
    const words = form.split(' ');
    const last = words.pop() ?? '';
    return new RegExp(`\\b${[...words, `(?:[a-z-]+\\|)*${last}\\b`].join(' ')}`).test(text);
  };
  expect(forms.length).toBeGreaterThan(30);
  expect(forms.filter((form) => !isDocumented(form))).toEqual([]);
});
