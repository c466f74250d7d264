import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { AwsClient, AwsResponse, CallOptions } from '../client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../errors/callError.ts';
import { mayBeNotEnabled } from '../errors/regionProblem.ts';
import { targetKey, type Target } from '../identity/target.ts';
import { DEFAULT_REGION } from './optInRegions.ts';

/** How long a status is kept: an account may enable a Region at any time. */
const KEPT_MS = 60_000;

/** The causes with which the credentials themselves are rejected, in a Region that every account has. */
const REJECTED: ReadonlySet<string> = new Set(['noCredentials', 'expired', 'clock']);

/**
 * Adds to a failure whether the Region is to blame. A Region that is not enabled rejects valid credentials with the codes of wrong ones, so
 * AWS is asked: EC2 DescribeRegions in a Region that every account has, once for each target in a minute.
 */
export class RegionStatusClient implements AwsClient {
  readonly #client: AwsClient;
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly isToBlame: Promise<boolean | undefined>; readonly until: number }>();

  constructor(client: AwsClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  async call(
    target: Target,
    service: ServiceId,
    operation: string,
    input: Structure,
    options: CallOptions = {},
  ): Promise<AwsResponse> {
    try {
      return await this.#client.call(target, service, operation, input, options);
    } catch (error) {
      if (!(error instanceof AwsCallError) || !mayBeNotEnabled(error.failure)) throw error;
      const isRegionToBlame = await this.#isToBlame(target);
      if (isRegionToBlame === undefined) throw error;
      const failure: CallFailure = { ...error.failure, isRegionToBlame };
      throw new AwsCallError(failure);
    }
  }

  #isToBlame(target: Target): Promise<boolean | undefined> {
    const key = targetKey(target);
    const known = this.#known.get(key);
    if (known && this.#now() < known.until) return known.isToBlame;
    const isToBlame = this.#ask(target);
    this.#known.set(key, { isToBlame, until: this.#now() + KEPT_MS });
    return isToBlame;
  }

  /**
   * Returns undefined where AWS returns no status: the request is denied or fails, or the response lacks the Region or
   * a documented status.
   */
  async #ask(target: Target): Promise<boolean | undefined> {
    try {
      const { output } = await this.#client.call({ ...target, region: DEFAULT_REGION }, 'ec2', 'DescribeRegions', {
        RegionNames: [target.region],
        AllRegions: true,
      });
      return isNotOptedIn(output['Regions'], target.region);
    } catch (error) {
      return error instanceof AwsCallError && REJECTED.has(error.failure.cause) ? false : undefined;
    }
  }
}

/** Reads `OptInStatus`: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Region.html. */
function isNotOptedIn(regions: unknown, region: string): boolean | undefined {
  if (!Array.isArray(regions)) return undefined;
  const own = (regions as readonly unknown[]).find(
    (one): one is Structure =>
      typeof one === 'object' && one !== null && 'RegionName' in one && one.RegionName === region,
  );
  switch (own?.['OptInStatus']) {
    case 'not-opted-in':
      return true;
    case 'opted-in':
    case 'opt-in-not-required':
      return false;
    default:
      return undefined;
  }
}
