import type { ReactElement } from 'react'
import type { GroupRecord } from '../../../../../api/src/contracts/group-records.js'
import type { Site, Therapist } from '../../../../../api/src/contracts/groups.js'
import { FOCUSES, FORMATS, MODALITIES, STRUCTURES } from '../../../../../api/src/contracts/vocabulary.js'
import {
  FOCUS_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../../format/enumeration-labels.js'
import styles from '../record-dialog.module.css'
import { DayField, OneOfField, WholeField, WordsField } from '../record-fields.js'
import type { GroupField } from './group-values.js'

/** Everything that is kept of a group, without its id. */
export function GroupFields(props: {
  group: GroupRecord | null
  sites: readonly Site[]
  therapists: readonly Therapist[]
  errorAt: (field: GroupField) => string | null
}): ReactElement {
  const { group, errorAt } = props
  const siteLabels = Object.fromEntries(props.sites.map((site) => [site.site_id, site.name]))
  const therapistLabels = Object.fromEntries(
    props.therapists.map((each) => [each.therapist_id, each.display_name]),
  )
  const stored = <Field extends GroupField>(name: Field) => ({
    name,
    value: group?.[name] ?? null,
    error: errorAt(name),
  })
  return (
    <>
      <WordsField {...stored('name')} label="Name" />
      <OneOfField
        {...stored('site_id')}
        label="Site"
        values={Object.keys(siteLabels)}
        labels={siteLabels}
        none="Choose a site"
      />
      <div className={styles.pair}>
        <OneOfField
          {...stored('therapist_id')}
          label="Therapist"
          hint="Who leads a group sees its members."
          values={Object.keys(therapistLabels)}
          labels={therapistLabels}
          none="Choose a therapist"
        />
        <OneOfField
          {...stored('co_therapist_id')}
          label="Co-therapist"
          values={Object.keys(therapistLabels)}
          labels={therapistLabels}
          none="nobody"
        />
      </div>
      <div className={styles.pair}>
        <OneOfField
          {...stored('modality')}
          label="Modality"
          values={MODALITIES}
          labels={MODALITY_LABELS}
          none="Choose a modality"
        />
        <OneOfField
          {...stored('focus')}
          label="Focus"
          values={FOCUSES}
          labels={FOCUS_LABELS}
          none="not known"
        />
      </div>
      <div className={styles.pair}>
        <OneOfField
          {...stored('structure')}
          label="Structure"
          values={STRUCTURES}
          labels={STRUCTURE_LABELS}
          none="Choose a structure"
        />
        <OneOfField
          {...stored('format')}
          label="Format"
          values={FORMATS}
          labels={FORMAT_LABELS}
          none="Choose a format"
        />
      </div>
      <div className={styles.pair}>
        <DayField {...stored('start_date')} label="Starts on" />
        <DayField {...stored('end_date')} label="Ends on" hint="Empty while it is not known." />
      </div>
      <div className={styles.pair}>
        <WholeField {...stored('planned_sessions')} label="Sessions planned" />
        <WholeField {...stored('session_minutes')} label="Minutes a session" />
        <WholeField {...stored('capacity')} label="Places" />
      </div>
    </>
  )
}
