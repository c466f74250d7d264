import { hostname } from 'node:os';
import * as vscode from 'vscode';
import type { AwsFiles } from '../aws/awsFiles.ts';
import type { Choices } from '../aws/choices.ts';
import type { Session, SessionState } from '../aws/session.ts';
import { sourceKey, type Target } from '../aws/target.ts';
import type { ProtectionLevel } from '../deletion/protection.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Log } from './log.ts';
import type { Node } from './nodes.ts';
import type { StatusBar } from './statusBar.ts';
import { titleOf } from './title.ts';

/** What the target is shown with. */
export interface TargetParts {
  readonly session: Session;
  readonly choices: Choices;
  readonly inventory: Inventory;
  readonly view: vscode.TreeView<Node>;
  readonly statusBar: StatusBar;
  readonly files: AwsFiles;
  readonly log: Log;
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  /** Asks for the alias of a target's account; undefined where there is none or it is not told. */
  readonly aliasOf: (target: Target) => Promise<string | undefined>;
}

/** Shows where the window works, everywhere it is shown, and forgets what belongs to another source after a switch. */
export class TargetDisplay implements vscode.Disposable {
  readonly #parts: TargetParts;
  readonly #end: () => void;
  readonly #aliases = new Map<string, string | undefined>();
  #source: string | undefined;

  /** @param parts what it is shown with */
  constructor(parts: TargetParts) {
    this.#parts = parts;
    this.#end = parts.session.onDidChange((state) => {
      this.#follow(state);
    });
    this.draw();
  }

  /** Draws it anew, for instance after the protection has changed. */
  draw(): void {
    const { session, view, statusBar, protectionAt } = this.#parts;
    const { state } = session;
    const [target] = state.kind === 'ready' ? state.targets : [];
    const protection = target && protectionAt(target);
    view.description = titleOf(state, protection);
    const alias = target && this.#aliases.get(target.identity.accountId);
    statusBar.draw({ state, protection, alias, origin: origin(this.#parts.files) });
  }

  /** @inheritdoc */
  dispose(): void {
    this.#end();
  }

  #follow(state: SessionState): void {
    const { choices, inventory, log } = this.#parts;
    const choice = state.kind === 'idle' ? undefined : state.choice;
    const source = choice && sourceKey(choice.source);
    if (source !== this.#source) inventory.forget();
    this.#source = source;
    this.draw();
    if (state.kind === 'failed') log.error(`${state.problem.problem}: ${state.problem.message}`);
    if (state.kind !== 'ready') return;
    // Another Region, other keys, or another caller behind the same profile.
    inventory.keepOnly(state.targets);
    const [target] = state.targets;
    if (!target) return;
    const { accountId, arn } = target.identity;
    log.info(`Account ${accountId} as ${arn}`);
    void choices.rememberAccount(target.identity.source, accountId);
    if (!this.#aliases.has(accountId)) void this.#learnAlias(target);
  }

  async #learnAlias(target: Target): Promise<void> {
    this.#aliases.set(target.identity.accountId, undefined);
    this.#aliases.set(target.identity.accountId, await this.#parts.aliasOf(target));
    this.draw();
  }
}

/** Whose files count: with a remote workspace those of the remote machine, as for the terminal beside it. */
function origin({ config, credentials }: AwsFiles): string {
  const machine = vscode.env.remoteName === undefined ? hostname() : `${hostname()} (${vscode.env.remoteName})`;
  return vscode.l10n.t('From {0} and {1} on {2}', config, credentials, machine);
}
