import ts from 'typescript';

/**
 * A Markdown table of the public members of a class, interface or constant, with what their docstrings say.
 * @param {string} source TypeScript
 * @param {string} name of the exported declaration
 * @param {string} [heading] of the first column, for a constant
 * @returns {string}
 * @throws {Error} if there is no such declaration, or a member has no docstring
 */
export function apiTable(source, name, heading = 'code') {
  const declaration = declarationNamed(source, name);
  if (!declaration) throw new Error(`There is no ${name} in the source.`);
  if (ts.isVariableDeclaration(declaration)) return tableOf([heading, 'meaning'], entriesOf(declaration));
  const publicMembers = declaration.members.filter(isPublic);
  const members = publicMembers.map((member) => rowOf(member, name));
  const isBuilder = members.every(({ type }) => type === 'this' || type === `${name.replace(/Builder$/, '')}`);
  if (isBuilder)
    return tableOf(
      ['method', 'meaning'],
      members.map(({ label, meaning }) => [label, meaning]),
    );
  return tableOf(
    [publicMembers.every(ts.isMethodDeclaration) ? 'method' : 'name', 'type', 'meaning'],
    members.map(({ label, type, meaning }) => [label, code(type), meaning]),
  );
}

/**
 * The keys of a constant, in its order, as Markdown.
 * @param {string} source TypeScript
 * @param {string} name of the constant
 * @throws {Error} if there is no such constant
 */
export function keyList(source, name) {
  const declaration = declarationNamed(source, name);
  if (!declaration?.initializer?.properties) throw new Error(`There is no constant ${name} with keys in the source.`);
  return declaration.initializer.properties.map((property) => code(property.name.getText().replace(/^'(.*)'$/, '$1'))).join(', ');
}

function declarationNamed(source, name) {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap(declarationsOf).find((each) => each.name?.getText() === name);
}

const declarationsOf = (statement) => (ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [statement]);

/** Of an interface: all; of a class: its properties and methods, but for what only the browser calls. */
function isPublic(member) {
  if (ts.isPropertySignature(member) || ts.isMethodSignature(member) || ts.isGetAccessorDeclaration(member)) return true;
  return ts.isMethodDeclaration(member) && !ts.isPrivateIdentifier(member.name) && !member.name.getText().endsWith('Callback');
}

function rowOf(member, owner) {
  const name = member.name.getText().replace(/^'(.*)'$/, '$1');
  const meaning = docstringOf(member);
  if (!meaning) throw new Error(`${owner}.${name} has no docstring.`);
  if (ts.isPropertySignature(member) || ts.isGetAccessorDeclaration(member)) {
    return { label: code(member.questionToken ? `${name}?` : name), type: typeOf(member.type), meaning };
  }
  const parameters = member.parameters.map((each) => each.name.getText() + (each.questionToken || each.initializer ? '?' : ''));
  return { label: code(`${name}(${parameters.join(', ')})`), type: typeOf(member.type), meaning };
}

/** As it is written, on one line; that an optional member may be undefined goes without saying. */
const typeOf = (type) =>
  type
    .getText()
    .replace(/\s+/g, ' ')
    .replace(/ \| undefined$/, '');

/** The text, then what is returned and thrown; examples are left out. */
function docstringOf(node) {
  const text = node.jsDoc?.at(-1)?.comment;
  const tags = ts
    .getJSDocTags(node)
    .filter(({ tagName }) => ['returns', 'throws'].includes(tagName.text))
    .map((tag) => `${tag.tagName.text} ${textOf(tag.comment)}`);
  return [textOf(text), ...tags].filter(Boolean).join('; ').replaceAll('.; ', '; ');
}

function textOf(comment) {
  return (ts.getTextOfJSDocComment(comment) ?? '')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
}

function entriesOf(declaration) {
  let literal = declaration.initializer;
  while (literal && (ts.isAsExpression(literal) || ts.isSatisfiesExpression(literal))) literal = literal.expression;
  return literal.properties.map((property) => [code(property.name.getText().replace(/^'(.*)'$/, '$1')), property.initializer.text]);
}

const code = (text) => `\`${text}\``;
const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const tableOf = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
