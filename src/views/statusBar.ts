import * as vscode from 'vscode';
import type { SessionState } from '../aws/session.ts';
import { sourceLabel } from '../aws/target.ts';
import { protectionWord, type ProtectionLevel } from '../deletion/protection.ts';
import { COMMANDS } from '../contributions.ts';
import { fitting, literal, visible } from '../text/visible.ts';

/** How many Regions are named before they are only counted. */
const REGIONS_NAMED = 3;

/** What the status bar item shows. */
export interface StatusFacts {
  readonly state: SessionState;
  readonly protection: ProtectionLevel | undefined;
  /** The account's alias, where it is known. */
  readonly alias: string | undefined;
  /** The files that count, and on which machine. */
  readonly origin: string;
}

/** The status bar item: profile, account, Regions. A click switches. */
export class StatusBar implements vscode.Disposable {
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

  /**
   * Draws it.
   *
   * @param facts what to show
   */
  draw(facts: StatusFacts): void {
    const { state, protection } = facts;
    const failed = state.kind === 'failed';
    const parts = [...target(facts), ...(protection === undefined ? [] : [protectionWord(protection)])];
    const sign = failed ? '$(warning)' : '$(shield)';
    this.#item.text = `${sign} ${literal(parts.join(' · '))}`;
    this.#item.backgroundColor =
      failed || protection ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.tooltip = tooltip(facts);
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Teardown works on {0}. Switch profile.', parts.join(', ')),
    };
  }

  /** @inheritdoc */
  dispose(): void {
    this.#item.dispose();
  }
}

function target({ state, alias }: StatusFacts): string[] {
  if (state.kind === 'idle') return ['Teardown'];
  const profile = fitting(sourceLabel(state.choice?.source ?? { kind: 'environment' }), 32);
  if (state.kind === 'resolving') return [profile, '…'];
  if (state.kind === 'failed') return [state.choice ? profile : 'Teardown', shortProblem(state.problem.problem)];
  const account = state.targets[0]?.identity.accountId ?? '';
  const regions = state.targets.map(({ region }) => region);
  return [
    profile,
    alias === undefined ? account : `${visible(alias)} (${account})`,
    regions.length > REGIONS_NAMED ? vscode.l10n.t('{0} Regions', regions.length) : regions.join(', '),
  ];
}

function shortProblem(problem: string): string {
  switch (problem) {
    case 'signInNeeded':
      return vscode.l10n.t('signed out');
    case 'expired':
      return vscode.l10n.t('expired');
    case 'rejected':
      return vscode.l10n.t('not accepted');
    case 'noRegion':
      return vscode.l10n.t('no Region');
    case 'noProfiles':
      return vscode.l10n.t('no profiles');
    case 'noProfileChosen':
      return vscode.l10n.t('no profile chosen');
    case 'profileMissing':
      return vscode.l10n.t('no such profile');
    case 'mfaCancelled':
    case 'mfaRejected':
      return vscode.l10n.t('needs an MFA code');
    case 'processRefused':
      return vscode.l10n.t('workspace not trusted');
    case 'unreachable':
      return vscode.l10n.t('no answer');
    default:
      return vscode.l10n.t('no credentials');
  }
}

function tooltip({ state, origin }: StatusFacts): string {
  const lines = [origin];
  if (state.kind === 'ready') lines.unshift(visible(state.targets[0]?.identity.arn ?? ''));
  if (state.kind === 'failed') lines.unshift(visible(state.problem.message));
  return [...lines, vscode.l10n.t('Click to switch profile')].join('\n');
}
