import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm'
import { Therapist } from './therapist.entity.js'

/** Which therapist a user is: their groups are the user's groups. */
@Entity('user_therapist')
@Unique('user_therapist_therapist_id_key', ['therapistId'])
export class UserTherapist {
  @PrimaryColumn('text', { name: 'user_id' })
  userId: string

  @Column('text', { name: 'therapist_id' })
  therapistId: string

  @ManyToOne(() => Therapist, { nullable: false })
  @JoinColumn({
    name: 'therapist_id',
    referencedColumnName: 'therapistId',
    foreignKeyConstraintName: 'user_therapist_therapist_id_fkey',
  })
  therapist: Relation<Therapist>
}
