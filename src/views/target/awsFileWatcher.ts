import path from 'node:path';
import * as vscode from 'vscode';
import type { SharedFilePaths } from '../../aws/config/sharedFilePaths.ts';

/** How long several changes are waited for, since an editor or the AWS CLI writes more than once: milliseconds. */
const DEBOUNCE_MS = 200;

/**
 * Watches the config file, the credentials file and the folders of sign-in tokens.
 *
 * Returns a disposable that stops it.
 */
export function watchAwsFiles(files: SharedFilePaths, onChange: () => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const scheduleChange = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, DEBOUNCE_MS);
  };
  const watchFiles = () => [
    watch(files.config, { onAny: scheduleChange }),
    watch(files.credentials, { onAny: scheduleChange }),
    watch(path.join(files.ssoCache, '*.json'), { onAny: scheduleChange }),
    watch(path.join(files.loginCache, '*.json'), { onAny: scheduleChange }),
  ];
  let watchers = watchFiles();
  const dispose = () => {
    for (const watcher of watchers) watcher.dispose();
  };
  // When a missing folder is created, VS Code reports that at some time, and not the files that came with it. Only its
  // creation makes new watchers: until they watch, a change of a file goes unseen.
  const folders = [...new Set([files.config, files.credentials].map((file) => path.dirname(file)))].map((folder) =>
    watch(folder, {
      onCreate: () => {
        dispose();
        watchers = watchFiles();
        scheduleChange();
      },
    }),
  );
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    dispose();
    for (const folder of folders) folder.dispose();
  });
}

/** Watches a file, a folder, or files of one folder by a pattern: for its coming only, or for anything. */
function watch(
  file: string,
  { onAny, onCreate = onAny }: { onAny?: () => void; onCreate?: (() => void) | undefined },
): vscode.Disposable {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, !onAny, !onAny);
  if (onCreate) watcher.onDidCreate(onCreate);
  if (onAny) {
    watcher.onDidChange(onAny);
    watcher.onDidDelete(onAny);
  }
  return watcher;
}
