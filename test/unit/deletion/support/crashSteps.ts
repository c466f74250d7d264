/** The steps at which a process can be killed: before the intent, after each journal record, and while it polls. */
export const KILL_STEPS = ['locked', 'intended', 'called', 'sent', 'responded', 'waiting'] as const;

/** A step at which a process can be killed. */
export type KillStep = (typeof KILL_STEPS)[number];

/** The input of a process that is to be killed. */
export interface KillOrder {
  readonly config: string;
  readonly credentials: string;
  readonly home: string;
  /** The storage directory, with the journal in it. */
  readonly storage: string;
  /** The step at which it stops and waits for the kill; none if omitted. */
  readonly stopAt?: KillStep;
  readonly resources: readonly { readonly kind: string; readonly id: string }[];
}

/** A message of such a process: the step that a resource has reached. */
export interface KillMessage {
  readonly key: string;
  readonly step: KillStep | 'completed';
}
