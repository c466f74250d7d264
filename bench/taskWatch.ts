/** Measures the processor time of each turn of the event loop. Other processes do not count. */
export class TaskWatch {
  #longest = 0;
  #isOver = false;
  #last = processorMs();

  constructor() {
    const turn = () => {
      this.#measure();
      if (!this.#isOver) setImmediate(turn);
    };
    setImmediate(turn);
  }

  /** Stops measuring and returns the longest turn in milliseconds. */
  end(): number {
    this.#isOver = true;
    // The current turn may be the longest one.
    this.#measure();
    return this.#longest;
  }

  #measure(): void {
    const now = processorMs();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
