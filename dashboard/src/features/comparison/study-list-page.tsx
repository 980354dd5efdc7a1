import { Button } from '@mantine/core'
import { type ReactElement, useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { StudyHead } from '../../../../api/src/contracts/studies.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { CardRow } from '../../components/card-row.js'
import { cardState } from '../../components/chart-card/card-state.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { useFilters } from '../../components/filter-bar/use-filters.js'
import { ListCard } from '../../components/list-card/list-card.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { formatInstant } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import styles from './comparison.module.css'
import { RunCard } from './run/run-card.js'
import { useStudies } from './study-reads.js'
import { verdictWords } from './study-words.js'
import { beginningOf, leftOutWords } from './trial/begin-trial.js'
import { TrialCard } from './trial/trial-card.js'

/** The questions asked so far about group therapy alone and combined treatment. */
export function StudyListPage(): ReactElement {
  const { deployment } = useSignedIn()
  const studies = useStudies()
  const [search] = useSearchParams()
  const { filters } = useFilters()
  const isNew = search.get('new') === 'yes'
  const columns = useMemo(() => studyColumns(deployment.time_zone), [deployment.time_zone])
  const found = studies.data?.studies
  const leftOut = leftOutWords(filters)
  return (
    <>
      <PageHeader
        name="Comparison"
        title={isNew ? 'A new comparison of group only and combined treatment' : listTitle(found)}
        subline="Group therapy only beside combined treatment: associations in your own records, not proof of a cause"
        actions={
          isNew ? (
            <Button component={Link} to="/comparison" variant="default">
              All studies
            </Button>
          ) : (
            <Button component={Link} to="/comparison?new=yes">
              New study
            </Button>
          )
        }
      />
      <CardRow layout="one">
        <RunCard />
        {isNew && (
          <>
            {leftOut !== null && <p className={styles.paragraph}>{leftOut}</p>}
            <TrialCard
              key={JSON.stringify(filters)}
              title="The question as a target trial"
              from={beginningOf(filters)}
              stored={null}
              asked={null}
              onAsked={() => undefined}
            />
          </>
        )}
        <ListCard
          title="Studies"
          caption="Latest first; a changed question is a new version"
          state={cardState(studies)}
          columns={columns}
          rows={found ?? []}
          rowKey={(study) => String(study.study_id)}
          emptyWords={
            found === undefined
              ? 'Loading studies'
              : 'No study yet. “New study” begins from the default question.'
          }
        />
      </CardRow>
    </>
  )
}

function listTitle(studies: readonly StudyHead[] | undefined): string {
  if (studies === undefined) return 'Comparison of group only and combined treatment'
  if (studies.length === 0) return 'No comparison has been made yet'
  return `${countOf(studies.length, 'comparison')} of group only and combined treatment`
}

function studyColumns(timeZone: string): TableColumn<StudyHead>[] {
  return [
    {
      name: 'name',
      label: 'Study',
      kind: 'text',
      value: (study) => study.name,
      href: (study) => `/comparison/${study.study_id}`,
      isRowHeader: true,
    },
    { name: 'version', label: 'Version', kind: 'number', value: (study) => study.version },
    { name: 'verdict', label: 'Verdict', kind: 'text', value: (study) => verdictWords(study.verdict) },
    { name: 'as_of', label: 'Up to', kind: 'day', value: (study) => study.as_of },
    {
      name: 'created_at',
      label: 'Made',
      kind: 'day',
      value: (study) => study.created_at,
      text: (study) => formatInstant(study.created_at, timeZone),
    },
    { name: 'created_by', label: 'By', kind: 'text', value: (study) => study.created_by },
    {
      name: 'frozen',
      label: 'Frozen',
      kind: 'day',
      value: (study) => study.frozen_at,
      text: (study) => (study.frozen_at === null ? 'no' : formatInstant(study.frozen_at, timeZone)),
    },
  ]
}
