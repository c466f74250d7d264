import * as vscode from 'vscode';
import { formatRecord, type ResponseRecord } from '../../deletion/execution/callRecord.ts';
import { isResponse } from '../../deletion/presentation/entryResponses.ts';
import type { Resource } from '../../inventory/resource.ts';
import { RESPONSE_LANGUAGE } from '../../contributions.ts';

/** The output channel with AWS's responses. */
export class ResponseChannel implements vscode.Disposable {
  readonly #channel: vscode.OutputChannel;
  readonly #counts = new Map<string, number>();

  /** Opens the channel, empty. */
  constructor() {
    this.#channel = vscode.window.createOutputChannel('Teardown Responses', RESPONSE_LANGUAGE);
  }

  /** Appends a response. */
  append(record: ResponseRecord): void {
    const { key } = record.resource;
    if (isResponse(record)) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.#channel.appendLine(formatRecord(record));
  }

  /**
   * Returns a function that returns whether AWS has responded about one of the resources since now. A request without a response does not
   * count.
   */
  watch(resources: readonly Pick<Resource, 'key'>[]): () => boolean {
    const count = () => resources.reduce((sum, { key }) => sum + (this.#counts.get(key) ?? 0), 0);
    const before = count();
    return () => count() > before;
  }

  /** Brings it into view, leaving the focus where it is. */
  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
