import { hostname } from 'node:os';
import * as vscode from 'vscode';
import type { SharedFilePaths } from '../../aws/config/sharedFilePaths.ts';
import type { AccountAliases } from '../../session/accountAliases.ts';
import type { SelectionStore } from '../../session/selectionStore.ts';
import type { Session, SessionState } from '../../session/session.ts';
import { sourceKey, type Target } from '../../aws/identity/target.ts';
import type { ProtectionLevel } from '../../deletion/planning/protection.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Logger } from '../output/logger.ts';
import type { Node } from '../resources/nodes.ts';
import type { TargetStatusBarItem } from './statusBarItem.ts';
import { viewDescription } from './viewTitle.ts';

/** What the target is shown with. */
export interface TargetDeps {
  readonly session: Session;
  readonly choices: SelectionStore;
  readonly inventory: Inventory;
  readonly view: vscode.TreeView<Node>;
  readonly statusBar: TargetStatusBarItem;
  readonly files: SharedFilePaths;
  readonly log: Logger;
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  readonly aliases: AccountAliases;
}

/** Shows where the window works, everywhere it is shown, and forgets what belongs to another source after a switch. */
export class TargetPresenter implements vscode.Disposable {
  readonly #deps: TargetDeps;
  readonly #unsubscribe: readonly (() => void)[];
  #source: string | undefined;

  constructor(deps: TargetDeps) {
    this.#deps = deps;
    this.#unsubscribe = [
      deps.session.onDidChange((state) => {
        this.#onSessionChanged(state);
      }),
      deps.aliases.onDidChange(() => {
        this.render();
      }),
    ];
    this.render();
  }

  /** Draws it anew, for instance after the protection has changed. */
  render(): void {
    const { aliases, session, view, statusBar, protectionAt } = this.#deps;
    const { state } = session;
    const [target] = state.kind === 'ready' ? state.targets : [];
    const protection = target && protectionAt(target);
    const id = target?.identity.accountId;
    view.description = viewDescription(state, id === undefined ? id : { id, alias: aliases.of(id) }, protection);
    const account = id === undefined ? id : aliases.label(id);
    statusBar.render({ state, protection, account, origin: sharedFilesDescription(this.#deps.files) });
  }

  dispose(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #onSessionChanged(state: SessionState): void {
    const { aliases, choices, inventory, log } = this.#deps;
    const selection = state.kind === 'idle' ? undefined : state.selection;
    const source = selection && sourceKey(selection.source);
    if (source !== this.#source) inventory.evict();
    this.#source = source;
    this.render();
    if (state.kind === 'failed') log.error(`${state.problem.kind}: ${state.problem.message}`);
    if (state.kind !== 'ready') return;
    // Another Region, other keys, or another caller behind the same profile.
    inventory.retainTargets(state.targets);
    const [target] = state.targets;
    if (!target) return;
    const { accountId, arn } = target.identity;
    log.info(`Account ${accountId} as ${arn}`);
    void choices.rememberAccount(target.identity.source, accountId);
    void aliases.load(target);
  }
}

/** Describes whose files count: with a remote workspace those of the remote machine, as for the terminal beside it. */
function sharedFilesDescription({ config, credentials }: SharedFilePaths): string {
  const machine = vscode.env.remoteName === undefined ? hostname() : `${hostname()} (${vscode.env.remoteName})`;
  return vscode.l10n.t('From {0} and {1} on {2}', config, credentials, machine);
}
