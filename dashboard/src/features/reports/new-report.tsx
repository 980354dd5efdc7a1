import { type ReactElement, useState } from 'react'
import type { ReportDefinition } from '../../../../api/src/contracts/report-requests.js'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { FormDialog } from '../../components/dialog/form-dialog.js'
import { SelectField } from '../../components/form/select-field.js'
import { TextField } from '../../components/form/text-field.js'
import { useForm } from '../../components/form/use-form.js'
import { askForReport } from '../../components/report/report-reads.js'
import { labelled } from '../../format/labels.js'
import { REPORT_LABELS, REPORT_PAPER_LABELS, REPORT_PURPOSES } from '../../format/report-words.js'
import { type AskedField, askedErrors, checkAsked, requestOf } from './asked-report.js'
import { useStudiesToReport } from './report-run-reads.js'

const PAPERS = labelled(REPORT_PAPER_LABELS)
const OF_MEMBER: readonly ReportDefinition[] = ['member_progress', 'member_progress_clinical']
const OF_PROGRAMME: readonly ReportDefinition[] = [
  'programme_outcomes',
  'programme_outcomes_public',
  'completeness',
]

/** Which report, about what, for which paper. */
export function NewReport(props: {
  mayMake: readonly ReportDefinition[]
  onAsked: () => void
  onClose: () => void
}): ReactElement {
  const { mayMake, onAsked, onClose } = props
  const [definition, setDefinition] = useState(mayMake[0] ?? 'completeness')
  const form = useForm<AskedField>({
    check: (value) => checkAsked(definition, value),
    send: async (value) => {
      await askForReport(requestOf(definition, value))
      onAsked()
      onClose()
    },
    errorsOf: askedErrors,
  })
  return (
    <FormDialog title="New report" form={form} sendLabel="Make it" onClose={onClose}>
      <SelectField
        label="Report"
        name="definition"
        hint={REPORT_PURPOSES[definition]}
        value={definition}
        onChange={(event) =>
          setDefinition(mayMake.find((each) => each === event.currentTarget.value) ?? definition)
        }
      >
        {mayMake.map((each) => (
          <option key={each} value={each}>
            {REPORT_LABELS[each]}
          </option>
        ))}
      </SelectField>
      <Subject definition={definition} errorAt={form.errorAt} />
      <SelectField label="Paper" name="paper" defaultValue="a4">
        {PAPERS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  )
}

/** What the report is about; a caseload is the reader's own. */
function Subject(props: {
  definition: ReportDefinition
  errorAt: (field: AskedField) => string | null
}): ReactElement | null {
  const { definition, errorAt } = props
  const choices = useFilterChoices()
  const studies = useStudiesToReport(definition === 'comparison')
  if (OF_PROGRAMME.includes(definition)) {
    return (
      <>
        <SelectField label="Site" name="site" error={errorAt('site')}>
          <option value="">All sites</option>
          {choices.sites?.map((site) => (
            <option key={site.site_id} value={site.site_id}>
              {site.name}
            </option>
          ))}
        </SelectField>
        <TextField label="From" name="from" type="date" error={errorAt('from')} />
        <TextField label="To" name="to" type="date" error={errorAt('to')} />
      </>
    )
  }
  if (definition === 'group_progress') {
    return (
      <SelectField label="Group" name="group" error={errorAt('group')} defaultValue="">
        <option value="">Choose a group</option>
        {choices.groups?.map((group) => (
          <option key={group.group_id} value={group.group_id}>
            {group.name}
          </option>
        ))}
      </SelectField>
    )
  }
  if (OF_MEMBER.includes(definition)) {
    return (
      <TextField
        label="Member"
        name="member"
        hint="The id in your records"
        autoComplete="off"
        spellCheck={false}
        error={errorAt('member')}
      />
    )
  }
  if (definition !== 'comparison') return null
  return (
    <SelectField label="Study" name="study" error={errorAt('study')} defaultValue="">
      <option value="">Choose a study</option>
      {studies.data?.studies.map((study) => (
        <option key={study.study_id} value={study.study_id}>
          {study.name}, version {study.version}
        </option>
      ))}
    </SelectField>
  )
}
