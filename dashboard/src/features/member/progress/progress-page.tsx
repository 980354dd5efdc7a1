import { Button } from '@mantine/core'
import { parseAsInteger, useQueryState } from 'nuqs'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import type { MeasureContract } from '../../../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../../../api/src/contracts/members.js'
import { useFilterChoices } from '../../../api-client/catalogue-reads.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { useFilters } from '../../../components/filter-bar/use-filters.js'
import { HideNamesSwitch } from '../../../components/hidden-names/hide-names-switch.js'
import { LinkSwitch } from '../../../components/link-switch/link-switch.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { MakeReport } from '../../../components/report/make-report.js'
import { switchableMeasures } from '../../../format/measure-words.js'
import { useSeesName } from '../identity/identity-strip.js'
import { useMemberTrajectory } from '../member-reads.js'
import styles from './progress-page.module.css'
import { ProgressSheet } from './progress-sheet.js'

const DEFAULT_MEASURE = 'phq9'

/** One sheet of paper to talk through with the member. */
export function ProgressPage(): ReactElement {
  const { memberId = '' } = useParams()
  const { filters } = useFilters()
  const [episode] = useQueryState('episode', parseAsInteger)
  const choices = useFilterChoices()
  const code = filters.measure ?? DEFAULT_MEASURE
  const measure = choices.measures?.find((each) => each.code === code)
  const trajectory = useMemberTrajectory(memberId, code, episode)
  const found = trajectory.data?.member_id === memberId ? trajectory.data : undefined
  const seesName = useSeesName(memberId)
  const page = `/members/${encodeURIComponent(memberId)}`
  return (
    <>
      <div className={styles.tools}>
        <PageHeader
          name={`Progress of member ${memberId}`}
          title="One page to talk through together"
          subline="In plain words, without the answers to single questions"
          crumbs={[
            { label: 'Members', href: '/members' },
            { label: `Member ${memberId}`, href: sheetLink(page, code, episode) },
            { label: 'Progress', href: null },
          ]}
          actions={
            <>
              {seesName && <HideNamesSwitch />}
              <MakeReport
                label="As a file"
                request={{
                  definition: 'member_progress',
                  member: memberId,
                  episode: found?.episode.episode_id,
                }}
              />
              <Button onClick={() => window.print()} disabled={found === undefined}>
                Print
              </Button>
            </>
          }
        />
        {found !== undefined && choices.measures !== null && (
          <SheetSwitches found={found} measures={choices.measures} code={code} page={page} />
        )}
      </div>
      {found === undefined || measure === undefined ? (
        <Card label="Progress">
          {cardMessage(cardState(trajectory)) ?? <p role="status">Loading scores</p>}
        </Card>
      ) : (
        <ProgressSheet found={found} measure={measure} seesName={seesName} />
      )}
    </>
  )
}

function sheetLink(page: string, measure: string, episode: number | null): string {
  const search = new URLSearchParams({ measure })
  if (episode !== null) search.set('episode', String(episode))
  return `${page}?${search.toString()}`
}

function SheetSwitches(props: {
  found: MemberTrajectory
  measures: readonly MeasureContract[]
  code: string
  page: string
}): ReactElement {
  const { found, measures, code, page } = props
  const { crisis_line } = useSignedIn().deployment
  return (
    <div className={styles.switches}>
      <LinkSwitch
        label="Measure"
        choices={switchableMeasures(measures, found.measures_used, code).map((each) => ({
          key: each.code,
          label: each.short_name,
          href: sheetLink(`${page}/progress`, each.code, found.episode.episode_id),
          isCurrent: each.code === code,
        }))}
      />
      {crisis_line === null && (
        <p className={styles.warning} role="note">
          No crisis line is entered in the settings: the sheet tells the member to ask for a number.
        </p>
      )}
      <Link to={sheetLink(page, code, found.episode.episode_id)}>Back to the member</Link>
    </div>
  )
}
