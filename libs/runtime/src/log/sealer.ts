import { boxBinding, type Personal, type RecordedEvent, type SealedBox } from '@cauce/contracts';
import { openBox, sealBox, type Uuid } from '@cauce/kernel';
import type { KeyVault, SubjectKey } from '@cauce/ports';

/** What an event holds of people. */
export type Sealed = Pick<RecordedEvent, 'stream' | 'revision' | 'sealed'>;

/** Personal fields of an event by subject; null where the person was erased. */
export type Opened = ReadonlyMap<Uuid, Readonly<Record<string, unknown>> | null>;

/** Seals personal fields into boxes bound to their place in the log, and opens them again. */
export class Sealer {
  constructor(private readonly vault: KeyVault) {}

  /** The keys that some personal fields need; made where there were none. Throws SubjectErasedError. */
  keysFor(subjects: readonly Uuid[]): Promise<ReadonlyMap<Uuid, SubjectKey>> {
    return this.vault.keys(subjects);
  }

  /** Makes the keys that were made for boxes durable; called before events with such boxes are appended. */
  keepKeys(): Promise<void> {
    return this.vault.keep();
  }

  seal(keys: ReadonlyMap<Uuid, SubjectKey>, stream: string, revision: number, personal: Personal): SealedBox {
    const key = keys.get(personal.subject);
    if (!key) throw new Error(`no key was fetched for ${personal.subject}`);
    const { subject, keyId } = key;
    const box = sealBox(
      key.key,
      boxBinding(stream, revision, subject, keyId),
      JSON.stringify(personal.fields),
    );
    return { subject, keyId, box };
  }

  /** Opens every box of an event whose key still exists. */
  async open(event: Sealed): Promise<Opened> {
    const opened = new Map<Uuid, Readonly<Record<string, unknown>> | null>();
    for (const sealed of event.sealed) {
      opened.set(sealed.subject, await this.openBox(event.stream, event.revision, sealed));
    }
    return opened;
  }

  private async openBox(stream: string, revision: number, { subject, keyId, box }: SealedBox) {
    const key = await this.vault.find(subject, keyId);
    if (!key) return null;
    return JSON.parse(openBox(key.key, boxBinding(stream, revision, subject, keyId), box));
  }
}
