import type { Command } from 'commander';
import type { GlobalOptions } from '../context.ts';
import { counted, print } from '../output.ts';

interface VectorOptions extends GlobalOptions {
  readonly alternatives?: boolean;
  readonly packs?: string;
}

const printVectors = async (file: string, { json, packs }: VectorOptions): Promise<boolean> => {
  const { judgeVectors, readVectors } = await import('@cauce/rule-packs');
  let passed = 0;
  let failed = 0;
  for (const result of judgeVectors(readVectors(file), packs)) {
    const { vector, decision: found } = result;
    const { decision, notBefore, reasons } = found;
    if (result.passed) passed += 1;
    else failed += 1;
    const { expect } = vector;
    await print({ id: vector.id, decision, notBefore, reasons }, json, () => {
      const said = `${vector.id}: ${decision} ${reasons.join(', ')}${notBefore ? ` until ${notBefore}` : ''}`;
      const wanted = `${expect.decision} ${expect.reason}${expect.not_before ? ` until ${expect.not_before}` : ''}`;
      return result.passed ? said : `${said}  ← expected ${wanted}`;
    });
  }
  await print({ passed, failed }, json, () => `${passed} passed, ${failed} failed`);
  return failed === 0;
};

const printAlternatives = async (file: string, { json, packs }: VectorOptions): Promise<void> => {
  const { judgeAlternatives, readVectors } = await import('@cauce/rule-packs');
  let found = 0;
  const none: string[] = [];
  for (const { vector, reading } of judgeAlternatives(readVectors(file), packs)) {
    if (reading === null) none.push(vector.id);
    else found += 1;
    await print({ id: vector.id, reading }, json, () => `${vector.id}: ${reading ?? 'no reading says so'}`);
  }
  await print({ found, none }, json, () => `${counted(found, 'alternative')} found, ${none.length} not`);
};

/** `gate vectors`. */
export const gateCommands = (program: Command): void => {
  program
    .command('gate')
    .description('what contact law says')
    .command('vectors')
    .argument('<file>', 'worked examples of contact law, one JSON object a line')
    .description('judge worked examples with the rule packs; 1 where one comes out otherwise')
    .option(
      '--alternatives',
      'name the reading of a pack that gives what an example expects of another reading',
    )
    .option('--packs <dir>', 'packs of this folder in place of our own')
    .action(async (file: string, _options, command: Command) => {
      const options = command.optsWithGlobals<VectorOptions>();
      if (options.alternatives) await printAlternatives(file, options);
      else if (!(await printVectors(file, options))) process.exitCode = 1;
    });
};
