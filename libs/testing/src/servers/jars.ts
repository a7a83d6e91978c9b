import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.ts';
import { runTool } from './machine.ts';
import { at, locks } from './workspace.ts';

/** A Java class path with everything that a server's `pom.xml` names, fetched the first time. */
export const classPath = (server: 'kafka' | 'mongo'): Promise<string> =>
  alone(join(locks, `jars-${server}`), async () => {
    const pom = at(`deploy/servers/${server}/pom.xml`);
    const digest = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
    const cache = at('node_modules/.cache/cauce');
    const jars = join(cache, `${server}-${digest}`);
    if (!existsSync(jars)) {
      mkdirSync(cache, { recursive: true });
      // Renamed when complete: a fetch that broke off leaves nothing that looks whole.
      const fetched = mkdtempSync(join(cache, 'fetch-'));
      const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
      runTool('mvn', ['-q', '-B', '-f', pom, goal, '-DincludeScope=runtime', `-DoutputDirectory=${fetched}`]);
      renameSync(fetched, jars);
    }
    return join(jars, '*');
  });
