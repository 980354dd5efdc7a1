/** What a report on a group, a member, a study or a caseload holds: the answers of the routes, one after another. */

import type { MemberTrajectory } from '../../../contracts/members.js'
import type { ReportRequestOf } from '../../../contracts/report-requests.js'
import type { Caseload, CaseloadRow } from '../../../contracts/signals.js'
import type { ReadFor, ReportSources, WithoutHead } from './report-sources.js'

export async function readGroup(
  { groups, step }: ReportSources,
  { caller }: ReadFor,
  request: ReportRequestOf<'group_progress'>,
): Promise<WithoutHead<'group_progress'>> {
  const { group, measure, clock } = request
  const read = (code: string | undefined) =>
    step('Courses of the members are read.', () => groups.trajectory(caller, group, { measure: code, clock }))
  const first = await read(measure)
  const trajectories = [first]
  for (const other of othersThan(first.measure, first.measures_used)) trajectories.push(await read(other))
  const boards = []
  for (const { measure: code } of trajectories)
    boards.push(
      await step('Sessions and forms are laid side by side.', () =>
        groups.board(caller, group, { measure: code }),
      ),
    )
  return { definition: 'group_progress', request, parts: { trajectories, boards } }
}

export async function readMember(
  sources: ReportSources,
  reader: ReadFor,
  request: ReportRequestOf<'member_progress'>,
): Promise<WithoutHead<'member_progress'>> {
  const trajectories = await readTrajectories(sources, reader, request)
  return { definition: 'member_progress', request, parts: { trajectories } }
}

export async function readMemberForNotes(
  sources: ReportSources,
  reader: ReadFor,
  request: ReportRequestOf<'member_progress_clinical'>,
): Promise<WithoutHead<'member_progress_clinical'>> {
  const trajectories = await readTrajectories(sources, reader, request)
  return { definition: 'member_progress_clinical', request, parts: { trajectories } }
}

export async function readStudy(
  { studies, step }: ReportSources,
  { caller }: ReadFor,
  request: ReportRequestOf<'comparison'>,
): Promise<WithoutHead<'comparison'>> {
  const study = await step('The study is read.', () => studies.find(caller, request.study))
  return { definition: 'comparison', request, parts: { study } }
}

export async function readCaseload(
  { caseload, step }: ReportSources,
  { caller }: ReadFor,
  request: ReportRequestOf<'caseload_review'>,
): Promise<WithoutHead<'caseload_review'>> {
  const named = await step('Members in care are read.', () => caseload.today(caller))
  return { definition: 'caseload_review', request, parts: { caseload: withoutNames(named) } }
}

/** Paper goes further than a screen: members are named by their code. */
function withoutNames(caseload: Caseload): Caseload {
  const unnamed = (row: CaseloadRow): CaseloadRow => ({ ...row, full_name: null, initials: null })
  return { ...caseload, members: caseload.members.map(unnamed), on_track: caseload.on_track.map(unnamed) }
}

async function readTrajectories(
  { members, step }: ReportSources,
  { caller }: ReadFor,
  { member, episode, measure }: ReportRequestOf<'member_progress' | 'member_progress_clinical'>,
): Promise<MemberTrajectory[]> {
  const read = (asked: { measure: string | undefined; episode: number | undefined }) =>
    step('The course of the member is read.', () => members.trajectory(caller, member, asked))
  const first = await read({ measure, episode })
  const all = [first]
  for (const other of othersThan(first.measure, first.measures_used))
    all.push(await read({ measure: other, episode: first.episode.episode_id }))
  return all
}

function othersThan(first: string, used: readonly string[]): string[] {
  return used.filter((code) => code !== first)
}
