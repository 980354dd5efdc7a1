import type { ReactElement } from 'react'
import type { Site, Therapist } from '../../../../../api/src/contracts/groups.js'
import { FormDialog } from '../../../components/dialog/form-dialog.js'
import { brokenRules, changedMeanwhileWords, fieldErrorsOf } from '../../../components/form/field-errors.js'
import { OPEN_AGAIN, ReasonField } from '../../../components/form/reason-field.js'
import { SelectField } from '../../../components/form/select-field.js'
import { TextField } from '../../../components/form/text-field.js'
import { useForm } from '../../../components/form/use-form.js'
import { useReadAnew } from '../admin-reads.js'
import { addTherapist, changeTherapist } from './place-requests.js'

const FIELDS = ['therapist_id', 'display_name', 'site_id', 'reason'] as const

/** Adds a therapist, or changes the name and the site. */
export function TherapistDialog(props: {
  therapist: Therapist | null
  sites: readonly Site[]
  onClose: () => void
}): ReactElement {
  const { therapist, onClose } = props
  const readAnew = useReadAnew()
  const form = useForm<(typeof FIELDS)[number]>({
    check: (value) =>
      brokenRules(
        [
          'therapist_id',
          therapist !== null || value('therapist_id').trim() !== '',
          'Give the id that your files use.',
        ],
        ['display_name', value('display_name').trim() !== '', 'Give the name that pages and reports show.'],
        ['reason', therapist === null || value('reason').trim().length >= 3, 'Say in a few words why.'],
      ),
    send: async (value) => {
      const given = { display_name: value('display_name'), site_id: value('site_id') || null }
      try {
        await store(therapist, value('therapist_id'), given, value('reason'))
      } finally {
        await readAnew('therapists', 'caseload')
      }
      onClose()
    },
    errorsOf: (problem) =>
      problem.code === 'therapist_exists'
        ? [{ field: 'therapist_id', words: problem.message }]
        : fieldErrorsOf(problem, FIELDS),
    wordsOf: (problem) => changedMeanwhileWords(problem, OPEN_AGAIN),
  })
  return (
    <FormDialog
      title={therapist === null ? 'Add a therapist' : `Change ${therapist.display_name}`}
      form={form}
      sendLabel={therapist === null ? 'Add' : 'Store'}
      onClose={onClose}
    >
      {therapist === null && (
        <TextField
          name="therapist_id"
          label="Id"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          hint="As in your import files; it cannot be changed later."
          error={form.errorAt('therapist_id')}
        />
      )}
      <TextField
        name="display_name"
        label="Name"
        autoComplete="off"
        maxLength={200}
        defaultValue={therapist?.display_name ?? ''}
        error={form.errorAt('display_name')}
      />
      <SelectField
        name="site_id"
        label="Site"
        hint="Where the therapist is at home. It gives no access: groups do."
        defaultValue={therapist?.site_id ?? ''}
        error={form.errorAt('site_id')}
      >
        <option value="">none</option>
        {props.sites.map((site) => (
          <option key={site.site_id} value={site.site_id}>
            {site.name}
          </option>
        ))}
      </SelectField>
      {therapist !== null && <ReasonField error={form.errorAt('reason')} />}
    </FormDialog>
  )
}

async function store(
  therapist: Therapist | null,
  newId: string,
  given: { display_name: string; site_id: string | null },
  reason: string,
): Promise<void> {
  if (therapist === null) await addTherapist({ therapist_id: newId, ...given })
  else await changeTherapist(therapist.therapist_id, { version: therapist.version, ...given, reason })
}
