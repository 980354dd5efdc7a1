import type { ReactElement } from 'react'
import { useParams } from 'react-router'
import { useMeasures } from '../../api-client/catalogue-reads.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { CopyLink } from '../../components/filter-bar/copy-link.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { MakeReport } from '../../components/report/make-report.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { formatDay } from '../../format/day.js'
import { StudyAnswer } from './study-answer.js'
import { useStudy } from './study-reads.js'
import { StudySkeleton } from './study-skeleton.js'
import { madeWords, verdictStatus, verdictTitle, verdictWords } from './study-words.js'

/** One version of a study: the verdict is its title, then everything it rests on. */
export function StudyPage(): ReactElement {
  const { studyId = '' } = useParams()
  const { deployment } = useSignedIn()
  const query = useStudy(studyId)
  const measures = useMeasures()
  const study = query.data
  const measure = measures.data?.find(({ code }) => code === study?.result.definition.measure)
  const state: CardState = query.isError || study === undefined ? cardState(query) : cardState(measures)
  const message = cardMessage(state)
  return (
    <>
      <PageHeader
        name="Comparison"
        title={
          study === undefined
            ? 'A comparison of group only and combined treatment'
            : verdictTitle(study.result)
        }
        subline={
          study === undefined ? (
            '\u00a0'
          ) : (
            <>
              <StatusPill status={verdictStatus(study.result.verdict.code)}>
                {verdictWords(study.result.verdict.code)}
              </StatusPill>{' '}
              {study.name}, version {study.version} · records up to {formatDay(study.as_of)} ·{' '}
              {madeWords(study, deployment.time_zone)}
              {study.frozen_at !== null && ' · frozen'}
            </>
          )
        }
        crumbs={[
          { label: 'Comparison', href: '/comparison' },
          { label: study?.name ?? 'Study', href: null },
        ]}
        actions={
          <>
            <CopyLink />
            {study !== undefined && (
              <MakeReport label="Report" request={{ definition: 'comparison', study: study.study_id }} />
            )}
          </>
        }
        {...(study === undefined ? {} : { answerKey: String(study.study_id) })}
      />
      {message}
      {message === null && (study === undefined || measure === undefined) && <StudySkeleton />}
      {message === null && study !== undefined && measure !== undefined && (
        <StudyAnswer key={study.study_id} study={study} result={study.result} measure={measure} />
      )}
    </>
  )
}
