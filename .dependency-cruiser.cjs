// The doors of docs/ARCHITECTURE.md: which room may import from which. A cycle is an error.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed, dependencyTypesNot: ['core'] },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '/entities/' } },
    },
    only(
      'statistics-is-pure',
      '^api/src/statistics',
      ['^api/src/statistics', '^node_modules/simple-statistics'],
      'Pure mathematics: knows nothing of therapy, framework or machine.',
    ),
    {
      name: 'statistics-and-core-touch-no-machine',
      severity: 'error',
      from: { path: '^api/src/(statistics|core)' },
      to: { dependencyTypes: ['core'] },
    },
    only('core-knows-statistics', '^api/src/core', ['^api/src/(core|statistics)'], 'Pure domain.'),
    only(
      'contracts-are-words',
      '^api/src/contracts',
      ['^api/src/contracts', '^api/src/core', '^node_modules/zod'],
      'Types of core only.',
    ),
    {
      name: 'contracts-take-types-of-core',
      severity: 'error',
      from: { path: '^api/src/contracts' },
      to: { path: '^api/src/core', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'database-knows-core',
      severity: 'error',
      from: { path: '^api/src/database' },
      to: { path: '^(api/src/(features|contracts)|dashboard|reports|seed|test)' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^api/src/platform' },
      to: { path: '^(api/src/features|dashboard|reports|seed|test)' },
    },
    {
      name: 'data-only-through-the-access-wrapper',
      comment: 'A data source or a client of its own would ask without role and context.',
      severity: 'error',
      from: { path: '^api/src/(features|platform|core|contracts)|^seed' },
      to: {
        path: '^node_modules/(pg|typeorm|graphile-worker)/|^api/src/database/(data-source|with-client|connect)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'features-ask-services',
      comment: "A feature asks another feature's exported service, never its repository.",
      severity: 'error',
      from: { path: '^api/src/features/([^/]+)/' },
      to: {
        path: '^api/src/features/[^/]+/.*\\.(repository|query|controller)\\.ts$',
        pathNot: '^api/src/features/$1/',
      },
    },
    {
      name: 'api-starts-seed-only-from-main-and-cli',
      severity: 'error',
      from: { path: '^api', pathNot: '^api/src/(main|cli)\\.ts$' },
      to: { path: '^seed' },
    },
    {
      name: 'api-never-imports-screens',
      severity: 'error',
      from: { path: '^api' },
      to: { path: '^(dashboard|reports|test)' },
    },
    {
      name: 'dashboard-sees-contracts',
      severity: 'error',
      from: { path: '^dashboard' },
      to: { path: '^(api|seed|reports|test)', pathNot: '^api/src/contracts' },
    },
    {
      name: 'dashboard-features-stand-apart',
      severity: 'error',
      from: { path: '^dashboard/src/features/([^/]+)/' },
      to: { path: '^dashboard/src/(features|routes)/', pathNot: '^dashboard/src/features/$1/' },
    },
    {
      name: 'dashboard-charts-only-draw',
      severity: 'error',
      from: { path: '^dashboard/src/charts' },
      to: { path: '^dashboard/src/(features|routes|api-client|components)' },
    },
    {
      name: 'dashboard-components-and-format-look-down',
      severity: 'error',
      from: { path: '^dashboard/src/(components|format)' },
      to: { path: '^dashboard/src/(features|routes)' },
    },
    {
      name: 'reports-draw-what-they-are-handed',
      comment: 'A report is made of contracts, by the charts, the words and the colours of the screen.',
      severity: 'error',
      from: { path: '^reports' },
      to: {
        path: '^(api|dashboard|seed|test)',
        pathNot: '^(api/src/contracts|dashboard/src/(charts|format)|dashboard/src/theme/tokens\\.ts$)',
      },
    },
    {
      name: 'seed-uses-core-and-the-import',
      severity: 'error',
      from: { path: '^seed' },
      to: {
        path: '^(api|dashboard|reports|test)',
        pathNot: '^api/src/(core|statistics/random|contracts|features/imports|database/access)',
      },
    },
    { name: 'nothing-imports-test', severity: 'error', from: { pathNot: '^test' }, to: { path: '^test' } },
    {
      name: 'not-resolvable',
      severity: 'error',
      // Benchmarks measure what was built, which is not there before a build.
      from: { pathNot: '^test/bench/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
    exclude: { path: '^(dist|node_modules)' },
  },
}
