import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as lightsail from '@aws-sdk/client-lightsail';
import * as sts from '@aws-sdk/client-sts';
import type { LoggedRequest, SandboxInfo } from '../sandbox/types.ts';
import { sampleProfiles } from '../sandbox/world/sample/identities.ts';

/** A call as it is written with the SDK alone. */
export interface BareCall {
  readonly service: keyof typeof MODULES;
  readonly region: string;
  readonly operation: string;
  readonly input: object;
}

interface Client {
  send(command: object): Promise<Readonly<Record<string, unknown>>>;
  destroy(): void;
}

type Module = Readonly<Record<string, unknown>>;

const MODULES = { ec2, lightsail, directconnect, iam, sts } as const;
const CLIENTS: Readonly<Record<BareCall['service'], (config: object) => Client>> = {
  ec2: (config) => new ec2.EC2Client(config),
  lightsail: (config) => new lightsail.LightsailClient(config),
  directconnect: (config) => new directconnect.DirectConnectClient(config),
  iam: (config) => new iam.IAMClient(config),
  sts: (config) => new sts.STSClient(config),
};

/** The SDK's clients as anybody would make them, one for each service and Region: what there is without Teardown. */
export class Bare {
  readonly #config: object;
  readonly #clients = new Map<string, Client>();

  /**
   * @param sandbox where AWS is
   * @param profile whose credentials
   */
  constructor({ endpoint }: SandboxInfo, profile: string) {
    const identity = sampleProfiles().find(({ name }) => name === profile)?.identity;
    if (!identity) throw new Error(`There is no profile ${profile}.`);
    const { accessKeyId, secretAccessKey } = identity;
    this.#config = { endpoint, credentials: { accessKeyId, secretAccessKey } };
  }

  /** Sends one call. */
  async send({ service, region, operation, input }: BareCall): Promise<Readonly<Record<string, unknown>>> {
    const module: Module = MODULES[service];
    const Command = module[`${operation}Command`] as new (input: object) => object;
    return this.#client(service, region).send(new Command(input));
  }

  /**
   * Follows a list page by page.
   *
   * @param call the first page's call
   * @param member the member of the reply that is the list
   * @param onPage gets each page
   */
  async pages(call: BareCall, member: string, onPage: (items: readonly object[]) => void): Promise<void> {
    const [request, reply] = TOKENS[call.service];
    let token: unknown;
    do {
      const input = token === undefined ? call.input : { ...call.input, [request]: token };
      const output = await this.send({ ...call, input });
      onPage((output[member] ?? []) as object[]);
      token = output[reply];
    } while (token);
  }

  /** Sends calls, at most so many at once to each service in each Region. */
  async sendAll(calls: readonly BareCall[], atOnce: (place: string) => number): Promise<void> {
    await Promise.all(
      [...new Set(calls.map(placeOf))].flatMap((place) => {
        const left = calls.filter((call) => placeOf(call) === place);
        const worker = async () => {
          for (let call = left.shift(); call; call = left.shift()) await this.send(call).catch(() => undefined);
        };
        return Array.from({ length: Math.min(left.length, atOnce(place)) }, worker);
      }),
    );
  }

  /** Closes all connections. */
  dispose(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  #client(service: BareCall['service'], region: string): Client {
    const key = `${service} ${region}`;
    const client = this.#clients.get(key) ?? CLIENTS[service]({ ...this.#config, region });
    this.#clients.set(key, client);
    return client;
  }
}

const TOKENS = {
  ec2: ['NextToken', 'NextToken'],
  lightsail: ['pageToken', 'nextPageToken'],
  directconnect: ['nextToken', 'nextToken'],
  iam: ['Marker', 'Marker'],
  sts: ['', ''],
} as const;

/** Where a call goes: AWS counts calls by service and Region. */
export const placeOf = ({ service, region }: Pick<BareCall, 'service' | 'region'>): string => `${service} ${region}`;

/** The calls that a sandbox was asked for, to be sent again. */
export function recorded(requests: readonly LoggedRequest[]): readonly BareCall[] {
  return requests.flatMap(({ service, region, operation, input }) =>
    service !== null && service in MODULES && region !== null && operation !== null
      ? [{ service: service as BareCall['service'], region, operation, input }]
      : [],
  );
}
