import type { Session, SessionState } from '../aws/session.ts';
import type { Target } from '../aws/target.ts';
import { visible } from '../text/visible.ts';
import { ToolError } from './toolError.ts';

/** What the tools ask before they do anything. */
export interface StandingParts {
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
export async function targetsNow(parts: StandingParts, signal: AbortSignal): Promise<readonly Target[]> {
  if (!parts.isAllowed()) {
    throw new ToolError(
      'The user has switched these tools off with the setting teardown.agentTools. Do not try again: the user works in the Teardown view.',
    );
  }
  if (!parts.isTrusted()) {
    throw new ToolError(
      'This workspace is not trusted, and AWS is asked nothing on behalf of what may lie in it. The user can trust it with the command "Workspaces: Manage Workspace Trust".',
    );
  }
  await parts.start();
  const state = await settled(parts.session, signal);
  if (state.kind === 'ready') return state.targets;
  const why = state.kind === 'failed' ? visible(state.problem.message) : '';
  throw new ToolError(
    `AWS cannot be asked now. ${why} The user has to act: "Teardown: Sign In", "Teardown: Switch Profile" or "Teardown: Choose Regions". ` +
      'No tool can do that, and none takes credentials. Call again afterwards.',
  );
}

/** Whether it is not known yet: whoever has begun to resolve first finds out what was chosen, and the state is idle until then. */
const isOpen = ({ kind }: SessionState): boolean => kind === 'idle' || kind === 'resolving';

/** The state of the session once it is known. */
async function settled(session: Session, signal: AbortSignal): Promise<SessionState> {
  if (!isOpen(session.state)) return session.state;
  return new Promise((resolve, reject) => {
    const end = session.onDidChange((state) => {
      if (isOpen(state)) return;
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
