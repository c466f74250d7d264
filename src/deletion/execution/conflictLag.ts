import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Clock } from '../../common/clock.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { PlanItem } from '../planning/plan.ts';

/** How long a request is sent again while AWS still counts what was just deleted, in milliseconds. */
const MAX_LAG_MS = 10 * 60_000;

/**
 * The pauses between requests: "a couple of seconds of wait time, and increase that time gradually up to five minutes"
 * (https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html). A minute is the most: the user waits for the plan.
 */
const INITIAL_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 60_000;

/** Ids of EC2 and Direct Connect as error messages name them: `eni-0a1b2c3d`, `dxcon-fg1234`. */
const IDS = /\b[a-z]+(?:-[a-z]+)*-[0-9a-z]{8,17}\b/g;

/** What one plan has deleted so far. */
export class DeletedInPlan {
  readonly #keys = new Set<string>();
  readonly #ids = new Set<string>();

  /** Records a deleted resource. */
  add({ key, id, entry }: Resource): void {
    this.#keys.add(key);
    this.#ids.add(id);
    if (entry.parent) this.#ids.add(entry.parent.id);
  }

  /**
   * Returns whether a conflict is likely to be about what the plan has just deleted: the message names it, or names nothing else while
   * something that came first was deleted.
   */
  explains({ cause, message }: CallFailure, { resource, dependsOn = [], after = [] }: PlanItem): boolean {
    if (cause !== 'conflict') return false;
    const own = JSON.stringify([resource.id, resource.entry]);
    const named = (message.match(IDS) ?? []).filter((id) => !own.includes(id));
    if (named.length > 0) return named.some((id) => this.#ids.has(id));
    return [...dependsOn, ...after].some((key) => this.#keys.has(key));
  }
}

/** Waits between the requests for one resource while a conflict is explained by what the plan has just deleted. */
export class ConflictRetry {
  readonly #item: PlanItem;
  readonly #deleted: DeletedInPlan;
  readonly #clock: Clock;
  #started: number | undefined;
  #pauseMs = INITIAL_PAUSE_MS;

  constructor(item: PlanItem, deleted: DeletedInPlan, clock: Clock) {
    this.#item = item;
    this.#deleted = deleted;
    this.#clock = clock;
  }

  /** Returns whether the failed request should be sent again after {@link pause}. */
  applies(failure: CallFailure): boolean {
    if (!this.#deleted.explains(failure, this.#item)) return false;
    this.#started ??= this.#clock.now();
    return this.#clock.now() - this.#started < MAX_LAG_MS;
  }

  /** Waits before the next request; each time longer. An aborted signal ends the wait. */
  async pause(signal: AbortSignal | undefined): Promise<void> {
    await this.#clock.sleep(this.#pauseMs, signal);
    this.#pauseMs = Math.min(this.#pauseMs * 2, MAX_PAUSE_MS);
  }
}
