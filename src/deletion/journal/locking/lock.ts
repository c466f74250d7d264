/** The exclusive right, over all windows, to act on one resource. */
export interface Lock {
  readonly claimed: true;
  /** @returns whether it still is ours: ask right before a call, for a machine may have slept long enough to be thought dead */
  isHeld(): Promise<boolean>;
  /** Gives it up; a second time does nothing. It never fails. */
  release(): Promise<void>;
}

/** Who else has the right. */
export interface LockHeld {
  readonly claimed: false;
  readonly heldBy: {
    readonly pid: number;
    /** The machine's name, where it is another one. */
    readonly host?: string;
    /** Milliseconds since the epoch. */
    readonly since: number;
    /** True when it is this very window. */
    readonly self: boolean;
  };
}
