import { Injectable } from '@nestjs/common'
import type {
  StoredRuleSet as AcceptedRuleSet,
  NewRuleSet,
  RuleSet,
  RuleSetList,
  SignalRulesContract,
} from '../../../contracts/rule-sets.js'
import { type SignalRules, signalRuleProblems } from '../../../core/signals/signal-rules.js'
import { type AccessContext, DatabaseAccess } from '../../../database/access.js'
import { conflictingChange, invalidBody } from '../../../platform/problem.js'
import { requestJob } from '../../jobs/jobs.service.js'
import { queryStaffNames } from '../../users/staff-names.service.js'
import { nameOf } from '../life/signal-on-the-wire.js'
import { insertRuleSet, queryRuleSets, type StoredRuleSet } from './rule-sets.repository.js'

/** The rules by which signals are raised: every change is a new version with who, when and why. */
@Injectable()
export class RuleSetsService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  list(caller: AccessContext): Promise<RuleSetList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const stored = await queryRuleSets(transaction)
        const names = await queryStaffNames(
          transaction,
          stored.map(({ created_by }) => created_by),
        )
        return { rule_sets: stored.map((set) => onTheWire(set, names)) }
      },
      { readOnly: true },
    )
  }

  /**
   * Stores a set in place of the one in use, and asks for the signals of all members in care to be worked out by it.
   *
   * @throws ProblemError when a rule cannot be, or another set came into use meanwhile
   */
  replace(caller: AccessContext, { based_on, rules, reason }: NewRuleSet): Promise<AcceptedRuleSet> {
    const wanted = rulesOf(rules, based_on + 1)
    const problems = signalRuleProblems(wanted)
    if (problems.length > 0) {
      throw invalidBody(problems.map(({ path, message }) => ({ path: `rules.${snakeCase(path)}`, message })))
    }
    return this.#access.run(caller, async (transaction) => {
      const [inUse] = await queryRuleSets(transaction)
      const stored =
        inUse?.version === based_on ? await insertRuleSet(transaction, wanted, reason) : undefined
      if (stored === undefined) {
        const message = `Version ${inUse?.version} is in use.`
        throw conflictingChange([{ path: 'based_on', message }])
      }
      const job_id = await requestJob(transaction, 'refresh_signals')
      transaction.record({
        action: 'setting.change',
        target: `rule_set:${stored.version}`,
        detail: { from: based_on, to: stored.version, reason },
      })
      const names = await queryStaffNames(transaction, [stored.created_by])
      return { rule_set: onTheWire(stored, names), job_id }
    })
  }
}

function onTheWire(
  { version, rules, reason, created_by, created_at }: StoredRuleSet,
  names: ReadonlyMap<string, string>,
): RuleSet {
  return {
    version,
    rules: {
      no_reliable_change_after_sessions: rules.noReliableChangeAfterSessions,
      absences_in_a_row: rules.absencesInARow,
      expected_measures: [...rules.expectedMeasures],
      reliable_change_points: { ...rules.reliableChangePoints },
      switched_off: [...rules.switchedOff],
    },
    reason,
    created_by: nameOf(created_by, names),
    created_at: created_at.toISOString(),
  }
}

function rulesOf(rules: SignalRulesContract, version: number): SignalRules {
  return {
    version,
    noReliableChangeAfterSessions: rules.no_reliable_change_after_sessions,
    absencesInARow: rules.absences_in_a_row,
    expectedMeasures: [...new Set(rules.expected_measures)],
    reliableChangePoints: rules.reliable_change_points,
    switchedOff: [...new Set(rules.switched_off)],
  }
}

/** Fields of core in the words of the wire: `reliableChangePoints.phq9` becomes `reliable_change_points.phq9`. */
function snakeCase(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
