/**
 * Thrown where a tool cannot do what it was asked to. Its message is read by a language model: it says what is wrong, what is
 * allowed, and whether a person has to do something first. VS Code hands it to whoever called the tool.
 */
export class ToolError extends Error {
  /** @param message one or more sentences, in English; names of AWS in it are made visible before */
  constructor(message: string) {
    super(message);
    this.name = 'ToolError';
  }
}
