import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { programOf } from './testing/environment.ts';
import { inDeploy } from './testing/in-deploy.ts';

const stages = readFileSync(inDeploy('Dockerfile'), 'utf8')
  .split(/^(?=FROM )/m)
  .slice(1);
const last = stages.at(-1) ?? '';

/** What follows an instruction, each time it is given. */
const given = (stage: string, instruction: string): string[] =>
  [...stage.matchAll(new RegExp(`^${instruction} (.*)$`, 'gm'))].map(([, rest = '']) => rest);

describe('the image', () => {
  it('is built from files that there are', () => {
    const copied = stages.flatMap((stage) => given(stage, 'COPY')).filter((one) => !one.startsWith('--from'));
    const sources = copied.flatMap((one) => one.split(' ').slice(0, -1));
    expect(sources).toContain('package-lock.json');
    expect(sources.filter((one) => !existsSync(inDeploy(`../${one}`)))).toEqual([]);
  });

  it('is what is left when all that only building needs is gone', () => {
    expect(stages).toHaveLength(2);
    expect(given(stages[0] ?? '', 'RUN').at(-1)).toContain('npm prune --omit=dev');
    expect(last).not.toContain('npm');
    expect(given(last, 'COPY').every((one) => one.startsWith('--from=build'))).toBe(true);
  });

  it('runs as nobody of importance, and does what the command says', () => {
    const [user = ''] = given(last, 'USER');
    expect(user.split(':').every((one) => Number(one) > 0)).toBe(true);
    expect(given(last, 'ENTRYPOINT')).toEqual(['["node"]']);
    const [command = ''] = given(last, 'CMD');
    expect(programOf(JSON.parse(command))).toBe('start');
  });
});
