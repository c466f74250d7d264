import type { Delay } from '../types.ts';

/** A change after a delay. */
export interface Step {
  readonly after: Delay;
  readonly apply: () => void;
}

/** The progress of one delay. */
export class TransitionObserver {
  readonly #delay: Delay;
  readonly #since: number;
  #reads = 0;

  /** `since` is the start of the delay in milliseconds since 1970. */
  constructor(delay: Delay, since: number) {
    this.#delay = delay;
    this.#since = since;
  }

  /** Returns when the delay ended in milliseconds since 1970, or undefined before its end. */
  endedAt(now: number): number | undefined {
    if (this.#delay === 'manual') return undefined;
    if ('describes' in this.#delay) return this.#reads >= this.#delay.describes ? now : undefined;
    const end = this.#since + this.#delay.ms;
    return now >= end ? end : undefined;
  }

  /** The number of reads so far. */
  get reads(): number {
    return this.#reads;
  }

  /** Counts a read. */
  countRead(): void {
    this.#reads += 1;
  }
}

/** Changes in sequence, each after its delay: `available` -> `deleting` -> `deleted` -> absent. */
export class Transition {
  readonly #steps: Step[];
  #observer: TransitionObserver | undefined;

  /** `now` is the start of the first delay in milliseconds since 1970. */
  constructor(steps: readonly Step[], now: number) {
    this.#steps = [...steps];
    this.#begin(now);
  }

  /** Whether all steps were applied. */
  get finished(): boolean {
    return this.#steps.length === 0;
  }

  #begin(now: number): void {
    const next = this.#steps[0];
    this.#observer = next === undefined ? undefined : new TransitionObserver(next.after, now);
  }

  /** Applies all steps that are due by `now` (milliseconds since 1970). */
  advance(now: number): void {
    for (;;) {
      const ended = this.#observer?.endedAt(now);
      if (ended === undefined) return;
      this.#steps.shift()?.apply();
      this.#begin(ended);
    }
  }

  /** Applies what is due, then counts a read of the resource. `now` is in milliseconds since 1970. */
  read(now: number): void {
    this.advance(now);
    this.#observer?.countRead();
  }

  /** Applies the next step, whatever its delay. `now` is in milliseconds since 1970. */
  step(now: number): void {
    this.#steps.shift()?.apply();
    this.#begin(now);
  }
}
