/** How a run of tests ended for one test. */
export interface TestResult {
  /** The blocks that it is in, the outermost first. */
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
}

/** What runs the contract suite of each port: an adapter that is not here is shown, but its absence is not noticed. */
const ADAPTERS: Readonly<Record<string, readonly string[]>> = {
  EventStore: ['memory', 'sqlite', 'eventstoredb-double'],
  MessageBus: ['memory', 'sqlite', 'kafka'],
  ReadModels: ['memory', 'sqlite', 'mongodb'],
  DueIndex: ['memory', 'sqlite', 'mongodb'],
  Checkpoints: ['memory', 'sqlite', 'mongodb'],
  Leases: ['memory', 'sqlite', 'mongodb'],
  ParkedMessages: ['memory', 'sqlite', 'mongodb'],
  KeyVault: ['memory', 'sqlite', 'mongodb'],
  Ledger: ['memory', 'sqlite'],
  SendGateway: ['memory', 'smtp', 'smtp-starttls', 'smtp-implicit', 'smpp', 'smpp-tls'],
};

interface Cell {
  passed: number;
  failed: number;
  skipped: number;
}

type Cells = Map<string, Map<string, Cell>>;

/** The port and the adapter of a test of a contract suite, as the suite names its block. */
const placeOf = ({ ancestorTitles }: TestResult): readonly [string, string] | undefined => {
  for (const title of ancestorTitles) {
    const [port = '', adapter] = title.split(': ', 2);
    if (adapter !== undefined && port in ADAPTERS) return [port, adapter];
  }
  return undefined;
};

const cellsOf = (tests: readonly TestResult[]): Cells => {
  const cells: Cells = new Map();
  for (const test of tests) {
    const place = placeOf(test);
    if (!place) continue;
    const row = cells.getOrInsertComputed(place[0], () => new Map());
    const cell = row.getOrInsertComputed(place[1], () => ({ passed: 0, failed: 0, skipped: 0 }));
    cell[test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped'] += 1;
  }
  return cells;
};

const ran = (cell: Cell | undefined): boolean => cell !== undefined && cell.passed + cell.failed > 0;

const words = ({ passed, failed, skipped }: Cell): string =>
  [`${passed}`, failed > 0 ? `${failed} failed` : '', skipped > 0 ? `${skipped} skipped` : '']
    .filter(Boolean)
    .join(', ');

const inColumns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  return rows.map((row) =>
    row.map((text, n) => (n === 0 ? text.padEnd(widths[n] ?? 0) : text.padStart(widths[n] ?? 0))).join('  '),
  );
};

/** How many tests of each port's suite passed over each adapter, a line each; nothing where none of them was there. */
export const portTable = (tests: readonly TestResult[]): string[] => {
  const cells = cellsOf(tests);
  if (cells.size === 0) return [];
  const found = [...cells.values()].flatMap((row) => [...row.keys()]);
  const adapters = [...new Set([...Object.values(ADAPTERS).flat(), ...found])];
  const rows = Object.entries(ADAPTERS).map(([port, expected]) => [
    port,
    ...adapters.map((adapter) => {
      const cell = cells.get(port)?.get(adapter);
      return cell ? words(cell) : expected.includes(adapter) ? 'not run' : '-';
    }),
  ]);
  return inColumns([['port', ...adapters], ...rows]);
};

/** The adapters of which no test of a port's suite was run, "port: adapter". */
export const notRun = (tests: readonly TestResult[]): string[] => {
  const cells = cellsOf(tests);
  return Object.entries(ADAPTERS).flatMap(([port, adapters]) =>
    adapters.filter((one) => !ran(cells.get(port)?.get(one))).map((one) => `${port}: ${one}`),
  );
};

const MUTANTS = 'Mutants: ';
const NOTICES = 'notices ';

/** The faults that were planted to prove the suites, with whether each was noticed: a line for each suite and fault. */
export const mutantList = (tests: readonly TestResult[]): string[] => {
  const planted = tests.flatMap(({ ancestorTitles, title, status }) => {
    const suite = ancestorTitles.find((one) => one.startsWith(MUTANTS))?.slice(MUTANTS.length);
    return suite && title.startsWith(NOTICES) ? [{ suite, fault: title.slice(NOTICES.length), status }] : [];
  });
  return [...Map.groupBy(planted, ({ suite }) => suite)].flatMap(([suite, faults]) => [
    `${suite}: ${faults.filter(({ status }) => status === 'passed').length} of ${faults.length} faults noticed`,
    ...faults.map(({ fault, status }) => `  ${status === 'passed' ? 'noticed' : status}: ${fault}`),
  ]);
};
