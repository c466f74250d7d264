/** An error response of a service. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** The members of a modeled exception beside its message: `docs`, `tip`, ... */
  readonly members: Readonly<Record<string, unknown>>;

  /** `code` is as AWS documents it, `status` is the HTTP status. */
  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
