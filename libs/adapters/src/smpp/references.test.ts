import { describe, expect, it, jest } from '@jest/globals';
import { MemoryReadModels } from '../memory/read-models.ts';
import { openReferences } from './references.ts';

/** Read models of which every process has one and the same handle. */
const shared = async () => {
  const handle = await new MemoryReadModels().open({ name: 'references', version: 1, indexes: [] });
  return { handle, models: { open: async () => handle } };
};

describe('references of a provider', () => {
  it('are known by heart to the process that wrote them, and looked up by others', async () => {
    const { handle, models } = await shared();
    const get = jest.spyOn(handle, 'get');
    const own = await openReferences(models, 'smpp');
    await own.remember('7', 'message-7');
    expect(await own.messageOf('7')).toBe('message-7');
    expect(get).toHaveBeenCalledTimes(0);
    expect(await (await openReferences(models, 'smpp')).messageOf('7')).toBe('message-7');
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('are not known before they are durable', async () => {
    const { handle, models } = await shared();
    const own = await openReferences(models, 'smpp');
    jest.spyOn(handle, 'write').mockRejectedValue(new Error('full'));
    await expect(own.remember('7', 'message-7')).rejects.toThrow('full');
    expect(await own.messageOf('7')).toBeNull();
  });
});
