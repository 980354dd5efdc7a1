/** What each role may and may not see, in words: one table for the screen and for docs/SECURITY.md. */

import type { Role } from '../../core/vocabulary.js'

export interface RolePowers {
  readonly role: Role
  readonly title: string
  readonly may: readonly string[]
  readonly mayNot: readonly string[]
  /** Sees many members, or decides who does. */
  readonly needsSecondFactor: boolean
}

export const ROLE_POWERS: readonly RolePowers[] = [
  {
    role: 'director',
    title: 'Clinical director',
    may: [
      'Outcomes, comparisons and reports of the sites they are given',
      'Groups and members of these sites, by id',
      'Risk answers that nobody acknowledged in time',
      'The name of one member for 15 minutes, with a reason that is kept',
      'Handing groups over and naming substitutes at these sites',
    ],
    mayNot: ['Names and dates of birth otherwise', 'Other sites', 'Users, tokens and settings'],
    needsSecondFactor: true,
  },
  {
    role: 'therapist',
    title: 'Therapist',
    may: [
      'Groups that they lead, co-lead or cover today',
      'The members of these groups, with names, scores and answers',
      'Entering attendance and forms of these groups',
    ],
    mayNot: ['Groups and members of others', 'Earlier or later groups of a shared member'],
    needsSecondFactor: false,
  },
  {
    role: 'researcher',
    title: 'Researcher',
    may: ['Totals over many members, small numbers suppressed', 'Exports without names and dates'],
    mayNot: ['Any record of a single member', 'Names, dates of birth and single answers'],
    needsSecondFactor: true,
  },
  {
    role: 'coordinator',
    title: 'Coordinator',
    may: [
      'Importing and entering records of the sites they are given',
      'Members and groups of these sites, with names',
      'How complete the records are',
    ],
    mayNot: ['Outcomes and comparisons', 'Other sites', 'Users, tokens and settings'],
    needsSecondFactor: false,
  },
  {
    role: 'administrator',
    title: 'Administrator',
    may: [
      'Users, roles, sites, tokens and settings',
      'The audit: who saw what, and when',
      'Handing groups over and naming substitutes at all sites',
    ],
    mayNot: ['Any record of a member', 'Outcomes'],
    needsSecondFactor: true,
  },
  {
    role: 'integration',
    title: 'Program with a token',
    may: ['Sending records of the sites that its token names, for 90 days at most'],
    mayNot: ['Reading outcomes', 'Anything that its token does not name'],
    needsSecondFactor: false,
  },
]
