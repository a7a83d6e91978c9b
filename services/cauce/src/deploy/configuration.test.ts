import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { configurationPage } from './testing/configuration-page.ts';
import { inDeploy } from './testing/in-deploy.ts';

it('the page about configuration says what the programs read', () => {
  const file = inDeploy('docs/configuration.md');
  if (process.env.CAUCE_TEST_UPDATE) writeFileSync(file, configurationPage());
  expect(readFileSync(file, 'utf8')).toBe(configurationPage());
});
