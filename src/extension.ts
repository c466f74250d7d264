import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { awsFiles } from './aws/awsFiles.ts';
import { SdkCaller } from './aws/clients.ts';
import { Session } from './aws/session.ts';
import { SharedConfigReader } from './aws/sharedConfigReader.ts';
import { TargetResolver } from './aws/targets.ts';
import { askMfaCode } from './commands/askMfaCode.ts';
import { checkPermission } from './commands/checkPermission.ts';
import { chosenTarget } from './commands/chooseTarget.ts';
import { copyText } from './commands/copyText.ts';
import { DeleteResource } from './commands/deleteResource.ts';
import { register } from './commands/host.ts';
import { refresh } from './commands/refresh.ts';
import { retry } from './commands/retry.ts';
import { resourceOf } from './commands/selection.ts';
import { COMMANDS, VIEWS, type Settings } from './contributions.ts';
import { SYSTEM_CLOCK } from './deletion/clock.ts';
import { Engine } from './deletion/engine.ts';
import type { Progress } from './deletion/outcome.ts';
import { Inventory } from './inventory/inventory.ts';
import { DetailsDocuments } from './views/detailsDocuments.ts';
import { keepFresh } from './views/keepFresh.ts';
import { ResourceTree } from './views/resourceTree.ts';
import { ResponseChannel } from './views/responseChannel.ts';
import { titleOf } from './views/title.ts';

/** What the tests in the extension host get to see: no API of VS Code shows the rows of another extension's tree. */
export interface TestView {
  readonly tree: ResourceTree;
}

/**
 * Builds and wires everything. Nothing is asked of AWS, and nothing of an SDK is loaded, before a view is visible.
 *
 * @param context VS Code's
 * @returns under a test runner the tree; otherwise nothing, for there is no public API
 */
export function activate(context: vscode.ExtensionContext): TestView | undefined {
  const log = vscode.window.createOutputChannel('Teardown', { log: true });
  const responses = new ResponseChannel();
  const details = new DetailsDocuments();

  const config = new SharedConfigReader(awsFiles(process.env, homedir()));
  const resolver = new TargetResolver({
    config,
    env: process.env,
    askMfaCode,
    mayRunProcess: () => vscode.workspace.isTrusted,
    now: () => Date.now(),
  });
  const session = new Session(resolver, () => chosenTarget(config, process.env));
  const caller = new SdkCaller((target) => resolver.credentials(target));
  const inventory = new Inventory(caller);
  const removal = {
    caller,
    clock: SYSTEM_CLOCK,
    verify: resolver.verify.bind(resolver),
    record: responses.append.bind(responses),
    seen: inventory.update.bind(inventory),
    allowedEndpoints: () =>
      vscode.workspace.getConfiguration().get<Settings['teardown.dryRunEndpoints']>('teardown.dryRunEndpoints', []),
  };
  const engine = new Engine(removal);
  const tree = new ResourceTree(session, inventory, engine);
  const view = vscode.window.createTreeView(VIEWS.resources, { treeDataProvider: tree, showCollapseAll: true });
  const parts = { caller, session, inventory, engine, tree, details, responses, log };
  const deletion = new DeleteResource(parts);

  context.subscriptions.push(
    log,
    responses,
    details,
    tree,
    view,
    keepFresh(view, tree, session, inventory),
    new vscode.Disposable(
      engine.onProgress((progress) => {
        settled(progress, inventory);
      }),
    ),
    new vscode.Disposable(
      session.onDidChange((state) => {
        view.description = titleOf(state);
        if (state.kind === 'failed') log.error(state.problem.message);
      }),
    ),
    new vscode.Disposable(() => {
      caller.dispose();
    }),
    register(COMMANDS.checkPermission, log, (node) => checkPermission(node, removal, responses)),
    register(COMMANDS.copyArn, log, (node) => copyText(node, 'arn')),
    register(COMMANDS.copyId, log, (node) => copyText(node, 'id')),
    register(COMMANDS.deleteResource, log, (node) => deletion.run(node)),
    register(COMMANDS.disassociateResource, log, (node) => deletion.run(node)),
    register(COMMANDS.refresh, log, (node) => refresh(node, parts)),
    register(COMMANDS.retry, log, (node) => retry(node, parts, log)),
    register(COMMANDS.showDetails, log, async (node) => {
      const resource = resourceOf(node);
      if (resource) await details.show(resource);
    }),
    register(COMMANDS.showLog, log, () => {
      log.show(true);
    }),
    register(COMMANDS.showResponses, log, () => {
      responses.show();
    }),
  );
  return context.extensionMode === vscode.ExtensionMode.Test ? { tree } : undefined;
}

/** What is gone leaves the tree; what is not is looked at again. */
function settled({ resource, outcome }: Progress, inventory: Inventory): void {
  if (!outcome) return;
  if (outcome.kind === 'gone' || outcome.kind === 'alreadyGone') inventory.update(resource, undefined);
  else if (outcome.kind !== 'cancelled') void inventory.list(resource.kind, resource.target);
}
