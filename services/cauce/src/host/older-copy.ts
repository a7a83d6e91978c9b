import type { Ledger } from '@cauce/ports';

/** The folder is an older copy: its ledger knows events that it lacks, messages among them perhaps. */
export class OlderCopyError extends Error {
  readonly code = 'OLDER_COPY';

  constructor(dir: string, lost: number) {
    super(
      `the folder ${dir} is an older copy than the ledger beside it: ${lost} events are missing, and what was sent ` +
        'with them would be sent again. Put the newer folder back; or, knowing that, go on from this one with ' +
        '"cauce start --older-copy"',
    );
    this.name = 'OlderCopyError';
  }
}

/** Refuses to work on from an older copy of a folder before somebody has agreed to it. Throws OlderCopyError. */
export const refuseOlderCopy = async (dir: string, ledger: Ledger): Promise<void> => {
  const notes = await ledger.notes();
  const last = notes.findLast(({ kind }) => kind !== 'erasure');
  if (last?.kind === 'rollback') throw new OlderCopyError(dir, last.lost);
};

/** Notes that somebody knows of what an older copy lacks; nothing of one that lacks nothing. */
export const acceptOlderCopy = async (dir: string, ledger: Ledger): Promise<void> => {
  try {
    await refuseOlderCopy(dir, ledger);
  } catch (error) {
    if (!(error instanceof OlderCopyError)) throw error;
    await ledger.note({ kind: 'rollback-accepted' });
  }
};
