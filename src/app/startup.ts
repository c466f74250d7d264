import { suggestProfile } from '../commands/target/suggestProfile.ts';
import type { Core } from '../core.ts';
import type { SelectionStore } from '../session/selectionStore.ts';
import type { TargetStatusBarItem } from '../views/target/statusBarItem.ts';

/** What is started. */
export interface StartupDeps {
  readonly core: Core;
  readonly selections: SelectionStore;
  readonly statusBar: TargetStatusBarItem;
}

/** Starts the extension's work, once: when the user first opens a view, or an agent first runs a tool. */
export class Startup {
  readonly #deps: StartupDeps;
  #started: Promise<void> | undefined;

  constructor(deps: StartupDeps) {
    this.#deps = deps;
  }

  /** Resolves the targets, shows them, and begins the recovery. */
  async forView(): Promise<void> {
    await (this.#started ??= this.#start());
  }

  /** Does the same, and waits for the targets alone: the recovery also settles what other processes left. */
  async forTool(): Promise<void> {
    void this.forView();
    await this.#deps.core.session.start();
  }

  /** Resolves the targets again after the profile's setting or the workspace's trust has changed, if they ever were resolved. */
  async recheckProfile(): Promise<void> {
    const { session } = this.#deps.core;
    if (session.state.kind === 'idle') return;
    await session.onSharedFilesChanged();
    await suggestProfile(this.#deps.selections, session);
  }

  async #start(): Promise<void> {
    const { core, selections, statusBar } = this.#deps;
    statusBar.show();
    await core.session.start();
    // Not awaited: a notification may stay open for days.
    void suggestProfile(selections, core.session);
    void core.prices.loadKept();
    await core.recovery.start();
  }
}
