import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { MemberRecord } from '../../../../../api/src/contracts/member-records.js'
import { Card } from '../../../components/card.js'
import { useHiddenNames } from '../../../components/hidden-names/use-hidden-names.js'
import { formatDay } from '../../../format/day.js'
import { RecordDialog } from '../record-dialog.js'
import styles from '../record-dialog.module.css'
import { DayField, WordsField } from '../record-fields.js'
import { textOrNull } from '../typed-values.js'
import { changeMember } from './member-requests.js'

/** Who the member is; episodes are held against the day of birth. */
export function IdentityCard(props: { record: MemberRecord; isCoordinator: boolean }): ReactElement {
  const { member_id, identity } = props.record
  const areHidden = useHiddenNames()
  const [isEdited, setEdited] = useState(false)
  const born =
    identity.date_of_birth === null ? 'birth not known' : `born ${formatDay(identity.date_of_birth)}`
  return (
    <Card label="Who it is">
      <div className={styles.line}>
        <span>
          {areHidden ? 'Name and birth are hidden' : `${identity.full_name ?? 'Name not known'}, ${born}`}
        </span>
        {props.isCoordinator && (
          <Button variant="default" onClick={() => setEdited(true)}>
            Correct name or birth
          </Button>
        )}
      </div>
      {isEdited && (
        <RecordDialog
          title={`Who member ${member_id} is`}
          sendLabel="Store"
          fields={['full_name', 'date_of_birth']}
          hasReason
          check={() => []}
          send={(value) =>
            changeMember(member_id, {
              version: identity.version,
              full_name: textOrNull(value('full_name')),
              date_of_birth: textOrNull(value('date_of_birth')),
              reason: value('reason'),
            })
          }
          onClose={() => setEdited(false)}
        >
          {(errorAt) => (
            <>
              <WordsField
                name="full_name"
                label="Name"
                value={identity.full_name}
                error={errorAt('full_name')}
              />
              <DayField
                name="date_of_birth"
                label="Born on"
                value={identity.date_of_birth}
                error={errorAt('date_of_birth')}
              />
            </>
          )}
        </RecordDialog>
      )}
    </Card>
  )
}
