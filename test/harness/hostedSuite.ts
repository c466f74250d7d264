/** The input of a VS Code that runs the suite in its extension host. */
export interface HostedSuite {
  /** The bundle that VS Code loads. */
  readonly tests: string;
  readonly env: Record<string, string>;
  readonly settings: Record<string, unknown>;
}
