/**
 * The dependency rule: kernel ← contracts ← domain; ports ← adapters; services → domain, contracts, ports, runtime.
 * Each part of the workspace names the parts that it may import; nothing else is allowed.
 */
const SERVICE = ['libs/kernel', 'libs/contracts', 'libs/domain', 'libs/ports', 'libs/runtime'];
const SERVICES = ['ingestion', 'segmentation', 'scoring', 'compliance-gate', 'outbound-channel', 'reporting'];

const MAY_IMPORT = {
  'libs/kernel': [],
  'libs/contracts': ['libs/kernel'],
  'libs/domain': ['libs/kernel', 'libs/contracts'],
  'libs/rule-packs': ['libs/kernel', 'libs/domain'],
  'libs/ports': ['libs/kernel', 'libs/contracts'],
  'libs/adapters': ['libs/kernel', 'libs/contracts', 'libs/ports'],
  'libs/runtime': ['libs/kernel', 'libs/contracts', 'libs/domain', 'libs/ports', 'libs/adapters'],
  'libs/testing': ['libs/kernel', 'libs/contracts', 'libs/domain', 'libs/ports'],
  ...Object.fromEntries(SERVICES.map((name) => [`services/${name}`, SERVICE])),
  'services/compliance-gate': [...SERVICE, 'libs/rule-packs'],
  // The host: it runs all six in one process.
  'services/cauce': [
    ...SERVICE,
    'libs/adapters',
    'libs/rule-packs',
    ...SERVICES.map((name) => `services/${name}`),
  ],
};

/** Tests, and the folders `testing` that serve them, may also use the memory adapters and the test helpers. */
const TESTS_MAY_IMPORT = [
  'libs/adapters/src/(index\\.ts|memory/|(eventstoredb|opentelemetry)/testing/)',
  'libs/testing/',
  'libs/ports/src/contract/',
];
const isTest = ['\\.test\\.ts$', '/src/.*testing/'];

const partRule = ([part, allowed]) => {
  const own = `^${part}/`;
  const others = allowed.map((one) => `^${one}/`);
  return [
    {
      name: `${part} may import ${allowed.join(', ') || 'nothing of the workspace'}`,
      severity: 'error',
      from: { path: own, pathNot: isTest },
      to: { path: '^(libs|services)/', pathNot: [own, ...others] },
    },
    {
      name: `tests of ${part} may also import test helpers and memory adapters`,
      severity: 'error',
      from: { path: isTest.map((one) => `^${part}.*${one}`) },
      to: {
        path: '^(libs|services)/',
        pathNot: [own, ...others, ...TESTS_MAY_IMPORT.map((one) => `^${one}`)],
      },
    },
  ];
};

const NPM = '(^|/)node_modules/(?!@cauce/)';

/** A package that the adapters of one folder know, and nobody else. */
const onlyIn = (adapter, packages, name) => ({
  name,
  severity: 'error',
  from: { pathNot: `^libs/adapters/src/${adapter}/` },
  to: { path: `(^|/)node_modules/${packages}/` },
});

/** What a part may take from outside the workspace. */
const fromOutside = [
  {
    name: 'the kernel depends on nothing but Node',
    severity: 'error',
    from: { path: '^libs/kernel/', pathNot: isTest },
    to: { path: NPM },
  },
  {
    name: 'contracts and domain know nothing of Nest',
    severity: 'error',
    from: { path: '^libs/(contracts|domain)/' },
    to: { path: '(^|/)node_modules/@nestjs/' },
  },
  {
    name: 'the domain imports nothing of Node',
    severity: 'error',
    from: { path: '^libs/domain/', pathNot: isTest },
    to: { dependencyTypes: ['core'] },
  },
  onlyIn('mongodb', '(mongodb|bson)', 'only the adapters of MongoDB know its driver'),
  onlyIn('eventstoredb', '@eventstore', 'only the adapter of the event store knows its client'),
  onlyIn('kafka', '(kafkajs|@platformatic/kafka)', 'only the Kafka adapter knows its clients'),
  onlyIn('opentelemetry', '@opentelemetry', 'only the adapter of telemetry knows OpenTelemetry'),
  {
    name: 'the domain needs no package but libphonenumber-js',
    severity: 'error',
    from: { path: '^libs/domain/', pathNot: isTest },
    to: { path: NPM, pathNot: '(^|/)node_modules/libphonenumber-js/' },
  },
];

const everywhere = [
  { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'every import resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'packages are declared',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'what only tests need stays in tests',
    severity: 'error',
    from: { pathNot: [...isTest, '^libs/testing/', '^libs/ports/src/contract/'] },
    to: { path: ['^libs/(testing|ports/src/contract)/', '^(libs|services)/[^/]+/src/.*testing/'] },
  },
  {
    name: 'what runs needs no development package',
    severity: 'error',
    from: {
      pathNot: [...isTest, '^libs/testing/', '^libs/ports/src/contract/', '^services/cauce/src/bench/'],
    },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
];

export default {
  forbidden: [...Object.entries(MAY_IMPORT).flatMap(partRule), ...fromOutside, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(libs|services)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['cauce-source', 'import', 'node', 'default', 'types'],
    },
  },
};
