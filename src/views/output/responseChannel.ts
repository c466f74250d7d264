import * as vscode from 'vscode';
import { formatRecord, type ResponseRecord } from '../../deletion/execution/callRecord.ts';
import { RESPONSE_LANGUAGE } from '../../contributions.ts';

/** The output channel with AWS's responses. */
export class ResponseChannel implements vscode.Disposable {
  readonly #channel: vscode.OutputChannel;

  /** Opens the channel, empty. */
  constructor() {
    this.#channel = vscode.window.createOutputChannel('Teardown Responses', RESPONSE_LANGUAGE);
  }

  /** Appends a response. */
  append(record: ResponseRecord): void {
    this.#channel.appendLine(formatRecord(record));
  }

  /** Brings it into view, leaving the focus where it is. */
  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
