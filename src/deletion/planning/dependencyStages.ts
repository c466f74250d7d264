import type { Kind } from '../../catalog/model/kind.ts';

/**
 * The stages in which things are removed: what a kind depends on waits until that kind's things are gone.
 *
 * Returns the items in groups; those of one group do not depend on one another. A circle, which no catalogue should hold,
 * ends up in one group.
 */
export function toDependencyStages<T extends { readonly kind: Kind }>(items: readonly T[]): readonly (readonly T[])[] {
  const stages: T[][] = [];
  let waiting = [...items];
  while (waiting.length > 0) {
    const kinds = new Set(waiting.map(({ kind }) => kind.id));
    const ready = waiting.filter(
      ({ kind }) => !(kind.deletedAfter ?? []).some((other) => other !== kind.id && kinds.has(other)),
    );
    const stage = ready.length > 0 ? ready : waiting;
    stages.push(stage);
    const taken = new Set(stage);
    waiting = waiting.filter((item) => !taken.has(item));
  }
  return stages;
}
