import * as vscode from 'vscode';
import { escapeLabelMarkup, escapeInvisible } from '../../common/text/displayText.ts';

/**
 * Prompts for the code of an MFA device and returns its six digits; undefined when the user closed the prompt. The code is used once and
 * stored nowhere.
 */
export async function promptMfaCode(serial: string, profile: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('MFA code for profile {0}', escapeInvisible(profile)),
    // VS Code makes links of `[x](command:…)` in a prompt.
    prompt: escapeLabelMarkup(vscode.l10n.t('The six digits that {0} shows now', escapeInvisible(serial))),
    ignoreFocusOut: true,
    password: true,
    validateInput: (code) => (/^\d{6}$/.test(code) ? undefined : vscode.l10n.t('Six digits')),
  });
}
