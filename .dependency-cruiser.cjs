/**
 * The boundaries of the project: dependencies point one way, nobody reaches inside another package, no cycles.
 * Each package may import the packages named here, by name, and no others.
 */
const allowed = {
  protocol: [],
  face: ['protocol'],
  liveness: ['protocol', 'face'],
  evaluate: ['protocol', 'face', 'liveness'],
  verify: ['protocol'],
  capture: ['protocol', 'face'],
  plugin: ['protocol', 'capture'],
  web: ['protocol', 'capture'],
  react: ['capture'],
  'link-page': ['protocol', 'capture'],
  console: [],
  server: ['protocol', 'face', 'liveness', 'evaluate', 'capture', 'link-page', 'console'],
  attacks: ['protocol', 'face', 'liveness'],
};

const all = Object.keys(allowed);
const anyOf = (names) => `(${names.join('|')})`;

const packageRules = all.map((name) => ({
  name: `${name}-imports-only-what-it-may`,
  severity: 'error',
  from: { path: `^packages/${name}/src/`, pathNot: '[.]test[.]ts$' },
  to: { path: `^packages/${anyOf(all.filter((other) => other !== name && !allowed[name].includes(other)).concat('none'))}/` },
}));

/** Inside the service: rules know neither HTTP nor SQL; HTTP knows no SQL; only config.ts reads the environment (lint). */
const serverRules = [
  ['sessions', 'http|oauth', 'The rules of a session know no HTTP.'],
  ['sessions', 'store/sql', 'The rules of a session know the contract of the store, not its SQL.'],
  ['sessions', 'links', 'A session knows nothing of the link that it was made for.'],
  ['links', 'http|oauth', 'The rules of links know no HTTP.'],
  ['links', 'store/sql', 'The rules of links know the contract of the store, not its SQL.'],
  ['http', 'store/sql', 'HTTP calls rules; it knows no SQL.'],
  ['store', 'http|sessions|links|console', 'The store knows neither rules nor HTTP.'],
  ['console', 'store/sql', 'The console knows the contract of the store, not its SQL.'],
].map(([from, to, comment], index) => ({
  name: `server-${from}-not-to-${index}`,
  comment,
  severity: 'error',
  from: { path: `^packages/server/src/${from}/`, pathNot: '[.]test[.]ts$' },
  to: { path: `^packages/server/src/(${to})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-reaching-inside-by-path',
      comment: 'Another package is imported by its name, through its exports.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|apps/[^/]+|bench)/src/' },
      to: { path: '^(packages/[^/]+|apps/[^/]+|bench)/src/', pathNot: '^$1/' },
    },
    {
      name: 'no-reaching-inside-by-name',
      comment: 'The peers of the comparison are installed by its command, in a folder of their own.',
      severity: 'error',
      from: { path: '^(packages|apps|tests|bench)/' },
      to: { couldNotResolve: true, pathNot: '^@tensorflow/' },
    },
    { name: 'nothing-imports-apps', severity: 'error', from: { path: '^packages/' }, to: { path: '^(apps|tests|bench)/' } },
    {
      name: 'face-core-is-portable',
      severity: 'error',
      from: { path: '^packages/face/src/', pathNot: '^packages/face/src/(node|browser)/|[.]test[.]ts$' },
      to: { path: '^packages/face/src/(node|browser)/|onnxruntime|sharp', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-dev-dependency-in-source',
      comment:
        'But for what a build bundles: jose in verify, the passkeys of the console, our own packages in verify, capture, plugin and web.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '[.]test[.]ts$' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '@capacitor/core|^node_modules/(jose|@simplewebauthn/browser)/|^packages/',
      },
    },
    ...packageRules,
    ...serverRules,
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['(^|/)dist/.*[.]map$'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default', 'require'] },
  },
};
