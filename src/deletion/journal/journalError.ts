/** Thrown when the journal cannot be written: nothing may be deleted then. Its message says why, and what to do. */
export class JournalError extends Error {
  /** The system's code: `ENOSPC`. */
  readonly code: string;

  /**
   * @param message what happened and what to do, for people
   * @param code the system's code
   * @param options the cause
   */
  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'JournalError';
    this.code = code;
  }
}
