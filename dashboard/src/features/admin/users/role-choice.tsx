import type { ReactElement } from 'react'
import type { Site, Therapist } from '../../../../../api/src/contracts/groups.js'
import type { RoleList, User } from '../../../../../api/src/contracts/users.js'
import { ChoiceList } from '../../../components/form/choice-list.js'
import { SelectField } from '../../../components/form/select-field.js'
import type { RoleDraft } from './role-draft.js'
import { hasSites } from './user-words.js'

/** The role with what it may see, then the sites or the therapist that go with it. */
export function RoleChoice(props: {
  draft: RoleDraft
  onChange: (draft: RoleDraft) => void
  roles: RoleList['roles']
  sites: readonly Site[]
  therapists: readonly Therapist[]
  /** Everybody else: a therapist belongs to one login. */
  others: readonly User[]
  errorAt: (field: 'role' | 'site_ids' | 'therapist_id') => string | null
  /** Says why the role cannot be changed. */
  fixedBecause?: string
}): ReactElement {
  const { draft, onChange, fixedBecause } = props
  return (
    <>
      <ChoiceList
        kind="radio"
        name="role"
        legend="Role"
        chosen={[draft.role]}
        choices={userRoles(props.roles).map((each) => ({
          value: each.role,
          label: each.title,
          detail: [
            ...each.may.slice(0, 1),
            ...(each.needs_second_factor ? ['needs a second factor'] : []),
          ].join(' · '),
          isDisabled: fixedBecause !== undefined && each.role !== draft.role,
        }))}
        onChange={([role]) => {
          const chosen = userRoles(props.roles).find((each) => each.role === role)
          if (chosen !== undefined) onChange({ ...draft, role: chosen.role })
        }}
        {...(fixedBecause === undefined ? {} : { hint: fixedBecause })}
        error={props.errorAt('role')}
      />
      {hasSites(draft.role) && (
        <ChoiceList
          kind="checkbox"
          name="site_ids"
          legend="Sites"
          hint="Everything at other sites stays out of sight."
          layout="row"
          chosen={draft.siteIds}
          choices={props.sites.map((site) => ({ value: site.site_id, label: site.name }))}
          onChange={(siteIds) => onChange({ ...draft, siteIds })}
          error={props.errorAt('site_ids')}
        />
      )}
      {draft.role === 'therapist' && (
        <SelectField
          name="therapist_id"
          label="Therapist in the records"
          hint="Gives sight of the groups that this therapist leads, co-leads or covers."
          value={draft.therapistId ?? ''}
          onChange={(event) => onChange({ ...draft, therapistId: event.currentTarget.value || null })}
          error={props.errorAt('therapist_id')}
        >
          <option value="">not linked: sees no members</option>
          {props.therapists.map((therapist) => (
            <TherapistOption key={therapist.therapist_id} therapist={therapist} others={props.others} />
          ))}
        </SelectField>
      )}
    </>
  )
}

function TherapistOption(props: { therapist: Therapist; others: readonly User[] }): ReactElement {
  const { therapist_id, display_name } = props.therapist
  const holder = props.others.find((user) => user.therapist?.therapist_id === therapist_id)
  return (
    <option value={therapist_id} disabled={holder !== undefined}>
      {display_name} ({therapist_id}){holder === undefined ? '' : `, linked to ${holder.name}`}
    </option>
  )
}

/** Programs have the role `integration`, by token; no user can be given it. */
function userRoles(roles: RoleList['roles']): (RoleList['roles'][number] & { role: User['role'] })[] {
  return roles.flatMap((each) => (each.role === 'integration' ? [] : [{ ...each, role: each.role }]))
}
