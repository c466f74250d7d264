/** What a VS Code is given to run the suite in its extension host. */
export interface HostedSuite {
  /** The bundle that VS Code loads. */
  readonly tests: string;
  readonly env: Record<string, string>;
  readonly settings: Record<string, unknown>;
}
