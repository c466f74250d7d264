import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as lightsail from '@aws-sdk/client-lightsail';
import * as sts from '@aws-sdk/client-sts';
import type { LoggedRequest, SandboxInfo } from '../sandbox/types.ts';
import { sampleProfiles } from '../sandbox/world/sample/identities.ts';

/** A request of the bare SDK. */
export interface SdkRequest {
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
const CLIENTS: Readonly<Record<SdkRequest['service'], (config: object) => Client>> = {
  ec2: (config) => new ec2.EC2Client(config),
  lightsail: (config) => new lightsail.LightsailClient(config),
  directconnect: (config) => new directconnect.DirectConnectClient(config),
  iam: (config) => new iam.IAMClient(config),
  sts: (config) => new sts.STSClient(config),
};

/** The SDK's clients without Teardown, one for each service and Region. */
export class SdkBaseline {
  readonly #config: object;
  readonly #clients = new Map<string, Client>();

  /** `profile` is a profile of the sample world, whose credentials are used. */
  constructor({ endpoint }: SandboxInfo, profile: string) {
    const identity = sampleProfiles().find(({ name }) => name === profile)?.identity;
    if (!identity) throw new Error(`Unknown profile ${profile}.`);
    const { accessKeyId, secretAccessKey } = identity;
    this.#config = { endpoint, credentials: { accessKeyId, secretAccessKey } };
  }

  /** Sends one request. */
  async send({ service, region, operation, input }: SdkRequest): Promise<Readonly<Record<string, unknown>>> {
    const module: Module = MODULES[service];
    const Command = module[`${operation}Command`] as new (input: object) => object;
    return this.#client(service, region).send(new Command(input));
  }

  /** Reads all pages of a list. `member` is the response's member with the items; `onPage` gets each page. */
  async pages(call: SdkRequest, member: string, onPage: (items: readonly object[]) => void): Promise<void> {
    const [request, reply] = TOKENS[call.service];
    let token: unknown;
    do {
      const input = token === undefined ? call.input : { ...call.input, [request]: token };
      const output = await this.send({ ...call, input });
      onPage((output[member] ?? []) as object[]);
      token = output[reply];
    } while (token);
  }

  /** Sends requests, at most `atOnce` at a time to each service and Region. Ignores their errors. */
  async sendAll(calls: readonly SdkRequest[], atOnce: (place: string) => number): Promise<void> {
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

  #client(service: SdkRequest['service'], region: string): Client {
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

/** Returns the service and Region of a request, by which AWS throttles. */
export const placeOf = ({ service, region }: Pick<SdkRequest, 'service' | 'region'>): string => `${service} ${region}`;

/** Returns the requests that a sandbox logged, for sending them again. */
export function recorded(requests: readonly LoggedRequest[]): readonly SdkRequest[] {
  return requests.flatMap(({ service, region, operation, input }) =>
    service !== null && service in MODULES && region !== null && operation !== null
      ? [{ service: service as SdkRequest['service'], region, operation, input }]
      : [],
  );
}
