import type { ReactElement } from 'react'
import type { Site } from '../../../../../api/src/contracts/groups.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { FormDialog } from '../../../components/dialog/form-dialog.js'
import { brokenRules, changedMeanwhileWords, fieldErrorsOf } from '../../../components/form/field-errors.js'
import { OPEN_AGAIN, ReasonField } from '../../../components/form/reason-field.js'
import { TextField } from '../../../components/form/text-field.js'
import { useForm } from '../../../components/form/use-form.js'
import { useReadAnew } from '../admin-reads.js'
import { addSite, changeSite } from './place-requests.js'
import { TimeZoneField } from './time-zone-field.js'

const FIELDS = ['site_id', 'name', 'time_zone', 'reason'] as const

/** Adds a site, or changes its name and time zone. */
export function SiteDialog({ site, onClose }: { site: Site | null; onClose: () => void }): ReactElement {
  const { deployment } = useSignedIn()
  const readAnew = useReadAnew()
  const form = useForm<(typeof FIELDS)[number]>({
    check: (value) =>
      brokenRules(
        ['site_id', site !== null || value('site_id').trim() !== '', 'Give the id that your files use.'],
        ['name', value('name').trim() !== '', 'Give the name that people know.'],
        ['reason', site === null || value('reason').trim().length >= 3, 'Say in a few words why.'],
      ),
    send: async (value) => {
      const given = { name: value('name'), time_zone: value('time_zone') }
      try {
        if (site === null) await addSite({ site_id: value('site_id'), ...given })
        else await changeSite(site.site_id, { version: site.version, ...given, reason: value('reason') })
      } finally {
        await readAnew('sites')
      }
      onClose()
    },
    errorsOf: (problem) =>
      problem.code === 'site_exists'
        ? [{ field: 'site_id', words: problem.message }]
        : fieldErrorsOf(problem, FIELDS),
    wordsOf: (problem) => changedMeanwhileWords(problem, OPEN_AGAIN),
  })
  return (
    <FormDialog
      title={site === null ? 'Add a site' : `Change ${site.name}`}
      form={form}
      sendLabel={site === null ? 'Add' : 'Store'}
      onClose={onClose}
    >
      {site === null && (
        <TextField
          name="site_id"
          label="Id"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          hint="As in your import files; it cannot be changed later."
          error={form.errorAt('site_id')}
        />
      )}
      <TextField
        name="name"
        label="Name"
        autoComplete="off"
        maxLength={200}
        defaultValue={site?.name ?? ''}
        error={form.errorAt('name')}
      />
      <TimeZoneField
        value={site?.time_zone ?? deployment.time_zone}
        hint="Decides which day it is at this site."
        error={form.errorAt('time_zone')}
      />
      {site !== null && <ReasonField error={form.errorAt('reason')} />}
    </FormDialog>
  )
}
