import { type KeyVault, noTelemetry, type SubjectKey } from '@cauce/ports';
import { type Core, EventLog, Sealer } from '@cauce/runtime';

const refuse = (): Promise<never> => Promise.reject(new Error('a rehearsal changes no keys'));

/** Keys for boxes that nobody will open: none is made, and the erased are known. */
const throwaway = (vault: KeyVault): KeyVault => {
  const key = new Uint8Array(32);
  return {
    keys: async (subjects) =>
      new Map(subjects.map((subject): [string, SubjectKey] => [subject, { subject, keyId: '1', key }])),
    keep: async () => {},
    find: (subject, keyId) => vault.find(subject, keyId),
    erased: (subject) => vault.erased(subject),
    rotate: refuse,
    destroy: refuse,
    close: async () => {},
  };
};

/** The same folder for work that decides and stages and is thrown away: it leaves no event and no key. */
export const rehearsing = (core: Core): Core => {
  const vault = throwaway(core.vault);
  return {
    ...core,
    vault,
    telemetry: noTelemetry,
    log: new EventLog(core.store, new Sealer(vault), core.clock),
  };
};
