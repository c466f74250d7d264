import type { Delay } from '../types.ts';

/** What happens after a while. */
export interface Step {
  readonly after: Delay;
  readonly apply: () => void;
}

/** How far a delay has come. */
export class TransitionObserver {
  readonly #delay: Delay;
  readonly #since: number;
  #looks = 0;

  /**
   * @param delay what to wait for
   * @param since when it began, in milliseconds since 1970
   */
  constructor(delay: Delay, since: number) {
    this.#delay = delay;
    this.#since = since;
  }

  /**
   * @param now milliseconds since 1970
   * @returns when it was over, or undefined while it is not
   */
  over(now: number): number | undefined {
    if (this.#delay === 'manual') return undefined;
    if ('describes' in this.#delay) return this.#looks >= this.#delay.describes ? now : undefined;
    const end = this.#since + this.#delay.ms;
    return now >= end ? end : undefined;
  }

  /** How often it was looked at. */
  get looks(): number {
    return this.#looks;
  }

  /** Somebody was shown the state that lasts. */
  look(): void {
    this.#looks += 1;
  }
}

/** Changes that follow one another, each after its delay: `available` -> `deleting` -> `deleted` -> absent. */
export class Transition {
  readonly #steps: Step[];
  #watch: TransitionObserver | undefined;

  /**
   * @param steps what happens, in order
   * @param now when the first delay begins, in milliseconds since 1970
   */
  constructor(steps: readonly Step[], now: number) {
    this.#steps = [...steps];
    this.#begin(now);
  }

  /** Whether nothing is left to happen. */
  get finished(): boolean {
    return this.#steps.length === 0;
  }

  #begin(now: number): void {
    const next = this.#steps[0];
    this.#watch = next === undefined ? undefined : new TransitionObserver(next.after, now);
  }

  /**
   * Lets everything happen whose time has come.
   *
   * @param now milliseconds since 1970
   */
  advance(now: number): void {
    for (;;) {
      const ended = this.#watch?.over(now);
      if (ended === undefined) return;
      this.#steps.shift()?.apply();
      this.#begin(ended);
    }
  }

  /**
   * Somebody lists or reads the resource: time is looked at, then the look is counted.
   *
   * @param now milliseconds since 1970
   */
  look(now: number): void {
    this.advance(now);
    this.#watch?.look();
  }

  /**
   * Lets the next step happen, whatever its delay.
   *
   * @param now milliseconds since 1970
   */
  step(now: number): void {
    this.#steps.shift()?.apply();
    this.#begin(now);
  }
}
