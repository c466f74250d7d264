import path from 'node:path';
import * as vscode from 'vscode';
import type { AwsFiles } from '../aws/awsFiles.ts';

/** How long several changes are waited for, since an editor or the AWS CLI writes more than once: milliseconds. */
const QUIET_MS = 200;

/**
 * Watches the config file, the credentials file and the folders of sign-in tokens.
 *
 * @param files their paths
 * @param onChange called after a change
 * @returns ends it
 */
export function watchAwsFiles(files: AwsFiles, onChange: () => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  };
  const patterns = [
    new vscode.RelativePattern(vscode.Uri.file(path.dirname(files.config)), path.basename(files.config)),
    new vscode.RelativePattern(vscode.Uri.file(path.dirname(files.credentials)), path.basename(files.credentials)),
    new vscode.RelativePattern(vscode.Uri.file(files.ssoCache), '*.json'),
    new vscode.RelativePattern(vscode.Uri.file(files.loginCache), '*.json'),
  ];
  const watchers = patterns.map((pattern) => {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(later);
    watcher.onDidChange(later);
    watcher.onDidDelete(later);
    return watcher;
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.dispose();
  });
}
