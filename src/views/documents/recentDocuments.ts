import * as vscode from 'vscode';

/** What the documents of one scheme have in common. */
export interface RecentDocumentsOptions {
  readonly scheme: string;
  /** How many are kept. The one that was opened longest ago is dropped first. */
  readonly max: number;
  /** The text of a document that was dropped, or that another window opened. */
  readonly missingText: () => string;
  /** Whether the next document replaces the tab of this one, unless the user pins it. */
  readonly preview: boolean;
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

  /** @inheritdoc */
  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#documents.get(uri.toString())?.text ?? this.#options.missingText();
  }

  /** Shows a document in an editor. `key` identifies it: the same file and key replace the text of the open document. */
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
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: this.#options.preview });
  }

  /** Returns what a document was written from; undefined where it is of another scheme, or was dropped. */
  source(uri: vscode.Uri): Source | undefined {
    return this.#documents.get(uri.toString())?.source;
  }

  /** Drops a document; an editor that shows it keeps its text. */
  drop(file: string, key: string): void {
    this.#documents.delete(this.#uri(file, key).toString());
  }

  /** @inheritdoc */
  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  #uri(file: string, key: string): vscode.Uri {
    return vscode.Uri.from({ scheme: this.#options.scheme, path: `/${file}`, query: key });
  }
}
