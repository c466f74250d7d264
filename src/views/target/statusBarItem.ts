import * as vscode from 'vscode';
import type { SessionState } from '../../session/session.ts';
import { sourceLabel } from '../../aws/identity/target.ts';
import { protectionLabel, type ProtectionLevel } from '../../deletion/planning/protection.ts';
import { COMMANDS } from '../../contributions.ts';
import { truncateMiddle, escapeLabelMarkup, escapeInvisible } from '../../common/text/displayText.ts';

/** How many Regions are named before they are only counted. */
const MAX_REGIONS_SHOWN = 3;

/** What the status bar item shows. */
export interface StatusBarState {
  readonly state: SessionState;
  readonly protection: ProtectionLevel | undefined;
  /** The account with its alias, where it is known. */
  readonly account: string | undefined;
  /** The files that count, and on which machine. */
  readonly origin: string;
}

/** The status bar item: profile, account, Regions. A click switches. */
export class TargetStatusBarItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;

  /** Makes the item, hidden until a Teardown view is first visible. */
  constructor() {
    this.#item = vscode.window.createStatusBarItem('teardown.target', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = vscode.l10n.t('Teardown: profile, account and Regions');
    this.#item.command = COMMANDS.switchProfile;
  }

  /** Shows it from now on, for as long as the window lives. */
  show(): void {
    this.#item.show();
  }

  /** Draws it. */
  render(status: StatusBarState): void {
    const { state, protection } = status;
    const failed = state.kind === 'failed';
    const deps = [...targetParts(status), ...(protection === undefined ? [] : [protectionLabel(protection)])];
    const icon = failed ? '$(warning)' : '$(shield)';
    this.#item.text = `${icon} ${escapeLabelMarkup(deps.join(' · '))}`;
    this.#item.backgroundColor =
      failed || protection ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.tooltip = tooltip(status);
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Teardown: {0}. Switch profile.', deps.join(', ')),
    };
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function targetParts({ state, account = '' }: StatusBarState): string[] {
  if (state.kind === 'idle') return ['Teardown'];
  const profile = truncateMiddle(sourceLabel(state.selection?.source ?? { kind: 'environment' }), 32);
  if (state.kind === 'resolving') return [profile, '…'];
  if (state.kind === 'failed') return [state.selection ? profile : 'Teardown', problemLabel(state.problem.kind)];
  const regions = state.targets.map(({ region }) => region);
  return [
    profile,
    account,
    regions.length > MAX_REGIONS_SHOWN ? vscode.l10n.t('{0} Regions', regions.length) : regions.join(', '),
  ];
}

function problemLabel(problem: string): string {
  switch (problem) {
    case 'signInNeeded':
      return vscode.l10n.t('signed out');
    case 'expired':
      return vscode.l10n.t('expired');
    case 'invalidCredentials':
      return vscode.l10n.t('not accepted');
    case 'noRegion':
      return vscode.l10n.t('no Region');
    case 'noProfiles':
      return vscode.l10n.t('no profiles');
    case 'noProfileChosen':
      return vscode.l10n.t('no profile chosen');
    case 'profileNotFound':
      return vscode.l10n.t('no such profile');
    case 'mfaCanceled':
    case 'mfaRejected':
      return vscode.l10n.t('needs an MFA code');
    case 'processRefused':
      return vscode.l10n.t('workspace not trusted');
    case 'unreachable':
      return vscode.l10n.t('no response');
    default:
      return vscode.l10n.t('no credentials');
  }
}

function tooltip({ state, origin }: StatusBarState): string {
  const lines = [origin];
  if (state.kind === 'ready') lines.unshift(escapeInvisible(state.targets[0]?.identity.arn ?? ''));
  if (state.kind === 'failed') lines.unshift(escapeInvisible(state.problem.message));
  return [...lines, vscode.l10n.t('Select to switch profile')].join('\n');
}
