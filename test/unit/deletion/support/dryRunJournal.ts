import type { Intend } from '../../../../src/deletion/journal/journalAdapters.ts';

/** A journal of dry runs that tells what it was asked to write, and fails where it is told to. */
export class DryRunJournal {
  readonly steps: string[] = [];
  failsAt: string | undefined;

  readonly intend: Intend = ({ action }) => {
    this.#step(action);
    return Promise.resolve({
      id: 'entry',
      recordCall: (call) => this.#write(`called ${call?.dryRun ? 'dry' : 'for good'}`),
      recordResponse: ({ status }) => this.#write(`response ${status ?? 'none'}`),
      recordOutcome: ({ kind }) => this.#write(`outcome ${kind}`),
      note: () => Promise.resolve(),
    });
  };

  #step(step: string): void {
    if (step === this.failsAt) throw new Error('No space left on the disk.');
    this.steps.push(step);
  }

  #write(step: string): Promise<void> {
    this.#step(step);
    return Promise.resolve();
  }
}
