import { SingleBar } from 'cli-progress';

export interface ProgressBar {
  update(done: number, total: number): void;
  stop(): void;
}

const SILENT: ProgressBar = { update: () => {}, stop: () => {} };

/** A bar on the terminal's error output; silent where that is no terminal. */
export const progressBar = (what: string): ProgressBar => {
  if (!process.stderr.isTTY) return SILENT;
  const bar = new SingleBar({
    format: `${what} {bar} {percentage}% · {duration_formatted} · {eta_formatted} left`,
    stream: process.stderr,
    hideCursor: true,
    etaBuffer: 50,
  });
  let started = false;
  return {
    update: (done, total) => {
      if (!started) bar.start(total, done);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
};
