/** The condition of a resource, for its icon and accessible name. */
export type Health = 'healthy' | 'idle' | 'unhealthy' | 'transitioning';

/**
 * What a state means for a deletion: AWS is deleting it, has deleted it, has failed to; or it is there, settled (`present`) or on the
 * way to another state (`changing`).
 */
export type StateMeaning = 'inProgress' | 'deleted' | 'failed' | 'present' | 'changing';

/** The meanings of AWS's states by their words in lower case: AWS writes `Deleting`, `deleting` and `DELETING`. */
export type StateMeanings = ReadonlyMap<string, StateMeaning>;
