import { EventEmitter } from 'node:events';
import { t } from '@vscode/l10n';
import { CredentialsError, type CredentialsProblem } from '../aws/credentials/credentialsError.ts';
import { sourceKey, sourceLabel, targetKey, type CredentialSource, type Target } from '../aws/identity/target.ts';
import type { ResolveOptions } from '../aws/identity/targetResolver.ts';
import type { ProfileService } from './profileService.ts';
import { errorMessage } from '../common/errors.ts';

/** What was selected for this window. */
export interface TargetSelection {
  readonly source: CredentialSource;
  /** Empty where none is known: no Region is guessed. */
  readonly regions: readonly string[];
}

/** Why there are no targets: a problem with the credentials, or no Region. */
export interface SessionProblem {
  readonly kind: CredentialsProblem | 'noRegion';
  /** What happened and what to do, for people. */
  readonly message: string;
  /** For `signInNeeded`: the profile to sign in with, and how. */
  readonly signIn?: { readonly profile: string; readonly method: 'sso' | 'console' };
}

/** The targets that the window works on, or why there are none. */
export type SessionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'resolving'; readonly selection?: TargetSelection }
  | { readonly kind: 'ready'; readonly selection: TargetSelection; readonly targets: readonly Target[] }
  | { readonly kind: 'failed'; readonly selection?: TargetSelection; readonly problem: SessionProblem };

/** The targets of one window: resolved when a view is first visible, never before. */
export class Session {
  readonly #profiles: ProfileService;
  readonly #getSelection: () => Promise<TargetSelection>;
  readonly #events = new EventEmitter<{ change: [SessionState] }>();
  #state: SessionState = { kind: 'idle' };
  /** Counts the resolutions: the result of an old one is dropped. */
  #generation = 0;

  constructor(profiles: ProfileService, getSelection: () => Promise<TargetSelection>) {
    this.#profiles = profiles;
    this.#getSelection = getSelection;
  }

  /** Returns the current state. */
  get state(): SessionState {
    return this.#state;
  }

  /** Registers a listener for new states. Returns a function that removes it. */
  onDidChange(listener: (state: SessionState) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** Resolves the selection, unless that has begun before. */
  async start(): Promise<void> {
    if (this.#generation === 0) await this.resolve();
  }

  /**
   * Resolves the current selection again. The old targets stay visible only while the same selection is resolved; after a
   * switch they disappear at once. It never rejects: a failure is a state.
   */
  async resolve(options: ResolveOptions = {}): Promise<void> {
    const generation = ++this.#generation;
    const enter = (state: SessionState) => {
      if (generation === this.#generation) this.#transition(state);
    };
    let selection: TargetSelection | undefined;
    try {
      selection = await this.#getSelection();
      if (!this.#isReadyFor(selection)) enter({ kind: 'resolving', selection });
      const targets = await this.#profiles.targets(selection.source, selection.regions, options);
      if (targets.length > 0) enter({ kind: 'ready', selection, targets });
      else enter({ kind: 'failed', selection, problem: noRegion(selection.source) });
    } catch (error) {
      enter({ kind: 'failed', ...(selection && { selection }), problem: problemOf(error) });
    }
  }

  /** Resolves again after the shared files or the settings have changed, unless nothing was ever resolved. */
  async onSharedFilesChanged(): Promise<void> {
    if (this.#state.kind !== 'idle') await this.resolve();
  }

  #transition(state: SessionState): void {
    // Files that changed without effect emit nothing: a redrawn tree would take its rows away from an open menu.
    if (isSame(this.#state, state)) return;
    this.#state = state;
    this.#events.emit('change', state);
  }

  #isReadyFor(selection: TargetSelection): boolean {
    return this.#state.kind === 'ready' && selectionKey(this.#state.selection) === selectionKey(selection);
  }
}

function isSame(now: SessionState, next: SessionState): boolean {
  if (now.kind !== 'ready' || next.kind !== 'ready' || selectionKey(now.selection) !== selectionKey(next.selection))
    return false;
  const keys = next.targets.map(targetKey);
  return now.targets.length === keys.length && now.targets.every((target, index) => targetKey(target) === keys[index]);
}

function selectionKey({ source, regions }: TargetSelection): string {
  return JSON.stringify([sourceKey(source), regions]);
}

function noRegion(source: CredentialSource): SessionProblem {
  return {
    kind: 'noRegion',
    message: t('{0} names no Region, and none is guessed: choose the Regions to work on.', sourceLabel(source)),
  };
}

function problemOf(error: unknown): SessionProblem {
  if (error instanceof CredentialsError) {
    const { problem, message, profile, signIn } = error;
    return { kind: problem, message, ...(profile !== undefined && signIn && { signIn: { profile, method: signIn } }) };
  }
  return { kind: 'failed', message: errorMessage(error) };
}
