import * as vscode from 'vscode';

/**
 * Shows the page on what to do about failures: **Open Help**. It comes with the extension: it is that of this version
 * and needs no network.
 */
export async function openHelp(extension: vscode.Uri): Promise<void> {
  const page = vscode.Uri.joinPath(extension, 'docs/TROUBLESHOOTING.md');
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
