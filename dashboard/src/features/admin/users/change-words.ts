import type { Site } from '../../../../../api/src/contracts/groups.js'
import type { User } from '../../../../../api/src/contracts/users.js'
import { countOf } from '../../../format/number.js'
import { ROLE_LABELS } from '../../../format/role-words.js'
import type { RoleDraft } from './role-draft.js'
import { hasSites } from './user-words.js'

/** Why the only administrator left must stay one. */
export const LAST_ADMINISTRATOR =
  'This is the only administrator who can sign in. Make somebody else an administrator first; without one, nobody could manage users any more.'

/** What a changed role, site or therapist brings about, a sentence each; empty when nothing of it changes. */
export function roleConsequences(user: User, draft: RoleDraft, sites: readonly Site[]): string[] {
  const isOtherRole = draft.role !== user.role
  const sentences: string[] = []
  if (isOtherRole) {
    sentences.push(
      `${user.name} becomes ${ROLE_LABELS[draft.role].toLowerCase()} instead of ${ROLE_LABELS[user.role].toLowerCase()}.`,
    )
  }
  if (hasSites(draft.role)) sentences.push(...siteConsequences(user, draft.siteIds, sites))
  if (draft.role === 'therapist' && draft.therapistId !== (user.therapist?.therapist_id ?? null)) {
    sentences.push(
      draft.therapistId === null
        ? `${user.name} no longer sees any group or member.`
        : `${user.name} sees the groups of therapist ${draft.therapistId}, and no others.`,
    )
  }
  if (sentences.length > 0) sentences.push(`It holds from the next click on${openSessionWords(user)}.`)
  return sentences
}

export function disableConsequences(user: User): string[] {
  return [
    `${user.name} cannot sign in any more, and loses what is open${openSessionWords(user)} at the next click.`,
    'What they did and saw stays in the activity. Nothing of the records changes.',
    'You can enable the user again at any time.',
  ]
}

export function enableConsequences(user: User): string[] {
  return [`${user.name} can sign in again, with the same password, second factor, role and sites as before.`]
}

export function resetPasswordConsequences(user: User): string[] {
  return [
    `The old password of ${user.name} stops working at once, and every open session ends.`,
    'You get a one-time password, shown once. It must be replaced at the first sign-in.',
    'Make sure that it is really them who asks: call back, or meet them.',
  ]
}

export function resetSecondFactorConsequences(user: User): string[] {
  return [
    `The authenticator app and the backup codes of ${user.name} stop working, and every open session ends.`,
    'Until a new one is set up, the password alone protects the login.',
    'Make sure that it is really them who asks: call back, or meet them.',
  ]
}

export function endSessionsConsequences(user: User): string[] {
  return [
    `${user.name} is signed out ${user.open_sessions === 1 ? 'of 1 open session' : `of ${user.open_sessions} open sessions`}. What is typed and not stored there is lost.`,
    'They can sign in again at once.',
  ]
}

function siteConsequences(user: User, siteIds: readonly string[], sites: readonly Site[]): string[] {
  const nameOf = (id: string): string => sites.find((site) => site.site_id === id)?.name ?? id
  const listed = (ids: readonly string[]): string => ids.map(nameOf).join(', ')
  const added = siteIds.filter((id) => !user.site_ids.includes(id))
  const taken = user.site_ids.filter((id) => !siteIds.includes(id))
  return [
    ...(added.length === 0 ? [] : [`${user.name} sees the records of ${listed(added)}.`]),
    ...(taken.length === 0 ? [] : [`${user.name} no longer sees those of ${listed(taken)}.`]),
  ]
}

function openSessionWords(user: User): string {
  return user.open_sessions === 0 ? '' : ` in ${countOf(user.open_sessions, 'session')}`
}
