import path from 'node:path';
import * as vscode from 'vscode';
import { configureCatalogTexts } from '../catalog/translate.ts';

/**
 * Reads the catalog's sentences in the display language, beside the bundle that VS Code has read. They are a file of
 * their own: an activation reads the bundle, and these only once a view, a command or a tool is used.
 */
export async function loadCatalogTexts(): Promise<void> {
  const { uri } = vscode.l10n;
  if (!uri) return;
  const file = vscode.Uri.joinPath(uri, '..', path.posix.basename(uri.path).replace(/^bundle/, 'catalog'));
  try {
    const contents: unknown = JSON.parse(Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8'));
    if (typeof contents === 'object' && contents !== null) configureCatalogTexts(contents as Record<string, string>);
  } catch (error) {
    // Another language may have a bundle and no sentences: they stay English.
    if (!(error instanceof vscode.FileSystemError)) throw error;
  }
}
