import * as vscode from 'vscode';
import type { Env } from '../../aws/config/sharedFilePaths.ts';
import type { Session } from '../../session/session.ts';
import { signIn, type SignInResult, type SignInPrompt } from '../../aws/credentials/cliSignIn.ts';
import { escapeLabelMarkup, escapeInvisible } from '../../common/text/displayText.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import { notify } from '../../vscode/notifications.ts';

/** Dependencies of the sign-in. */
export interface SignInDeps {
  readonly session: Session;
  readonly env: Env;
}

/** AWS's page on how to install its command line interface. */
const INSTALL_CLI = 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/** Signs in with the AWS CLI for the profile that needs it, and goes on with what the user was doing: **Sign In**. */
export async function signInToAws({ session, env }: SignInDeps): Promise<void> {
  const { state } = session;
  const needed = state.kind === 'failed' ? state.problem.signIn : undefined;
  if (!needed) {
    void notify.info(vscode.l10n.t('You are already signed in.'));
    return;
  }
  const profile = escapeInvisible(needed.profile);
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: escapeLabelMarkup(vscode.l10n.t('Signing in with profile {0}', profile)),
      cancellable: true,
    },
    (progress, token) => {
      progress.report({ message: vscode.l10n.t('a browser will open') });
      const onStep = (step: SignInPrompt) => {
        progress.report({ message: stepText(step) });
      };
      return signIn({ ...needed, env, signal: toAbortSignal(token), onStep });
    },
  );
  await notifyResult(result, profile);
  if (result.kind === 'signedIn') await session.resolve();
}

/**
 * Returns the page as a link, for when no browser opened by itself, and the code to compare with the one that the page
 * shows.
 */
function stepText({ url, code }: SignInPrompt): string {
  const page =
    url === undefined
      ? undefined
      : `[${vscode.l10n.t('open the page')}](${url}) ${escapeLabelMarkup(escapeInvisible(url))}`;
  return [code && vscode.l10n.t('code {0}', code), page].filter(Boolean).join(' · ');
}

async function notifyResult(result: SignInResult, profile: string): Promise<void> {
  if (result.kind === 'failed') {
    void notify.error(
      vscode.l10n.t('The sign-in with profile {0} failed: {1}', profile, escapeInvisible(result.message)),
    );
  }
  if (result.kind !== 'cliNotFound') return;
  const install = vscode.l10n.t('How to Install');
  const answer = await notify.error(
    vscode.l10n.t('Signing in requires AWS CLI version 2, but "aws" is not on the PATH.'),
    install,
  );
  if (answer === install) await vscode.env.openExternal(vscode.Uri.parse(INSTALL_CLI));
}
