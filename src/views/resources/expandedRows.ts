/** How long VS Code may take, once it has drawn an expanded row, to request the rows under it: milliseconds. */
const REQUEST_MS = 1_000;

/** A row by its path in the tree, which a switch of the target does not change. */
interface HasPath {
  readonly path: string;
}

/**
 * Tracks which rows are expanded. The events alone do not suffice: VS Code drops a collapse or an expansion that
 * happens while it draws the parent anew, as it has forgotten the row by then (`ExtHostTreeView.setExpanded`, seen in
 * 1.139). But after a drawing it requests the rows under each expanded row, and of no other one. A row without that
 * request is collapsed.
 */
export class ExpandedRows<Row extends HasPath> {
  readonly #isCollapsed: ((row: Row) => void) | undefined;
  readonly #requestMs: number;
  readonly #open = new Set<string>();
  /** Rows with a collapse event: a request that was on its way before does not open them. */
  readonly #closed = new Set<string>();
  /** How many requests are in progress. */
  #requests = 0;
  readonly #awaited = new Map<string, ReturnType<typeof setTimeout>>();

  /** `isCollapsed` is called with each row that is found to be collapsed. */
  constructor(isCollapsed?: (row: Row) => void, requestMs = REQUEST_MS) {
    this.#isCollapsed = isCollapsed;
    this.#requestMs = requestMs;
  }

  /** Stops waiting for requests. */
  dispose(): void {
    for (const timer of this.#awaited.values()) clearTimeout(timer);
    this.#awaited.clear();
  }

  /** Returns whether the row is expanded, as far as is known. */
  has({ path }: Row): boolean {
    return this.#open.has(path);
  }

  /** Notes that VS Code gets these rows: it requests next what is under those that are expanded. */
  drawn(rows: readonly Row[]): void {
    for (const row of rows) {
      if (this.has(row)) this.#await(row);
    }
  }

  /** Notes that VS Code requests the rows under a row, and returns them. */
  async requested<T>(row: Row, under: () => Promise<T>): Promise<T> {
    this.#stopWaiting(row);
    if (!this.#closed.has(row.path)) this.#open.add(row.path);
    this.#requests++;
    try {
      return await under();
    } finally {
      this.#requests--;
    }
  }

  /** Notes an expansion: VS Code requests no rows that it has. */
  expanded({ path }: Row): void {
    this.#closed.delete(path);
    this.#open.add(path);
  }

  /** Notes that the row above was collapsed. It may have been with all that is under it, which VS Code does not report. */
  hidden(row: Row): void {
    this.#close(row);
  }

  /** Notes a collapse. */
  collapsed(row: Row): void {
    this.#closed.add(row.path);
    this.#close(row);
  }

  #await(row: Row): void {
    this.#stopWaiting(row);
    const timer = setTimeout(() => {
      // VS Code makes several requests one after the other: a long one keeps the next one waiting.
      if (this.#requests > 0) this.#await(row);
      else this.#close(row);
    }, this.#requestMs);
    this.#awaited.set(row.path, timer);
  }

  #close(row: Row): void {
    this.#stopWaiting(row);
    if (this.#open.delete(row.path)) this.#isCollapsed?.(row);
  }

  #stopWaiting({ path }: Row): void {
    clearTimeout(this.#awaited.get(path));
    this.#awaited.delete(path);
  }
}
