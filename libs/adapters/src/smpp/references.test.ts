import type { ModelDefinition, ModelHandle } from '@cauce/ports';
import { describe, expect, it } from '@jest/globals';
import { MemoryReadModels } from '../memory/read-models.ts';
import { openReferences } from './references.ts';

/** Read models that count what is looked up, and refuse to be written to while they are full. */
const watched = () => {
  const models = new MemoryReadModels();
  const seen = { gets: 0, full: false };
  const open = async (model: ModelDefinition): Promise<ModelHandle> => {
    const handle = await models.open(model);
    return new Proxy(handle, {
      get(target, name) {
        if (name === 'get') seen.gets += 1;
        if (name === 'write' && seen.full)
          return async () => {
            throw new Error('full');
          };
        const part = Reflect.get(target, name, target);
        return typeof part === 'function' ? part.bind(target) : part;
      },
    });
  };
  return { models: { open }, seen };
};

describe('references of a provider', () => {
  it('are known by heart to the process that wrote them, and looked up by others', async () => {
    const { models, seen } = watched();
    const own = await openReferences(models, 'smpp');
    await own.remember('7', 'message-7');
    expect(await own.messageOf('7')).toBe('message-7');
    expect(seen.gets).toBe(0);
    expect(await (await openReferences(models, 'smpp')).messageOf('7')).toBe('message-7');
    expect(seen.gets).toBe(1);
  });

  it('are not known before they are durable', async () => {
    const { models, seen } = watched();
    const own = await openReferences(models, 'smpp');
    seen.full = true;
    await expect(own.remember('7', 'message-7')).rejects.toThrow('full');
    expect(await own.messageOf('7')).toBeNull();
  });
});
