import { describeOn } from '@cauce/testing/servers';
import { contracts } from './testing/contracts.ts';

describeOn('mongo', 'the ports over MongoDB', () => {
  for (const contract of Object.values(contracts)) contract((database) => database);
});
