import * as vscode from 'vscode';

/** The text to type, and what is shown around it. */
export interface TypedText {
  readonly title: string;
  /** Contains the text to type: it stays visible. */
  readonly prompt: string;
  readonly expected: string;
}

/** Requires a text to be typed exactly. Returns whether it was; false for Escape and for a cancellation. */
export async function typeToConfirm(
  { title, prompt, expected }: TypedText,
  token?: vscode.CancellationToken,
): Promise<boolean> {
  if (token?.isCancellationRequested) return false;
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, prompt, ignoreFocusOut: true });
  const { InputBoxValidationSeverity: Severity } = vscode;
  // VS Code shows the message in place of the prompt: the text to type has to stay in sight. Only what cannot become it is an error.
  const validate = (isEntered: boolean) => {
    const isOnTheWay = !isEntered && expected.startsWith(box.value);
    const isPrompted = box.value === expected || (box.value === '' && !isEntered);
    box.validationMessage = isPrompted
      ? undefined
      : { message: prompt, severity: isOnTheWay ? Severity.Info : Severity.Error };
  };
  const listeners: { dispose(): unknown }[] = [box];
  try {
    return await new Promise<boolean>((resolve) => {
      listeners.push(
        box.onDidChangeValue(() => {
          validate(false);
        }),
        box.onDidAccept(() => {
          if (box.value === expected) resolve(true);
          else validate(true);
        }),
        box.onDidHide(() => {
          resolve(false);
        }),
      );
      if (token)
        listeners.push(
          token.onCancellationRequested(() => {
            resolve(false);
          }),
        );
      box.show();
    });
  } finally {
    for (const listener of listeners) listener.dispose();
  }
}
