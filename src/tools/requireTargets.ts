import { duringTargets } from '../session/duringTargets.ts';
import type { Session, SessionState } from '../session/session.ts';
import type { Target } from '../aws/identity/target.ts';
import { escapeInvisible } from '../common/text/displayText.ts';
import { ToolError } from './toolError.ts';

/** What the tools need before they do anything. */
export interface TargetDeps {
  readonly session: Session;
  /** Resolves the window's profile and Regions, unless that has already begun. */
  readonly start: () => Promise<void>;
  readonly isTrusted: () => boolean;
  /** Whether the setting permits language models to use the tools. */
  readonly isAllowed: () => boolean;
}

/**
 * Returns the window's targets, at least one, once the session has resolved them. Throws ToolError where the tools are switched off, the
 * workspace is not trusted, or the session has failed.
 */
async function requireTargets(deps: TargetDeps, signal: AbortSignal): Promise<readonly Target[]> {
  if (!deps.isAllowed()) {
    throw new ToolError(
      'The user has switched these tools off with the setting teardown.agentTools. Do not try again.',
    );
  }
  if (!deps.isTrusted()) {
    throw new ToolError(
      'This workspace is not trusted, so the tools send no requests to AWS. The user can trust it with the command "Workspaces: Manage Workspace Trust".',
    );
  }
  await deps.start();
  const state = await whenResolved(deps.session, signal);
  if (state.kind === 'ready') return state.targets;
  const why = state.kind === 'failed' ? escapeInvisible(state.problem.message) : '';
  throw new ToolError(
    `No request can be sent to AWS now. ${why} The user must run "Teardown: Sign In", "Teardown: Switch Profile" or "Teardown: Choose Regions". ` +
      'No tool can do that, and none takes credentials. Try again afterwards.',
  );
}

/**
 * Does the work of a tool on the window's targets. Its signal is aborted with `outer`, and when the window gets other targets. Throws
 * ToolError as `requireTargets` does, and where the work has ended with one because of other targets.
 */
export async function onTargets(
  deps: TargetDeps,
  work: (targets: readonly Target[], signal: AbortSignal) => Promise<string>,
  outer: AbortSignal,
): Promise<string> {
  const targets = await requireTargets(deps, outer);
  return duringTargets(
    deps.session,
    async (signal) => {
      try {
        return await work(targets, signal);
      } catch (error) {
        if (!(error instanceof ToolError) || !signal.aborted || outer.aborted) throw error;
        throw new ToolError('Canceled: the user has switched the profile or the Regions of this window meanwhile.');
      }
    },
    outer,
  );
}

/** Returns whether the session is yet to resolve its targets. It stays idle until its selection has been read. */
const isUnresolved = ({ kind }: SessionState): boolean => kind === 'idle' || kind === 'resolving';

/** Returns the state of the session once it is resolved. */
async function whenResolved(session: Session, signal: AbortSignal): Promise<SessionState> {
  if (!isUnresolved(session.state)) return session.state;
  return new Promise((resolve, reject) => {
    const end = session.onDidChange((state) => {
      if (isUnresolved(state)) return;
      end();
      resolve(state);
    });
    signal.addEventListener(
      'abort',
      () => {
        end();
        reject(new ToolError('Canceled: no request was sent.'));
      },
      { once: true },
    );
  });
}
