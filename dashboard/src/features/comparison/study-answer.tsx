import { type ReactElement, useState } from 'react'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { CardRow } from '../../components/card-row.js'
import { PrintFoot } from '../../components/print-note/print-note.js'
import { formatDay } from '../../format/day.js'
import { AnswerCard } from './answer/answer-card.js'
import { AnswerFigures } from './answer/answer-figures.js'
import { ChangedVerdict } from './answer/changed-verdict.js'
import { RefusedCard } from './answer/refused-card.js'
import { BalanceCard } from './evidence/balance-card.js'
import { nWords } from './evidence/card-frame.js'
import { CoursesCard } from './evidence/courses-card.js'
import { EstimatesCard } from './evidence/estimates-card.js'
import { FlowCard } from './evidence/flow-card.js'
import { LaterCard } from './evidence/later-card.js'
import { MembersCard } from './evidence/members-card.js'
import { MethodsCard } from './evidence/methods-card.js'
import { NonInferiorityCard } from './evidence/non-inferiority-card.js'
import { OverlapCard } from './evidence/overlap-card.js'
import { StrengthCard } from './evidence/strength-card.js'
import { SubgroupsCard } from './evidence/subgroups-card.js'
import { TimesCard } from './evidence/times-card.js'
import { KeptCard } from './kept-card.js'
import { RunCard } from './run/run-card.js'
import { StandingCard } from './run/standing-card.js'
import type { StudyShown } from './study-shown.js'
import { TrialCard } from './trial/trial-card.js'
import type { TrialCell } from './trial/trial-cells.js'

/** The answer, the question, who is compared, how alike they are, every estimate, and what could overturn it. */
export function StudyAnswer(shown: StudyShown): ReactElement {
  const { study, result, measure } = shown
  const [asked, setAsked] = useState<TrialCell | null>(null)
  const { sites } = useFilterChoices()
  const siteName = (siteId: string): string =>
    sites?.find(({ site_id }) => site_id === siteId)?.name ?? siteId
  return (
    <>
      <AnswerFigures result={result} />
      <CardRow layout="one">
        <RunCard />
        <StandingCard study={study} />
        <ChangedVerdict study={study} siteName={siteName} />
        <RefusedCard result={result} onOpen={setAsked} />
        <AnswerCard result={result} direction={measure.direction} />
        <TrialCard
          title="The question as a target trial"
          from={{ definition: result.definition, sites: study.sites }}
          stored={{ version: study.version, result }}
          asked={asked}
          onAsked={() => setAsked(null)}
        />
      </CardRow>
      <CardRow layout="halves">
        <FlowCard {...shown} />
        <BalanceCard {...shown} />
      </CardRow>
      <CardRow layout="halves">
        <OverlapCard {...shown} />
        <CoursesCard {...shown} />
      </CardRow>
      <CardRow layout="one">
        <EstimatesCard {...shown} />
      </CardRow>
      <CardRow layout="halves">
        <TimesCard {...shown} />
        <NonInferiorityCard {...shown} />
      </CardRow>
      <CardRow layout="one">
        <SubgroupsCard {...shown} />
        <LaterCard {...shown} />
        <StrengthCard {...shown} />
        <MembersCard {...shown} />
        <MethodsCard text={result.methods} />
        <KeptCard study={study} />
      </CardRow>
      <PrintFoot
        facts={[
          `${study.name}, version ${study.version}`,
          nWords(result),
          `records up to ${formatDay(study.as_of)}`,
          `calculation version ${result.calculation_version}`,
        ]}
      />
    </>
  )
}
