import { t } from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Env } from '../../aws/config/sharedFilePaths.ts';
import type { Session, SessionState } from '../../session/session.ts';

/**
 * Credentials in variables, which every AWS SDK and the AWS CLI take before `AWS_PROFILE`, and the older name of that variable, which
 * Python takes before it (https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html, botocore's `configprovider.py`
 * and `credentials.py`). An empty value counts as none.
 */
const STRONGER_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
] as const;

/** The part of VS Code's collection that is written here. */
export interface TerminalVariables extends Pick<
  vscode.EnvironmentVariableCollection,
  'persistent' | 'description' | 'replace' | 'clear'
> {
  get(variable: string): { readonly value: string } | undefined;
}

/** Dependencies of the terminals' environment. */
export interface TerminalEnvironmentDeps {
  readonly session: Pick<Session, 'state' | 'onDidChange'>;
  readonly variables: TerminalVariables;
  /** `teardown.terminalProfile`. */
  readonly isEnabled: () => boolean;
  /** The variables that VS Code was started with: its terminals inherit them. */
  readonly env: Env;
}

/**
 * Gives the window's terminals the profile and the first Region of the view, so that editor and terminal never mean two accounts.
 * Terminals get nothing from a selection without a verified account, or that is not a profile.
 *
 * `boto3` reads the Region from `AWS_DEFAULT_REGION` alone, the AWS CLI and the other SDKs from `AWS_REGION` first:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html.
 */
export class TerminalEnvironment implements vscode.Disposable {
  readonly #deps: TerminalEnvironmentDeps;
  readonly #unsubscribe: () => void;

  constructor(deps: TerminalEnvironmentDeps) {
    this.#deps = deps;
    // After a reload the terminals wait for the account to be verified again.
    deps.variables.persistent = false;
    this.#unsubscribe = deps.session.onDidChange(() => {
      this.render();
    });
    this.render();
  }

  dispose(): void {
    this.#unsubscribe();
    this.#deps.variables.clear();
  }

  /** Writes what terminals get now; VS Code marks open terminals whose environment it changes. */
  render(): void {
    const { isEnabled, session, variables } = this.#deps;
    const wanted = isEnabled() ? this.#wanted(session.state) : undefined;
    if (!wanted) {
      variables.clear();
      return;
    }
    const values = Object.entries(wanted.values);
    const isWritten = values.every(([name, value]) => variables.get(name)?.value === value);
    if (isWritten && variables.description === wanted.description) return;
    variables.clear();
    for (const [name, value] of values) variables.replace(name, value);
    variables.description = wanted.description;
  }

  #wanted(state: SessionState): { values: Readonly<Record<string, string>>; description: string } | undefined {
    if (state.kind !== 'ready' || state.selection.source.kind !== 'profile') return undefined;
    const [target] = state.targets;
    if (!target) return undefined;
    const { name } = state.selection.source;
    const { region, identity } = target;
    const inherited = STRONGER_VARIABLES.filter((variable) => this.#deps.env[variable]);
    return {
      values: {
        AWS_PROFILE: name,
        ...(this.#deps.env['AWS_DEFAULT_PROFILE'] && { AWS_DEFAULT_PROFILE: name }),
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        ...Object.fromEntries(inherited.map((variable) => [variable, ''])),
      },
      description: t(
        'Profile, account and Region of Teardown for AWS: {0}, {1}, {2}',
        name,
        identity.accountId,
        region,
      ),
    };
  }
}
