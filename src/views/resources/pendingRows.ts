/** Rows that VS Code has requested and that are still on their way. */
export class PendingRows<Row> {
  readonly #cancels = new Set<() => void>();

  /** Returns the rows; no rows when {@link cancelAll} is called first, as VS Code renders nothing before a request ends. */
  async wait(rows: Promise<Row[]>): Promise<Row[]> {
    let cancel: (() => void) | undefined;
    const canceled = new Promise<Row[]>((resolve) => {
      cancel = () => {
        resolve([]);
      };
      this.#cancels.add(cancel);
    });
    try {
      return await Promise.race([rows, canceled]);
    } finally {
      if (cancel) this.#cancels.delete(cancel);
    }
  }

  /** Ends all requests, because the tree was rebuilt. */
  cancelAll(): void {
    for (const cancel of this.#cancels) cancel();
  }
}
