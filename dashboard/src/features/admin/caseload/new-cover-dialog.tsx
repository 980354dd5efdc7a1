import { type ReactElement, useState } from 'react'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { FormDialog } from '../../../components/dialog/form-dialog.js'
import { brokenRules, fieldErrorsOf } from '../../../components/form/field-errors.js'
import { SelectField } from '../../../components/form/select-field.js'
import { TextField } from '../../../components/form/text-field.js'
import { useForm } from '../../../components/form/use-form.js'
import { dayIn } from '../../../format/day.js'
import styles from '../admin-form.module.css'
import { useReadAnew } from '../admin-reads.js'
import { addCover } from './caseload-requests.js'
import { coverConsequences } from './caseload-words.js'
import { TherapistSelect } from './therapist-select.js'
import type { Caseload } from './use-caseload.js'

const FIELDS = ['covered_therapist_id', 'substitute_therapist_id', 'site_id', 'from', 'to', 'reason'] as const

/** A colleague sees somebody's groups between two days. What that means stands under the fields as they are filled. */
export function NewCoverDialog({
  caseload,
  onClose,
}: {
  caseload: Caseload
  onClose: () => void
}): ReactElement {
  const today = dayIn(useSignedIn().deployment.time_zone, new Date())
  const [covered, setCovered] = useState('')
  const [substitute, setSubstitute] = useState('')
  const [days, setDays] = useState({ from: today, to: '' })
  const [siteId, setSiteId] = useState(caseload.mayNameAllSites ? '' : (caseload.sites[0]?.site_id ?? ''))
  const readAnew = useReadAnew()
  const form = useForm<(typeof FIELDS)[number]>({
    check: (value) =>
      brokenRules(
        ['covered_therapist_id', covered !== '', 'Choose who is away.'],
        ['substitute_therapist_id', substitute !== '', 'Choose who covers.'],
        ['from', days.from !== '', 'Give the first day.'],
        ['to', days.to >= days.from && days.to !== '', 'Give a last day that is not before the first.'],
        ['reason', value('reason').trim().length >= 3, 'Say in a few words why.'],
      ),
    send: async (value) => {
      await addCover({
        covered_therapist_id: covered,
        substitute_therapist_id: substitute,
        site_id: siteId === '' ? null : siteId,
        ...days,
        reason: value('reason'),
      })
      await readAnew('caseload')
      onClose()
    },
    errorsOf: (problem) => fieldErrorsOf(problem, FIELDS),
  })
  const nameOf = (id: string): string =>
    caseload.therapists.find((each) => each.therapist_id === id)?.display_name ?? id
  const isComplete = covered !== '' && substitute !== '' && days.from !== '' && days.to >= days.from
  return (
    <FormDialog title="Arrange a cover" form={form} sendLabel="Arrange it" onClose={onClose}>
      <TherapistSelect
        name="covered_therapist_id"
        label="Who is away"
        value={covered}
        onChange={setCovered}
        therapists={caseload.leaders}
        without={substitute}
        error={form.errorAt('covered_therapist_id')}
      />
      <TherapistSelect
        name="substitute_therapist_id"
        label="Who covers"
        value={substitute}
        onChange={setSubstitute}
        therapists={caseload.therapists}
        without={covered}
        {...loginHint(caseload, substitute)}
        error={form.errorAt('substitute_therapist_id')}
      />
      <SelectField
        name="site_id"
        label="Groups at"
        value={siteId}
        onChange={(event) => setSiteId(event.currentTarget.value)}
        error={form.errorAt('site_id')}
      >
        {caseload.mayNameAllSites && <option value="">all sites</option>}
        {caseload.sites.map((site) => (
          <option key={site.site_id} value={site.site_id}>
            {site.name}
          </option>
        ))}
      </SelectField>
      <div className={styles.days}>
        <TextField
          name="from"
          label="First day"
          type="date"
          value={days.from}
          onChange={(event) => setDays({ ...days, from: event.currentTarget.value })}
          error={form.errorAt('from')}
        />
        <TextField
          name="to"
          label="Last day"
          type="date"
          min={days.from}
          value={days.to}
          onChange={(event) => setDays({ ...days, to: event.currentTarget.value })}
          error={form.errorAt('to')}
        />
      </div>
      <TextField
        name="reason"
        label="Reason"
        autoComplete="off"
        maxLength={500}
        hint="For example: annual leave. No names of members."
        error={form.errorAt('reason')}
      />
      {isComplete && (
        <ul className={styles.consequences}>
          {coverConsequences({
            covered: nameOf(covered),
            substitute: nameOf(substitute),
            site: caseload.sites.find((site) => site.site_id === siteId)?.name ?? null,
            ...days,
          }).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </FormDialog>
  )
}

/** Only administrators know who has a login. */
function loginHint({ withLogin }: Caseload, therapistId: string): { hint?: string } {
  if (withLogin === null || therapistId === '' || withLogin.has(therapistId)) return {}
  return { hint: 'No login is linked to this therapist: nobody would see the groups. Link one under Users.' }
}
