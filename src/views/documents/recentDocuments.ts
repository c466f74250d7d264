import * as vscode from 'vscode';

/** What the documents of one scheme have in common. */
export interface RecentDocumentsOptions {
  readonly scheme: string;
  /** How many are kept. The one that was opened longest ago is dropped first. */
  readonly max: number;
  /** The text of a document that was dropped, or that another window opened. */
  readonly missingText: () => string;
  /** Shows a document in an editor. */
  readonly open: (uri: vscode.Uri) => Thenable<unknown>;
}

/** Read-only documents of one scheme, each with what it was written from. Registers itself with VS Code. */
export class RecentDocuments<Source> implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #options: RecentDocumentsOptions;
  readonly #documents = new Map<string, { readonly text: string; readonly source: Source }>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(options: RecentDocumentsOptions) {
    this.#options = options;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(options.scheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#documents.get(uri.toString())?.text ?? this.#options.missingText();
  }

  /** Writes a document and shows it in an editor. `key` identifies it: the same file and key replace the text of the open document. */
  async show(file: string, key: string, text: string, source: Source): Promise<void> {
    const uri = this.#uri(file, key);
    const id = uri.toString();
    this.#documents.delete(id);
    this.#documents.set(id, { text, source });
    for (const oldest of this.#documents.keys()) {
      if (this.#documents.size <= this.#options.max) break;
      this.#documents.delete(oldest);
    }
    this.#changed.fire(uri);
    await this.#options.open(uri);
  }

  /** Replaces the text and the source of a document that is kept, without showing it. */
  replace(file: string, key: string, text: string, source: Source): void {
    const uri = this.#uri(file, key);
    if (!this.#documents.has(uri.toString())) return;
    this.#documents.set(uri.toString(), { text, source });
    this.#changed.fire(uri);
  }

  /** Returns what the documents that are kept were written from. */
  sources(): readonly Source[] {
    return [...this.#documents.values()].map(({ source }) => source);
  }

  /** Returns the URIs, as text, of the documents whose source passes a test. */
  uris(test: (source: Source) => boolean): readonly string[] {
    return [...this.#documents].flatMap(([uri, { source }]) => (test(source) ? [uri] : []));
  }

  /** Returns what a document was written from; undefined where it is of another scheme, or was dropped. */
  source(uri: vscode.Uri): Source | undefined {
    return this.#documents.get(uri.toString())?.source;
  }

  /** Drops a document; an editor that shows it keeps its text. */
  drop(file: string, key: string): void {
    this.#documents.delete(this.#uri(file, key).toString());
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  #uri(file: string, key: string): vscode.Uri {
    return vscode.Uri.from({ scheme: this.#options.scheme, path: `/${file}`, query: key });
  }
}
