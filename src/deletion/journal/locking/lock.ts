import { t } from '@vscode/l10n';

/** The exclusive right, over all instances, to act on one resource. */
export interface Lock {
  readonly acquired: true;
  /** Returns whether it is still held. Check before each request: a process that was suspended for long counts as exited. */
  isHeld(): Promise<boolean>;
  /** Releases it; again does nothing. Never fails. */
  release(): Promise<void>;
}

/** Another holder of a lock. */
export interface LockHeld {
  readonly acquired: false;
  readonly heldBy: {
    readonly pid: number;
    /** The host's name, where it is another one. */
    readonly host?: string;
    /** Milliseconds since the epoch. */
    readonly since: number;
    /** True when it is this instance. */
    readonly self: boolean;
  };
}

/** Thrown where a name is taken and no file is there: a symbolic link that leads nowhere, or a file system with stale names. */
export class UnusableLockError extends Error {
  readonly code = 'ESTALE';

  constructor(file: string) {
    super(t('{0} is there and leads to no file.', file));
  }
}
