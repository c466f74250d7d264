/**
 * Members of responses that hold secrets although the service models do not mark them: BGP keys and router
 * configurations (Direct Connect), commands and environment variables of containers (Lightsail), user data and VPN
 * configurations (EC2). Commands take passwords in too many forms to distinguish them from the rest. A test walks all
 * response shapes.
 */
export const UNMARKED_SECRETS: ReadonlySet<string> = new Set([
  'ClientConfiguration',
  'Signature',
  'UserData',
  'authKey',
  'certKey',
  'command',
  'customerRouterConfig',
  'environment',
  'userData',
]);
