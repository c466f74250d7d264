import type * as vscode from 'vscode';
import type { Core } from '../core.ts';
import type { AccountLabel } from '../deletion/presentation/placeLines.ts';
import { planDocument } from '../deletion/presentation/planDocument.ts';
import type { FilterContext } from '../inventory/query/usageTerms.ts';
import type { Resource } from '../inventory/resource.ts';
import { costLabel, costText, endedText, endsText } from '../pricing/costText.ts';
import { toNumber } from '../pricing/money.ts';
import type { AccountAliases } from '../session/accountAliases.ts';
import type { Stores } from '../session/keyValueStore.ts';
import type { SelectionStore } from '../session/selectionStore.ts';
import type { DeletionNode } from '../views/deletions/deletionNodes.ts';
import { DeletionsTreeProvider } from '../views/deletions/deletionsTreeProvider.ts';
import { DetailsDocumentProvider } from '../views/documents/detailsDocumentProvider.ts';
import { PlanDocumentProvider } from '../views/documents/planDocumentProvider.ts';
import { PlanBoard } from '../views/plan/planBoard.ts';
import type { PlanNode } from '../views/plan/planNodes.ts';
import { PlanTreeProvider } from '../views/plan/planTreeProvider.ts';
import type { Node } from '../views/resources/nodes.ts';
import { ProtectionIndex } from '../views/resources/protectionIndex.ts';
import { RememberedCounts } from '../views/resources/rememberedCounts.ts';
import { ResourceTreeProvider } from '../views/resources/resourceTreeProvider.ts';
import { RowNotes } from '../views/resources/rowNotes.ts';
import { ViewState } from '../views/resources/viewState.ts';
import { TargetStatusBarItem } from '../views/target/statusBarItem.ts';
import { TerminalEnvironment } from '../views/target/terminalEnvironment.ts';
import { TargetPresenter } from '../views/target/targetPresenter.ts';
import { settings } from '../vscode/settings.ts';
import type { Output } from './output.ts';

/** What resources cost by list prices, in words; undefined where no price is known. */
export interface CostTexts {
  readonly of: (resource: Resource) => string | undefined;
  /** Returns which costs a deletion ends. */
  readonly ends: (resources: readonly Resource[]) => string | undefined;
  /** Returns which costs a deletion has ended. */
  readonly ended: (resources: readonly Resource[]) => string | undefined;
}

/** The views that VS Code asks for rows before anything else is loaded: `extension.ts` has created them. */
export interface ViewHandles {
  readonly view: vscode.TreeView<Node>;
  readonly deletionsView: vscode.TreeView<DeletionNode>;
  readonly planView: vscode.TreeView<PlanNode>;
}

/** Everything that people see. */
export interface Views extends ViewHandles {
  readonly tree: ResourceTreeProvider;
  readonly deletions: DeletionsTreeProvider;
  readonly details: DetailsDocumentProvider;
  readonly plans: PlanDocumentProvider;
  /** The plans of this window, and the rows of the one that is shown. */
  readonly board: PlanBoard;
  readonly plan: PlanTreeProvider;
  readonly statusBar: TargetStatusBarItem;
  readonly presenter: TargetPresenter;
  readonly terminals: TerminalEnvironment;
  /** What this workspace has chosen for the tree: filter, order, resource types. */
  readonly viewState: ViewState;
  readonly protectedRows: ProtectionIndex;
  /** Returns an account with its alias, where that is known. */
  readonly accountLabel: AccountLabel;
  readonly costs: CostTexts;
  readonly disposables: readonly { dispose(): unknown }[];
}

/** What the views are created from. */
export interface ViewsDeps {
  readonly context: vscode.ExtensionContext;
  readonly stores: Stores;
  readonly handles: ViewHandles;
  readonly core: Core;
  readonly selections: SelectionStore;
  readonly aliases: AccountAliases;
  readonly output: Output;
}

/** Returns what words about use and owners rest on in this window. */
export function filterContext({ usage, prices }: Pick<Core, 'usage' | 'prices'>): FilterContext {
  return {
    usageOf: (resource) => usage.usageOf(resource),
    monthlyCostOf(resource) {
      const cost = prices.costOf(resource);
      if (!cost) return undefined;
      return 'unknown' in cost ? 'unknown' : toNumber(cost.monthly);
    },
    version: () => usage.version + prices.version,
    ownerTags: settings.ownerTags,
  };
}

/** Creates the rows of both views, the read-only documents, and what shows the target. */
export function createViews({ context, stores, handles, core, selections, aliases, output }: ViewsDeps): Views {
  const { view, deletionsView, planView } = handles;
  const { deletion, inventory, journal, profiles, prices, recovery, session, usage } = core;
  const accountLabel = (accountId: string) => aliases.label(accountId);
  const details = new DetailsDocumentProvider(accountLabel, inventory);
  const costs: CostTexts = {
    of(resource) {
      const cost = prices.costOf(resource);
      return cost && costText(cost);
    },
    ends: (resources) => endsText(prices.sum(resources)),
    ended: (resources) => endedText(prices.sum(resources)),
  };
  const plans = new PlanDocumentProvider((plan, isExecuted) =>
    planDocument(plan, Date.now(), isExecuted, { ...costs, accountLabel }),
  );
  const board = new PlanBoard(deletion);
  const plan = new PlanTreeProvider(
    board,
    (resource) => {
      const cost = prices.costOf(resource);
      return cost && costLabel(cost);
    },
    accountLabel,
  );
  const statusBar = new TargetStatusBarItem();
  const lists = () => inventory.listings().map(({ resources }) => resources);
  const viewState = new ViewState(stores.workspace, filterContext(core), lists);
  const remembered = new RememberedCounts(stores.global, inventory);
  const protection = new ProtectionIndex(settings, (target) => deletion.protectionAt(target), {
    profileNames: () => core.profiles.knownNames(),
    aliases: () => aliases.known(),
  });
  const tree = new ResourceTreeProvider({
    session,
    inventory,
    deletion,
    protection,
    groupBy: settings.groupBy,
    scanOnOpen: settings.scanOnOpen,
    remembered,
    viewState,
    accountLabel,
    notes: new RowNotes({ inventory, viewState, usage, prices }),
  });
  const deletions = new DeletionsTreeProvider({
    journal,
    isRunning: ({ id, instance }) => instance.id === journal.instanceId || recovery.isWatching(id),
    accountLabel,
  });
  const presenter = new TargetPresenter({
    session,
    inventory,
    view,
    statusBar,
    choices: selections,
    files: profiles.files,
    log: output.log,
    protectionAt: (target) => deletion.protectionAt(target),
    aliases,
  });
  const terminals = new TerminalEnvironment({
    session,
    variables: context.environmentVariableCollection,
    isEnabled: settings.terminalProfile,
    env: process.env,
  });
  return {
    view,
    deletionsView,
    planView,
    board,
    plan,
    tree,
    deletions,
    details,
    plans,
    statusBar,
    presenter,
    terminals,
    viewState,
    protectedRows: protection,
    accountLabel,
    costs,
    disposables: [details, plans, plan, board, statusBar, tree, deletions, presenter, terminals, remembered],
  };
}
