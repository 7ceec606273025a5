import { readFile, writeFile } from 'node:fs/promises';

/**
 * Puts what was measured into a document between `<!-- measured: NAME -->` and `<!-- /measured: NAME -->`; the words around are written by hand.
 * A document without the marks gets them at its end.
 */
export async function replaceMeasured(file: string, name: string, markdown: string): Promise<void> {
  const open = `<!-- measured: ${name} -->`;
  const close = `<!-- /measured: ${name} -->`;
  const text = await readFile(file, 'utf8').catch(() => '');
  const part = `${open}\n\n${markdown.trim()}\n\n${close}`;
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  const whole =
    start >= 0 && end > start ? text.slice(0, start) + part + text.slice(end + close.length) : `${text}${text === '' ? '' : '\n'}${part}\n`;
  await writeFile(file, whole);
}
