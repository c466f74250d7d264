/** Measures the processor time of each turn of the event loop: other processes of the machine do not count. */
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

  /** Returns the longest one, in milliseconds, and measures no more. */
  end(): number {
    this.#isOver = true;
    // The end may be in the longest one.
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
