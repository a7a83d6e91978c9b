import { doubtIn, type Ledger } from '@cauce/ports';

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

/** The ledger is gone: what else is known of the folder, its age and the erasures since, is known by nobody. */
export class LedgerLostError extends Error {
  readonly code = 'LEDGER_LOST';

  constructor(dir: string) {
    super(
      `the ledger ${dir}.ledger was not there: nobody can tell whether the folder is an older copy, from which what ` +
        'was sent since would be sent again, or who was erased since. Put the ledger back; or, knowing that, go on ' +
        'without it with "cauce start --older-copy"',
    );
    this.name = 'LedgerLostError';
  }
}

/**
 * Refuses to work on from an older copy of a folder, or from one whose ledger is gone, before somebody has agreed to
 * it. Throws OlderCopyError, LedgerLostError.
 */
export const refuseOlderCopy = async (dir: string, ledger: Ledger): Promise<void> => {
  const doubt = doubtIn(await ledger.notes());
  if (doubt?.kind === 'rollback') throw new OlderCopyError(dir, doubt.lost);
  if (doubt) throw new LedgerLostError(dir);
};

/** Notes that somebody knows of what an older copy lacks; nothing where there is no doubt. */
export const acceptOlderCopy = async (ledger: Ledger): Promise<void> => {
  if (doubtIn(await ledger.notes())) await ledger.note({ kind: 'rollback-accepted' });
};
