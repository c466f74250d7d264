/**
 * Thrown where a tool cannot do what was requested. A language model reads the message: it names the problem, what is
 * valid, and what the user must do first.
 */
export class ToolError extends Error {
  /** `message` is one or more English sentences. The caller escapes invisible characters in AWS's names. */
  constructor(message: string) {
    super(message);
    this.name = 'ToolError';
  }
}
