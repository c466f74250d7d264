import * as vscode from 'vscode';

/**
 * **Open Help**: shows the page that says what to do about failures. It comes with the extension, so that it is that of this version and needs no
 * network.
 */
export async function openHelp(extension: vscode.Uri): Promise<void> {
  const page = vscode.Uri.joinPath(extension, 'docs/TROUBLESHOOTING.md');
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
