import type { Kind } from './kind.ts';
import type { StateMeaning } from './resourceState.ts';

/** Returns what a state means for the deletion of a resource of this kind; undefined where the kind has no states, or not this one. */
export function stateMeaning(
  { completion }: Pick<Kind, 'completion'>,
  state: string | undefined,
): StateMeaning | undefined {
  return state === undefined ? undefined : completion.states?.get(state.toLowerCase());
}
