// The walls of the house (ARCHITECTURE.md). test/architecture/walls.test.ts plants a breach of each rule and sees it reported:
// a new rule needs a breach there. Types count: who needs another room's type knows that room.

const TEST = '[.]test[.]tsx?$'
const SOURCES = '^(pure|processes|db|server|web)/'

const npm = (...names) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`
const builtIn = (...names) => `^(node:)?(${names.join('|')})(/|$)`
const part = (...names) => `(${names.join('|')})([.]ts$|/)`

// What pure may use: libraries that compute and do nothing else. Whoever adds one looks that it holds to this.
const PURE_LIBRARIES = npm(
  'zod',
  'decimal[.]js',
  'libphonenumber-js',
  'croner',
  'luxon',
  'date-holidays',
  'intl-messageformat',
  '@formatjs',
  'bpmn-moddle',
  'zeebe-bpmn-moddle',
  'moddle',
  'moddle-xml',
  'min-dash',
  'feelin',
)

const NETWORK_LIBRARIES = npm(
  'nodemailer',
  'imapflow',
  'smpp',
  'undici',
  'ws',
  'web-push',
  'grammy',
  'axios',
  'got',
  'node-fetch',
  '@aws-sdk',
  'twilio',
  '@opentelemetry',
)

// Which of another module's they may read is for modules-have-doors to say.
const PURE_PARTS_OF_MODULES = `^server/modules/[^/]+/${part('rules', 'schema', 'events', 'access')}`
// By these alone another module is reached.
const DOORS = part('commands', 'queries', 'events', 'schema')

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'web-meets-server-only-in-pure',
      comment: 'The pages know the server by the generated client (web/api) and share what is in pure/.',
      severity: 'error',
      from: { path: '^web/', pathNot: [TEST, '^web/vite[.]config[.]ts$'] },
      to: { pathNot: ['^(web|pure)/', '(^|/)node_modules/'], couldNotResolve: false },
    },
    {
      name: 'server-never-imports-web',
      severity: 'error',
      from: { path: '^(server|pure|processes|db)/' },
      to: { path: '^web/' },
    },
    {
      name: 'pure-imports-pure',
      comment: 'No I/O, both sides: only itself and the libraries listed above, no module of Node.',
      severity: 'error',
      from: { path: '^pure/', pathNot: TEST },
      to: { pathNot: ['^pure/', PURE_LIBRARIES] },
    },
    {
      name: 'core-knows-nobody',
      severity: 'error',
      from: { path: '^server/core/', pathNot: TEST },
      to: { path: '^(server|processes|db|test|bench)/', pathNot: '^server/core/' },
    },
    {
      name: 'engine-knows-core-only',
      comment: 'The engine knows no CRM: what it needs of it comes through ports.',
      severity: 'error',
      from: { path: '^server/engine/', pathNot: TEST },
      to: { path: '^(server|processes|db|test|bench)/', pathNot: '^server/(core|engine)/' },
    },
    {
      name: 'rules-stay-pure',
      comment: 'They decide and describe; who reads and writes calls them, never the other way.',
      severity: 'error',
      from: { path: `^server/modules/[^/]+/${part('rules', 'schema', 'events')}`, pathNot: TEST },
      to: { pathNot: ['^pure/', npm('zod'), '^server/core/(define|errors|events)[.]ts$', PURE_PARTS_OF_MODULES] },
    },
    {
      name: 'access-stays-pure',
      comment:
        'It builds predicates, which run in the queries of others: hence the SQL builder and nothing that connects.',
      severity: 'error',
      from: { path: `^server/modules/[^/]+/${part('access')}`, pathNot: TEST },
      to: {
        pathNot: [
          '^pure/',
          npm('zod', 'kysely'),
          '^server/core/(define|errors|events|access|actor)[.]ts$',
          PURE_PARTS_OF_MODULES,
        ],
      },
    },
    {
      name: 'queries-never-command',
      severity: 'error',
      from: { path: `^server/modules/[^/]+/${part('queries')}`, pathNot: TEST },
      to: { path: `^server/modules/[^/]+/${part('commands')}` },
    },
    {
      name: 'modules-have-doors',
      comment: 'Another module is reached through its commands, queries, events and schema.',
      severity: 'error',
      from: { path: '^server/modules/([^/]+)/', pathNot: [TEST, '/factory[.]ts$'] },
      to: { path: '^server/modules/', pathNot: ['^server/modules/$1/', `^server/modules/[^/]+/${DOORS}`] },
    },
    {
      name: 'modules-have-doors-for-the-house-too',
      severity: 'error',
      from: { path: SOURCES, pathNot: [TEST, '^server/modules/', '^db/seeds/', '^server/(registry|routes)[.]ts$'] },
      to: {
        path: '^server/modules/',
        pathNot: [
          `^server/modules/[^/]+/${DOORS}`,
          '^server/modules/staff/(authenticate|attempts)[.]ts$',
          '^server/modules/forms/shipped[.]ts$',
        ],
      },
    },
    {
      name: 'the-registry-reads-manifests',
      comment: 'registry.ts is the one list of modules; whoever wants one asks the registry.',
      severity: 'error',
      from: { path: '^server/registry[.]ts$' },
      to: { path: '^server/modules/', pathNot: '^server/modules/[^/]+/(module|effects)[.]ts$' },
    },
    {
      name: 'manifests-are-for-the-registry',
      severity: 'error',
      from: { pathNot: [TEST, '^test/', '^server/registry[.]ts$'] },
      to: { path: '^server/modules/[^/]+/module[.]ts$' },
    },
    {
      name: 'the-list-of-routes-reads-routes',
      severity: 'error',
      from: { path: '^server/routes[.]ts$' },
      to: { path: '^server/modules/', pathNot: '^server/modules/[^/]+/routes' },
    },
    {
      name: 'the-engine-holds-no-routes',
      comment: 'Its thread would keep the schemas of every operation in memory.',
      severity: 'error',
      from: { path: '^server/engine[.]ts$' },
      to: { path: '^server/(routes[.]ts|modules/[^/]+/routes)', reachable: true },
    },
    {
      name: 'factories-are-for-tests-and-seeds',
      severity: 'error',
      from: { pathNot: [TEST, '^test/', '^bench/', '^db/seeds/', '/factory[.]ts$'] },
      to: { path: '/factory[.]ts$' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: SOURCES, pathNot: [TEST, '^web/vite[.]config[.]ts$'] },
      to: {
        path: ['^(test|bench)/', TEST, npm('vitest', 'playwright-core', '@sparticuz', 'fast-check', 'smtp-server')],
      },
    },
    {
      name: 'network-only-in-channels',
      comment:
        'A call out can fail, hang and be doubled: the channels and the outbox deal with that, nobody else may start one.',
      severity: 'error',
      from: {
        path: '^(server|processes|db)/',
        // The launcher asks for a free port, on Windows only; it talks to nobody.
        pathNot: [TEST, '^server/channels/', '^server/core/embedded-postgres[.]ts$'],
      },
      to: {
        path: [NETWORK_LIBRARIES, builtIn('net', 'tls', 'dgram', 'http', 'https', 'http2')],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pg-only-in-db',
      comment: 'One place opens connections (role, time zone, types). Its types may be named anywhere in core.',
      severity: 'error',
      from: { path: SOURCES, pathNot: [TEST, '^server/core/(db|db-hosts|embedded-postgres)[.]ts$'] },
      to: { path: npm('pg', 'pg-pool', 'postgres', 'pg-native'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: SOURCES },
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      comment: 'A path that leads nowhere also hides whatever wall it breaks.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Only ours: excluding every dist/ would drop the libraries whose code lies in one, and with them the breaches.
    exclude: { path: '^(dist|coverage)/' },
    // Types vanish in the compiled code, where a breach by a type would vanish with them.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
}
