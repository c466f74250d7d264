/** An error that a service answers with: a code, a message and an HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** What a modelled exception has beside its message: `docs`, `tip`, ... */
  readonly members: Readonly<Record<string, unknown>>;

  /**
   * @param code the code, as AWS documents it
   * @param message for people
   * @param status HTTP status
   * @param members what else the exception's shape has
   */
  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
