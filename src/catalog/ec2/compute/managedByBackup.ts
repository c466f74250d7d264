import type { Tag } from '@aws-sdk/client-ec2';
import type { EvidenceRule } from '../../model/evidence.ts';
import type { ListedItem } from '../../model/listedItem.ts';

/** The tag that AWS Backup puts on what it creates. */
const BACKUP_TAG = 'aws:backup:source-resource';

/**
 * EC2 rejects the deletion of a recovery point of AWS Backup:
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-snapshot.html, https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/deregister-ami.html.
 */
export const managedByBackup: EvidenceRule<ListedItem<{ readonly Tags?: readonly Tag[] | undefined }, object>> = {
  check: 'backup',
  assess({ item: { Tags: tags = [] } }) {
    const source = tags.find(({ Key: key }) => key === BACKUP_TAG)?.Value;
    return source === undefined
      ? undefined
      : {
          level: 'blocker',
          text: `AWS Backup owns it: it is a recovery point of ${source}. Delete the recovery point in its backup vault. The backup plan creates the next one.`,
        };
  },
};
