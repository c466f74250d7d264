/**
 * How long a read of AWS may be behind: it may lack what was just created, or show what was just deleted. EC2 advises to read again
 * "starting with a couple of seconds of wait time, and increasing gradually up to about five minutes"
 * (https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html).
 */
export const CONSISTENCY_LAG_MS = 5 * 60_000;

/** The time between two reads that agree, at least: the second one reaches another host. */
export const CONFIRM_MS = 500;
