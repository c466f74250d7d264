import { EventEmitter } from 'node:events';
import { t } from '@vscode/l10n';
import { CredentialsError, type CredentialsProblem } from '../aws/credentials/credentialsError.ts';
import { sourceKey, sourceLabel, targetKey, type CredentialSource, type Target } from '../aws/identity/target.ts';
import type { ResolveOptions } from '../aws/identity/targetResolver.ts';
import type { ProfileService } from './profileService.ts';
import { errorMessage } from '../common/errors.ts';

/** What was chosen for this window. */
export interface TargetSelection {
  readonly source: CredentialSource;
  /** Empty where none is known: nothing is guessed. */
  readonly regions: readonly string[];
}

/** Why there are no targets: a problem with the credentials, or no Region. */
export interface SessionProblem {
  readonly problem: CredentialsProblem | 'noRegion';
  /** What happened and what to do, for people. */
  readonly message: string;
  /** For `signInNeeded`: the profile to sign in with, and how. */
  readonly signIn?: { readonly profile: string; readonly method: 'sso' | 'console' };
}

/** Where the window stands: which targets it works on, or why on none. */
export type SessionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'resolving'; readonly choice?: TargetSelection }
  | { readonly kind: 'ready'; readonly choice: TargetSelection; readonly targets: readonly Target[] }
  | { readonly kind: 'failed'; readonly choice?: TargetSelection; readonly problem: SessionProblem };

/** The targets of one window: resolved when somebody looks, never before. */
export class Session {
  readonly #profiles: ProfileService;
  readonly #getSelection: () => Promise<TargetSelection>;
  readonly #events = new EventEmitter<{ change: [SessionState] }>();
  #state: SessionState = { kind: 'idle' };
  /** Counts the resolutions, so that the answer to an old one is dropped. */
  #generation = 0;

  /**
   * @param resolver finds out who the chosen source is
   * @param choose what is chosen now
   */
  constructor(profiles: ProfileService, getSelection: () => Promise<TargetSelection>) {
    this.#profiles = profiles;
    this.#getSelection = getSelection;
  }

  /** @returns where it stands now */
  get state(): SessionState {
    return this.#state;
  }

  /**
   * Calls a listener whenever it stands elsewhere.
   *
   * @param listener gets the new state
   * @returns ends it
   */
  onDidChange(listener: (state: SessionState) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** Resolves the choice, if nobody has begun to. */
  async start(): Promise<void> {
    if (this.#generation === 0) await this.resolve();
  }

  /**
   * Resolves the choice as it is now, whatever was resolved before. The old targets stay in view only while the same choice is
   * resolved again: after a switch they are gone at once. It never throws: a failure is a state.
   *
   * @param options `doubted`: AWS has refused the credentials somewhere, so what is known of them does not count
   */
  async resolve(options: ResolveOptions = {}): Promise<void> {
    const generation = ++this.#generation;
    const enter = (state: SessionState) => {
      if (generation === this.#generation) this.#transition(state);
    };
    let choice: TargetSelection | undefined;
    try {
      choice = await this.#getSelection();
      if (!this.#isReadyFor(choice)) enter({ kind: 'resolving', choice });
      const targets = await this.#profiles.targets(choice.source, choice.regions, options);
      if (targets.length > 0) enter({ kind: 'ready', choice, targets });
      else enter({ kind: 'failed', choice, problem: noRegion(choice.source) });
    } catch (error) {
      enter({ kind: 'failed', ...(choice && { choice }), problem: problemOf(error) });
    }
  }

  /** Resolves again after the files or the settings have changed, if somebody has looked at all. */
  async onSharedFilesChanged(): Promise<void> {
    if (this.#state.kind !== 'idle') await this.resolve();
  }

  #transition(state: SessionState): void {
    // Files that changed without effect change nothing here either: whoever draws a tree anew takes its rows from under a menu.
    if (isSame(this.#state, state)) return;
    this.#state = state;
    this.#events.emit('change', state);
  }

  #isReadyFor(choice: TargetSelection): boolean {
    return this.#state.kind === 'ready' && choiceKey(this.#state.choice) === choiceKey(choice);
  }
}

function isSame(now: SessionState, next: SessionState): boolean {
  if (now.kind !== 'ready' || next.kind !== 'ready' || choiceKey(now.choice) !== choiceKey(next.choice)) return false;
  const keys = next.targets.map(targetKey);
  return now.targets.length === keys.length && now.targets.every((target, index) => targetKey(target) === keys[index]);
}

function choiceKey({ source, regions }: TargetSelection): string {
  return JSON.stringify([sourceKey(source), regions]);
}

function noRegion(source: CredentialSource): SessionProblem {
  return {
    problem: 'noRegion',
    message: t('{0} names no Region, and none is guessed: choose the Regions to work on.', sourceLabel(source)),
  };
}

function problemOf(error: unknown): SessionProblem {
  if (error instanceof CredentialsError) {
    const { problem, message, profile, signIn } = error;
    return { problem, message, ...(profile !== undefined && signIn && { signIn: { profile, method: signIn } }) };
  }
  return { problem: 'failed', message: errorMessage(error) };
}
