import 'reflect-metadata';
import type { App } from '../../../host/app.ts';
import { withApp } from '../../../testing/line.ts';
import { eraseOperation } from '../erase.ts';

/** Steps of an erasure, before or after which the process can be killed. */
type Strike = 'before-note' | 'after-note' | 'before-destroy' | 'after-destroy' | 'before-complete';

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
};

/** An object with some of its methods replaced. */
const patched = <T extends object>(target: T, changes: Partial<T>): T =>
  new Proxy(target, {
    get(_target, name) {
      const key = name as keyof T;
      const value = changes[key] ?? target[key];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** The app with ports that kill the process at a step. */
const struck = (app: App, strike: string): App => {
  const { core } = app.folder;
  const { ledger, vault, store } = core;
  const around = async <T>(step: 'note' | 'destroy' | 'complete', work: () => Promise<T>): Promise<T> => {
    if (strike === (`before-${step}` satisfies Strike)) return die();
    const result = await work();
    return strike === `after-${step}` ? die() : result;
  };
  const changed = {
    ...core,
    ledger: patched(ledger, { note: (entry) => around('note', () => ledger.note(entry)) }),
    vault: patched(vault, { destroy: (subject, at) => around('destroy', () => vault.destroy(subject, at)) }),
    store: patched(store, {
      append: (appends) => {
        const types = appends.flatMap(({ events }) => events.map(({ envelope }) => envelope.type));
        const append = () => store.append(appends);
        return types.includes('PersonErased') ? around('complete', append) : append();
      },
    }),
  };
  return { ...app, folder: { ...app.folder, core: changed } };
};

const [dir = '', now = '', debtor = '', strike = ''] = process.argv.slice(2);
await withApp({ dir, now, as: 'two' }, (app) => eraseOperation(struck(app, strike), { debtor }));
