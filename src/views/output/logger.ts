import { redactSecrets } from '../../common/secrets/redactSecrets.ts';
import * as vscode from 'vscode';

/** How many lines are kept for a report. */
const MAX_LINES = 200;

/** How long a kept line may be: AWS's messages can be. */
const MAX_LINE_LENGTH = 2_000;

/**
 * The log: what went wrong, what was found out about the account, what was settled for another window. VS Code cannot read its own
 * log channels, so the newest lines are kept for **Report Issue** as well, redacted when they are written.
 */
export class Logger implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Teardown', { log: true });
  readonly #redact: (text: string) => string;
  readonly #lines: string[] = [];

  constructor(redact: (text: string) => string) {
    this.#redact = redact;
  }

  /** Returns the newest lines, oldest first, redacted, with time and level. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  info(text: string): void {
    const message = redactSecrets(text);
    this.#channel.info(message);
    this.#buffer('info', message);
  }

  warn(text: string): void {
    const message = redactSecrets(text);
    this.#channel.warn(message);
    this.#buffer('warning', message);
  }

  error(text: string, error?: Error): void {
    const message = redactSecrets(text);
    const stack = error && redactSecrets(error.stack ?? error.message);
    this.#channel.error(stack === undefined ? message : `${message}\n${stack}`);
    this.#buffer('error', stack === undefined ? message : `${message} ${withoutPaths(stack)}`);
  }

  /** Brings it into view, leaving the focus where it is. */
  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }

  #buffer(level: string, message: string): void {
    // Cut after it was redacted: half of an id is an id that nothing finds.
    this.#lines.push(`${new Date().toISOString()} [${level}] ${this.#redact(message).slice(0, MAX_LINE_LENGTH)}`);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }
}

/** Returns a stack in which each place is a file without the folders that it lies in. */
function withoutPaths(stack: string): string {
  return stack.replace(/(?:[a-z-]+:\/\/)?[^\s()]*[/\\]([^/\\\s()]+:\d+:\d+)/g, '$1');
}
