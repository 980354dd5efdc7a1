import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A kind of work, as `core/job-kinds.ts` has it: who may ask for it. */
@Entity('job_kind')
export class JobKindRecord {
  @PrimaryColumn('text')
  kind: string

  @Column('text', { name: 'asked_by', array: true })
  askedBy: string[]

  @Column('boolean', { name: 'is_shared' })
  isShared: boolean

  @Column('text', { nullable: true })
  queue: string | null
}
