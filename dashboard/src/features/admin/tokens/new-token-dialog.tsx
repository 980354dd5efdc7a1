import { type ReactElement, useState } from 'react'
import type { Site } from '../../../../../api/src/contracts/groups.js'
import type { TokenWithSecret } from '../../../../../api/src/contracts/tokens.js'
import { FormDialog } from '../../../components/dialog/form-dialog.js'
import { ChoiceList } from '../../../components/form/choice-list.js'
import { brokenRules, fieldErrorsOf } from '../../../components/form/field-errors.js'
import { SelectField } from '../../../components/form/select-field.js'
import { TextField } from '../../../components/form/text-field.js'
import { useForm } from '../../../components/form/use-form.js'
import { countOf } from '../../../format/number.js'
import { useReadAnew } from '../admin-reads.js'
import { addToken } from './token-requests.js'

const FIELDS = ['name', 'site_ids', 'expires_in_days'] as const
const LIVES_IN_DAYS = [7, 30, 60, 90] as const
const LONGEST_LIFE_DAYS = 90

/** Makes a token for one program. */
export function NewTokenDialog(props: {
  sites: readonly Site[]
  onAdded: (added: TokenWithSecret) => void
  onClose: () => void
}): ReactElement {
  const [siteIds, setSiteIds] = useState<readonly string[]>([])
  const readAnew = useReadAnew()
  const form = useForm<(typeof FIELDS)[number]>({
    check: (value) =>
      brokenRules(
        ['name', value('name').trim() !== '', 'Name the program that will use it.'],
        ['site_ids', siteIds.length > 0, 'Choose at least one site.'],
      ),
    send: async (value) => {
      const added = await addToken({
        name: value('name'),
        scopes: ['ingest:write'],
        site_ids: [...siteIds],
        expires_in_days: Number(value('expires_in_days')),
      })
      await readAnew('tokens')
      props.onAdded(added)
    },
    errorsOf: (problem) => fieldErrorsOf(problem, FIELDS),
  })
  return (
    <FormDialog
      title="Make a token"
      words="It may deliver data (ingest:write) and nothing else. Give each program a token of its own, so that one can be revoked alone."
      form={form}
      sendLabel="Make it and show it once"
      onClose={props.onClose}
    >
      <TextField
        name="name"
        label="For which program"
        autoComplete="off"
        maxLength={100}
        error={form.errorAt('name')}
      />
      <ChoiceList
        kind="checkbox"
        name="site_ids"
        legend="Sites whose data it may write"
        layout="row"
        chosen={siteIds}
        choices={props.sites.map((site) => ({ value: site.site_id, label: site.name }))}
        onChange={setSiteIds}
        error={form.errorAt('site_ids')}
      />
      <SelectField
        name="expires_in_days"
        label="Ends after"
        defaultValue={LONGEST_LIFE_DAYS}
        hint="No token lives longer than 90 days; this page says when one runs out."
        error={form.errorAt('expires_in_days')}
      >
        {LIVES_IN_DAYS.map((days) => (
          <option key={days} value={days}>
            {countOf(days, 'day')}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  )
}
