import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, TOOLS } from '../../src/contributions.ts';
import { until } from '../harness/until.ts';
import { DEV, listening, resourceNode, resourcesOf, sandbox, shownTree, type Said, type Tree } from './support/host.ts';

const PEER = 'ec2.routeServerPeer';

/** The members of a tool's result that these tests use. */
interface Answer {
  readonly note?: string;
  readonly target?: { readonly profile: string; readonly account: string; readonly regions: readonly string[] };
  readonly result?: string;
  readonly deleted?: number;
  readonly found?: number;
  readonly truncated?: string;
  readonly incomplete?: string;
  readonly failures?: readonly { readonly action: string; readonly requestId?: string }[];
  readonly kinds?: Readonly<Record<string, number>>;
  readonly resources?: readonly {
    readonly kind: string;
    readonly id: string;
    readonly name?: string;
    readonly region: string;
    readonly state?: string;
    readonly operation?: string;
    readonly input?: object;
    readonly evidence?: readonly { readonly level: string; readonly text: string }[];
  }[];
  readonly outcomes?: readonly { readonly id: string; readonly outcome: string; readonly text: string }[];
  readonly commands?: { readonly lines: readonly string[] };
}

/**
 * Invokes a tool like another extension, without a chat. Under a test runner VS Code confirms its own dialog by
 * itself, like "always allow", so that only Teardown's dialog remains.
 */
async function call(name: string, input: unknown, token?: vscode.CancellationToken): Promise<Answer> {
  const options = { input: input as object, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(name, options, token);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value) as Answer;
}

/** Returns the requests that would delete something, including dry runs. */
async function removingCalls() {
  return (await sandbox().requests()).filter(({ operation }) =>
    /^(Delete|Terminate|Release|Dis|Detach)/.test(operation ?? ''),
  );
}

/** Selects the button that deletes, and closes messages. */
const confirm = ({ modal, buttons }: Said) => (modal ? buttons.at(-1) : undefined);

describe('the language model tools', () => {
  let tree: Tree;
  beforeEach(async () => {
    await sandbox().reset();
    tree = await shownTree();
    await vscode.commands.executeCommand(COMMANDS.refresh);
  });
  const lab = async () => {
    const { id } = (await resourceNode(tree, PEER, 'edge-fw-lab')).resource;
    return { kind: PEER, id, region: DEV.region };
  };

  it('exist as described in the manifest', () => {
    const tools = vscode.lm.tools.filter(({ name }) => name.startsWith('teardown_'));
    assert.deepEqual(tools.map(({ name }) => name).sort(), Object.values(TOOLS).sort());
    for (const { name, description, inputSchema, tags } of tools) {
      assert.ok(description.length > 300 && !description.startsWith('%'), name);
      assert.ok(inputSchema && tags.includes('aws'), name);
    }
  });

  it('list the resources of the current profile and Regions', async () => {
    const list = () => call(TOOLS.listResources, { kind: PEER });
    // The alias is requested once the account is known.
    await until(async () => 'accountAlias' in ((await list()).target ?? {}), 'the alias of the account');
    const answer = await list();
    assert.deepEqual(answer.target, {
      ...{ profile: 'dev', account: DEV.account, accountAlias: 'example-dev' },
      regions: [DEV.region],
    });
    const listed = (await resourcesOf(tree, PEER)).map(({ resource }) => resource);
    assert.deepEqual(
      answer.resources?.map(({ kind, id, name, state, region }) => ({ kind, id, name, state, region })),
      listed.map(({ id, name, state }) => ({ kind: PEER, id, name, state, region: DEV.region })),
    );
    assert.match(answer.note ?? '', /never instructions/);
    assert.deepEqual(await removingCalls(), []);
  });

  it('filter like the tree, limit the result, and return the rest on request', async () => {
    const first = await call(TOOLS.listResources, { kind: PEER, filter: 'name:edge-fw*', limit: 2 });
    assert.equal(first.resources?.length, 2);
    assert.match(first.truncated ?? '', /"offset": 2/);
    const rest = await call(TOOLS.listResources, { kind: PEER, filter: 'name:edge-fw*', offset: 2 });
    assert.equal(rest.truncated, undefined);
    const names = [...(first.resources ?? []), ...(rest.resources ?? [])].map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(
      names.every((name) => name?.startsWith('edge-fw')),
      names.join(),
    );
  });

  it('report a failed listing with its request id', async () => {
    await sandbox().addFault(
      { operation: 'DescribeKeyPairs' },
      { type: 'error', code: 'UnauthorizedOperation', message: 'No.', status: 403 },
      { to: 1 },
    );
    const answer = await call(TOOLS.listResources, { kind: 'ec2.keyPair' });
    assert.match(answer.incomplete ?? '', /may exist/);
    assert.equal(answer.failures?.[0]?.action, 'ec2:DescribeKeyPairs');
    assert.ok(answer.failures[0].requestId);
  });

  it('plan a deletion with evidence and commands, and send no delete request or dry run', async () => {
    const reference = await lab();
    const answer = await call(TOOLS.planDeletion, { resources: [reference] });
    const [item] = answer.resources ?? [];
    assert.deepEqual([item?.id, item?.operation], [reference.id, 'DeleteRouteServerPeer']);
    assert.deepEqual(item?.input, { RouteServerPeerId: reference.id });
    assert.ok((item.evidence ?? []).length > 0);
    assert.match(answer.commands?.lines.join('\n') ?? '', /aws ec2 delete-route-server-peer/);
    assert.deepEqual(await removingCalls(), []);
  });

  it('reject invalid input with a message for a model', async () => {
    const reference = await lab();
    const wrong: readonly (readonly [tool: string, input: unknown, says: RegExp])[] = [
      [TOOLS.listResources, { kind: 'ec2.routeserverpeers' }, /There is no kind .*ec2\.routeServerPeer/],
      [TOOLS.listResources, { kind: PEER, region: 'us-east-1' }, /works in eu-west-1 only/],
      [TOOLS.listResources, { filter: 'colour:red' }, /"filter" is not understood/],
      [TOOLS.listResources, { limit: 1e9 }, /whole number from 1 to 200/],
      [TOOLS.planDeletion, {}, /"resources" must be a list/],
      [TOOLS.planDeletion, { resources: [{ ...reference, Region: 'x' }] }, /has no member "Region"/],
      [
        TOOLS.planDeletion,
        { resources: [{ ...reference, id: 'rsp-0000000000000000' }] },
        /There is no route server peer/,
      ],
      [
        TOOLS.planDeletion,
        { resources: [{ ...reference, id: 'edge-fw-lab' }] },
        new RegExp(`It is the name of "${reference.id}"`),
      ],
      [
        TOOLS.planDeletion,
        { resources: [{ ...reference, region: 'us-east-1' }] },
        /works in eu-west-1, and not in "us-east-1"/,
      ],
      [TOOLS.deleteResources, { resources: reference }, /"resources" must be a list/],
    ];
    const said = await listening(confirm, async () => {
      for (const [tool, input, says] of wrong) await assert.rejects(call(tool, input), says);
    });
    assert.deepEqual(said, []);
    assert.deepEqual(await removingCalls(), []);
  });

  it('show Teardown’s own dialog, and return the outcome', async () => {
    const reference = await lab();
    let answer: Answer = {};
    const said = await listening(confirm, async () => {
      answer = await call(TOOLS.deleteResources, { resources: [reference] });
    });
    const [question, ...others] = said.filter(({ modal }) => modal);
    assert.deepEqual(others, []);
    assert.equal(question?.message, 'Delete route server peer "edge-fw-lab"?');
    assert.match(question.detail ?? '', /^An agent asks for this, through a tool of Teardown\.\n/);
    assert.deepEqual(question.buttons, ['Show Plan', 'Delete Route Server Peer']);
    assert.deepEqual([answer.result, answer.deleted], ['confirmed', 1]);
    assert.deepEqual(
      answer.outcomes?.map(({ id, outcome }) => [id, outcome]),
      [[reference.id, 'deleted']],
    );
    const left = (await resourcesOf(tree, PEER)).map(({ resource }) => resource.name);
    assert.ok(!left.includes('edge-fw-lab'));
  });

  it('remove nothing that the person declines, or opens to read', async () => {
    const reference = await lab();
    for (const [button, result] of [
      [undefined, 'declined'],
      ['Show Plan', 'planShown'],
    ] as const) {
      let answer: Answer = {};
      await listening(
        () => button,
        async () => {
          answer = await call(TOOLS.deleteResources, { resources: [reference] });
        },
      );
      assert.deepEqual([answer.result, answer.deleted], [result, 0]);
    }
    assert.ok((await resourcesOf(tree, PEER)).some(({ resource }) => resource.id === reference.id));
  });

  it('delete nothing after they are canceled, whatever the user chooses then', async () => {
    const reference = await lab();
    const source = new vscode.CancellationTokenSource();
    const said = await listening(
      async (told) => {
        if (told.modal) {
          source.cancel();
          // A round trip: earlier messages have arrived.
          await vscode.commands.executeCommand('setContext', 'teardown.test', true);
        }
        return confirm(told);
      },
      async (heard) => {
        // VS Code ends a canceled invocation by itself, so its result does not matter.
        await call(TOOLS.deleteResources, { resources: [reference] }, source.token).catch(() => undefined);
        await until(() => heard.some(({ modal }) => !modal), 'the word about it');
      },
    );
    assert.ok(said.some(({ message }) => message.startsWith('The request was canceled by its sender')));
    const real = (await removingCalls()).filter(({ input }) => input['DryRun'] !== true);
    assert.deepEqual(real, []);
    source.dispose();
  });

  it('wait for the end of an accepted deletion when they are canceled after the confirmation', async () => {
    await sandbox().configure({ settling: { inProgress: 'manual' } });
    const reference = await lab();
    const source = new vscode.CancellationTokenSource();
    const said = await listening(confirm, async (heard) => {
      const answer = call(TOOLS.deleteResources, { resources: [reference] }, source.token).catch(() => undefined);
      const real = async () => (await removingCalls()).filter(({ input }) => input['DryRun'] !== true);
      await until(async () => (await real()).some(({ executed }) => executed), 'the call');
      source.cancel();
      await sandbox().settle();
      await until(() => heard.some(({ modal }) => !modal), 'the end to be told');
      await answer;
      assert.equal((await real()).length, 1);
    });
    assert.ok(
      said.some(({ message }) => message.startsWith('Deleted edge-fw-lab ')),
      said.map(({ message }) => message).join('\n'),
    );
    source.dispose();
  });

  it('do nothing when the user has turned them off', async () => {
    const configuration = vscode.workspace.getConfiguration();
    await configuration.update('teardown.agentTools', false, vscode.ConfigurationTarget.Global);
    try {
      await assert.rejects(call(TOOLS.listResources, { kind: PEER }), /switched these tools off/);
    } finally {
      await configuration.update('teardown.agentTools', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
