import type { Session, SessionState } from '../session/session.ts';
import type { Target } from '../aws/identity/target.ts';
import { escapeInvisible } from '../common/text/displayText.ts';
import { ToolError } from './toolError.ts';

/** What the tools ask before they do anything. */
export interface TargetDeps {
  readonly session: Session;
  /** Resolves the window's profile and Regions, if nobody has begun to. */
  readonly start: () => Promise<void>;
  readonly isTrusted: () => boolean;
  /** Whether the user lets language models use the tools. */
  readonly isAllowed: () => boolean;
}

/**
 * Where the window works now.
 *
 * @param parts what is asked
 * @param signal ends the waiting
 * @returns the targets, at least one
 * @throws ToolError where there are none: tools switched off, workspace not trusted, not signed in
 */
export async function requireTargets(deps: TargetDeps, signal: AbortSignal): Promise<readonly Target[]> {
  if (!deps.isAllowed()) {
    throw new ToolError(
      'The user has switched these tools off with the setting teardown.agentTools. Do not try again: the user works in the Teardown view.',
    );
  }
  if (!deps.isTrusted()) {
    throw new ToolError(
      'This workspace is not trusted, and AWS is asked nothing on behalf of what may lie in it. The user can trust it with the command "Workspaces: Manage Workspace Trust".',
    );
  }
  await deps.start();
  const state = await whenResolved(deps.session, signal);
  if (state.kind === 'ready') return state.targets;
  const why = state.kind === 'failed' ? escapeInvisible(state.problem.message) : '';
  throw new ToolError(
    `AWS cannot be asked now. ${why} The user has to act: "Teardown: Sign In", "Teardown: Switch Profile" or "Teardown: Choose Regions". ` +
      'No tool can do that, and none takes credentials. Call again afterwards.',
  );
}

/** Whether it is not known yet: whoever has begun to resolve first finds out what was chosen, and the state is idle until then. */
const isUnresolved = ({ kind }: SessionState): boolean => kind === 'idle' || kind === 'resolving';

/** The state of the session once it is known. */
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
        reject(new ToolError('Cancelled: nothing was asked.'));
      },
      { once: true },
    );
  });
}
