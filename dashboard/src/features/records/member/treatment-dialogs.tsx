import type { ReactElement } from 'react'
import type { TreatmentRecord } from '../../../../../api/src/contracts/member-records.js'
import { CONCURRENT_TREATMENT_KINDS } from '../../../../../api/src/contracts/vocabulary.js'
import { brokenRules } from '../../../components/form/field-errors.js'
import { formatDay } from '../../../format/day.js'
import { RecordDialog } from '../record-dialog.js'
import { DayField, OneOfField } from '../record-fields.js'
import { oneOf, textOrNull } from '../typed-values.js'
import { TREATMENT_LABELS } from './member-record-words.js'
import { addTreatment, changeTreatment } from './member-requests.js'

const BEFORE = 'The end lies before the beginning. Correct one of the two days.'

export function NewTreatmentDialog(props: { memberId: string; onClose: () => void }): ReactElement {
  return (
    <RecordDialog
      title="Add a treatment beside the group"
      words="What runs in the first 14 days of an episode decides its arm: group only, or combined."
      sendLabel="Add"
      fields={['kind', 'started_on', 'ended_on']}
      hasReason={false}
      check={(value) =>
        brokenRules(
          ['started_on', value('started_on') !== '', 'Give the day of its beginning.'],
          ['ended_on', value('ended_on') === '' || value('ended_on') >= value('started_on'), BEFORE],
        )
      }
      send={(value) =>
        addTreatment({
          member_id: props.memberId,
          kind: oneOf(CONCURRENT_TREATMENT_KINDS, value('kind')) ?? 'medication',
          started_on: value('started_on'),
          ended_on: textOrNull(value('ended_on')),
        })
      }
      onClose={props.onClose}
    >
      {(errorAt) => (
        <>
          <OneOfField
            name="kind"
            label="Kind"
            values={CONCURRENT_TREATMENT_KINDS}
            labels={TREATMENT_LABELS}
            error={errorAt('kind')}
          />
          <DayField name="started_on" label="Began on" error={errorAt('started_on')} />
          <DayField
            name="ended_on"
            label="Ended on"
            hint="Empty while it goes on."
            error={errorAt('ended_on')}
          />
        </>
      )}
    </RecordDialog>
  )
}

export function EndTreatmentDialog(props: { treatment: TreatmentRecord; onClose: () => void }): ReactElement {
  const { treatment } = props
  return (
    <RecordDialog
      title={`${TREATMENT_LABELS[treatment.kind]} since ${formatDay(treatment.started_on)}`}
      words="When it ended. An empty day says that it goes on."
      sendLabel="Store"
      fields={['ended_on']}
      hasReason
      check={(value) =>
        brokenRules([
          'ended_on',
          value('ended_on') === '' || value('ended_on') >= treatment.started_on,
          BEFORE,
        ])
      }
      send={(value) =>
        changeTreatment(treatment, {
          version: treatment.version,
          ended_on: textOrNull(value('ended_on')),
          reason: value('reason'),
        })
      }
      onClose={props.onClose}
    >
      {(errorAt) => (
        <DayField name="ended_on" label="Ended on" value={treatment.ended_on} error={errorAt('ended_on')} />
      )}
    </RecordDialog>
  )
}
