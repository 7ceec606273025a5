import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const rules = new Map();

/** Colours of code as classes of one style sheet in place of attributes: the policy of the service allows no inline style. */
export const stylesAsClasses = {
  file: 'code.css',
  transformer: {
    name: 'styles-as-classes',
    root(tree) {
      visit(tree);
    },
  },
  write(folder) {
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'assets', stylesAsClasses.file), [...rules].map(([name, style]) => `.${name}{${style}}\n`).join(''));
  },
};

function visit(node) {
  const style = node.properties?.style;
  if (typeof style === 'string' && style !== '') {
    const name = `c${createHash('sha256').update(style).digest('hex').slice(0, 8)}`;
    rules.set(name, style);
    delete node.properties.style;
    node.properties.class = [node.properties.class ?? [], name].flat().join(' ').trim();
  }
  for (const child of node.children ?? []) visit(child);
}
