import * as vscode from 'vscode';
import type { Inventory } from '../../inventory/inventory.ts';
import type { ResourceGrouping } from '../../inventory/query/grouping.ts';
import { compareGroups, groupOf, GroupSplitter, type ResourceGroup } from '../../inventory/query/resourceGroups.ts';
import type { Resource } from '../../inventory/resource.ts';
import { listingStates, type ResourceCounts } from './kindCounts.ts';
import { GroupNode, KindNode } from './nodes.ts';
import type { ViewState } from './viewState.ts';

/** The id of the group of what could not be listed: a failed list never looks empty. */
export const FAILED_GROUP_ID = 'failed';

const NONE: readonly Resource[] = Object.freeze([]);

/** What is in a group that is shown. */
interface GroupSummary {
  readonly node: GroupNode;
  readonly counts: ResourceCounts;
  /** The types with something to show in it. */
  readonly kinds: readonly KindNode[];
}

/** Dependencies of the groups. */
interface GroupContentsDeps {
  readonly grouping: ResourceGrouping;
  /** The types of the tree, under their services. */
  readonly kinds: readonly KindNode[];
  readonly inventory: Inventory;
  readonly viewState: Pick<ViewState, 'filter'>;
}

/** What is counted while the lists are read. */
interface Tally {
  readonly group: ResourceGroup;
  readonly counts: { total: number; shown: number; unknown: number };
  readonly kinds: Set<KindNode>;
}

/** The groups of a tree that is grouped by what resources have. They hold what was listed, and list nothing. */
export class GroupContents {
  readonly #deps: GroupContentsDeps;
  readonly #splitter: GroupSplitter;
  /** Rows stay the same objects: VS Code identifies them by these. */
  readonly #nodes = new Map<string, GroupNode>();
  readonly #kindNodes = new Map<string, KindNode>();
  #summaries: ReadonlyMap<string, GroupSummary> | undefined;
  #names: ReadonlyMap<string, string> | undefined;

  constructor(deps: GroupContentsDeps) {
    this.#deps = deps;
    this.#splitter = new GroupSplitter(deps.grouping);
  }

  /** Counts anew when the groups are next asked for, because something was listed. */
  invalidate(): void {
    this.#summaries = undefined;
    this.#names = undefined;
  }

  /** Returns the groups with something to show, in their order. */
  get groups(): readonly GroupNode[] {
    return [...this.#current().values()].map(({ node }) => node);
  }

  /** Returns the types with something to show in a group. */
  kindsIn({ group }: GroupNode): readonly KindNode[] {
    return this.#current().get(group.id)?.kinds ?? [];
  }

  /** Returns how many resources of a group are known and shown; undefined for one that no longer has any. */
  countsOf({ group }: GroupNode): ResourceCounts | undefined {
    return this.#current().get(group.id)?.counts;
  }

  /** Returns the types with something to show in the group of a resource. */
  kindsBeside(resource: Resource): readonly KindNode[] {
    return this.#current().get(groupOf(resource, this.#deps.grouping, Date.now()).id)?.kinds ?? [];
  }

  /** Returns the name of the VPC that a group stands for; undefined where it has none, is not listed, or the group is no VPC's. */
  nameOf({ group }: GroupNode): string | undefined {
    return this.#deps.grouping.by === 'vpc' ? this.#vpcNames().get(group.id) : undefined;
  }

  #vpcNames(): ReadonlyMap<string, string> {
    if (this.#names) return this.#names;
    const vpcs = this.#deps.kinds.filter(({ kind }) => kind.id === 'ec2.vpc');
    const listed = vpcs.flatMap((kind) => this.#listed(kind)).flat();
    this.#names = new Map(listed.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name] as const])));
    return this.#names;
  }

  #current(): ReadonlyMap<string, GroupSummary> {
    return (this.#summaries ??= this.#summarize());
  }

  #summarize(): ReadonlyMap<string, GroupSummary> {
    const { kinds, viewState, inventory } = this.#deps;
    const now = Date.now();
    const tallies = new Map<string, Tally>();
    for (const kind of kinds) {
      for (const list of this.#listed(kind)) {
        for (const [id, { group, resources }] of this.#splitter.split(list, now)) {
          const { shown, unknown } = viewState.filter?.apply(resources, now) ?? { shown: resources, unknown: 0 };
          const tally = tallies.get(id) ?? {
            group,
            counts: { total: 0, shown: 0, unknown: 0 },
            kinds: new Set<KindNode>(),
          };
          tallies.set(id, tally);
          tally.counts.total += resources.length;
          tally.counts.shown += shown.length;
          tally.counts.unknown += unknown;
          if (shown.length > 0) tally.kinds.add(kind);
        }
      }
    }
    const failed = kinds.filter((kind) => listingStates(kind, inventory).some((state) => hasProblem(state)));
    const shown = [...tallies.values()]
      .filter(({ counts }) => counts.shown > 0)
      .sort((a, b) => compareGroups(a.group, b.group));
    if (failed.length > 0) shown.push(failedTally(failed));
    return new Map(shown.map((tally) => [tally.group.id, this.#summaryOf(tally)]));
  }

  #listed(kind: KindNode): readonly (readonly Resource[])[] {
    return listingStates(kind, this.#deps.inventory).flatMap(({ listing, partial }) => {
      const known = listing?.resources ?? partial;
      return known ? [known] : [];
    });
  }

  #summaryOf({ group, counts, kinds }: Tally): GroupSummary {
    const node = this.#nodes.get(group.id) ?? new GroupNode(group, (list) => this.#membersOf(group, list));
    this.#nodes.set(group.id, node);
    return { node, counts, kinds: [...kinds].map((kind) => this.#kindNode(kind, node)) };
  }

  #membersOf({ id }: ResourceGroup, list: readonly Resource[]): readonly Resource[] {
    return this.#splitter.split(list, Date.now()).get(id)?.resources ?? NONE;
  }

  #kindNode({ kind, service }: KindNode, group: GroupNode): KindNode {
    const key = JSON.stringify([group.group.id, kind.id]);
    const node = this.#kindNodes.get(key) ?? new KindNode(kind, group, service);
    this.#kindNodes.set(key, node);
    return node;
  }
}

function hasProblem({ listing }: ReturnType<typeof listingStates>[number]): boolean {
  return listing?.failures.some(({ cause }) => cause !== 'canceled') === true;
}

function failedTally(kinds: readonly KindNode[]): Tally {
  const group = { id: FAILED_GROUP_ID, label: vscode.l10n.t('Could not be listed completely'), rank: Infinity };
  return { group, counts: { total: 0, shown: 0, unknown: 0 }, kinds: new Set(kinds) };
}
