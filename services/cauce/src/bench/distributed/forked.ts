import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';

/** A program of a bench in a process of its own, which answers one question after the other. */
export class Forked<Question extends object, Answer> {
  private readonly child: ChildProcess;

  /** @param program its built file, which listens to messages. */
  constructor(private readonly program: string) {
    this.child = fork(program);
  }

  /** Its answer; rejects when it ends before. */
  async ask(question: Question): Promise<Answer> {
    const answer = Promise.race([
      once(this.child, 'message').then(([said]) => said as Answer),
      once(this.child, 'exit').then(() => Promise.reject(new Error(`${basename(this.program)} ended`))),
    ]);
    this.child.send(question);
    return answer;
  }

  end(): void {
    this.child.kill();
  }
}
