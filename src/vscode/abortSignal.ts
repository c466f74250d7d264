import type * as vscode from 'vscode';

/** Returns a signal that is aborted when the token is canceled. */
export function toAbortSignal(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  else
    token.onCancellationRequested(() => {
      abort.abort();
    });
  return abort.signal;
}
