import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm'
import { Therapist } from './therapist.entity.js'
import { TreatmentGroup } from './treatment-group.entity.js'

/** Who leads a group, and who leads beside them. */
@Entity('group_therapist')
@Unique('group_therapist_group_id_part_key', ['groupId', 'part'])
@Index('group_therapist_therapist', ['therapistId'])
export class GroupTherapist {
  @PrimaryColumn('text', { name: 'group_id' })
  groupId: string

  @PrimaryColumn('text', { name: 'therapist_id' })
  therapistId: string

  @Column('text')
  part: 'lead' | 'co_lead'

  @ManyToOne(() => TreatmentGroup, { nullable: false })
  @JoinColumn({
    name: 'group_id',
    referencedColumnName: 'groupId',
    foreignKeyConstraintName: 'group_therapist_group_id_fkey',
  })
  group: Relation<TreatmentGroup>

  @ManyToOne(() => Therapist, { nullable: false })
  @JoinColumn({
    name: 'therapist_id',
    referencedColumnName: 'therapistId',
    foreignKeyConstraintName: 'group_therapist_therapist_id_fkey',
  })
  therapist: Relation<Therapist>
}
